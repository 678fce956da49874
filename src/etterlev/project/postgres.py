"""Two roles: the owner migrates, the serving role reads and writes rows and may change no table and no line of the
log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from etterlev.project.configuration import Configuration

ONLY_GROW = (
    *("ledger_entry", "ledger_leaf", "ledger_signedhead"),
    *("notice_version", "notice_promisecheck", "notice_promiseanswer", "notice_attestation"),
)


def grant_serving_role(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the serving role what it needs on every table there is, run by the owner after `migrate`."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in set(ONLY_GROW) & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {name}")


@contextmanager
def as_owner(configuration: Configuration) -> Iterator[None]:
    """Use the owner's name and password on both stores for the length of a migration."""
    owner = configuration.owner_database
    if owner == configuration.database:
        yield
        return
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "keys")}
    for alias in before:
        connections[alias].close()
        if connections[alias].vendor == "postgresql":
            connections[alias].settings_dict.update(USER=owner.user, PASSWORD=owner.password)
    try:
        yield
    finally:
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)
