"""The database's own half of the wall."""

from django.db import migrations

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [("closings", "0001_initial")]
    operations = [WallRows("closings_closing")]
