"""The database's own half of the wall."""

from django.db import migrations

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]
    operations = [
        WallRows("requests_case"),
        WallRows("requests_code"),
        WallRows("requests_search"),
        WallRows("requests_answer"),
    ]
