"""The database's own half of the wall."""

from django.db import migrations

from etterlev.database.migrations import OnlyGrows, WallRows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        OnlyGrows("ledger_entry"),
        OnlyGrows("ledger_leaf"),
        OnlyGrows("ledger_signedhead"),
        WallRows("ledger_entry", shared=True),
    ]
