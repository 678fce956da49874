"""The database's own half of the wall."""

from django.db import migrations

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        WallRows("people_person"),
        WallRows("people_identifier"),
        WallRows("people_relation"),
    ]
