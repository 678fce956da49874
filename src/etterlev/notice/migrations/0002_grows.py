"""What is published stays published: the database itself refuses to change it."""

from django.db import migrations

from etterlev.database.migrations import OnlyGrows


class Migration(migrations.Migration):
    dependencies = [("notice", "0001_initial")]
    operations = [
        OnlyGrows("notice_version"),
        OnlyGrows("notice_promisecheck"),
        OnlyGrows("notice_promiseanswer"),
        OnlyGrows("notice_attestation"),
    ]
