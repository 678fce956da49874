"""Two roles: the owner migrates, the serving role reads and writes rows and may change no table and no line of the log."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

ONLY_GROW = ("ledger_entry", "ledger_leaf", "ledger_signedhead")


def grant_serving_role(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the serving role what it needs on every table there is, run by the owner after `migrate`."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in set(ONLY_GROW) & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {name}")
