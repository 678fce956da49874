"""Two migration operations in the words of both engines: a table behind the wall, and a table that only grows."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# In a sub-select, so that PostgreSQL reads the setting once per statement and not once per row.
_VISIBLE = "(SELECT string_to_array(nullif(current_setting('etterlev.controllers', true), ''), ','))::uuid[]"


class _TableRule(Operation):
    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Rules are the database's own: the models do not change."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        if schema_editor.connection.alias == self._alias(app_label):
            self._run(schema_editor, self.forwards(schema_editor.connection.vendor))

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        if schema_editor.connection.alias == self._alias(app_label):
            self._run(schema_editor, self.backwards(schema_editor.connection.vendor))

    @staticmethod
    def _alias(app_label: str) -> str:
        return "keys" if app_label == "keystore" else "default"

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
        for statement in statements:
            schema_editor.execute(statement.format(table=self.table, visible=_VISIBLE), params=None)

    def forwards(self, vendor: str) -> list[str]:
        return []

    def backwards(self, vendor: str) -> list[str]:
        return []


class WallRows(_TableRule):
    """Row-level security by `controller_id` on PostgreSQL; SQLite has one reader, the Python wall."""

    def __init__(self, table: str, shared: bool = False) -> None:
        """`shared`: rows without a controller belong to the group and are visible to every actor."""
        super().__init__(table)
        self.shared = shared

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {"shared": self.shared} if self.shared else {}

    def describe(self) -> str:
        return f"Wall the rows of {self.table} by controller"

    def forwards(self, vendor: str) -> list[str]:
        if vendor != "postgresql":
            return []
        own = "controller_id = ANY({visible})"
        rule = f"(controller_id IS NULL OR {own})" if self.shared else own
        return [
            'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY wall ON "{{table}}" USING ({rule}) WITH CHECK ({rule})',
        ]

    def backwards(self, vendor: str) -> list[str]:
        if vendor != "postgresql":
            return []
        return ['DROP POLICY wall ON "{table}"', 'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY']


class OnlyGrows(_TableRule):
    """UPDATE, DELETE and TRUNCATE are refused by the database itself."""

    def describe(self) -> str:
        return f"Let {self.table} only grow"

    def forwards(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER "{{table}}_no_{verb.lower()}" BEFORE {verb} ON "{{table}}" '
                "BEGIN SELECT RAISE(ABORT, 'this table only grows'); END"
                for verb in ("UPDATE", "DELETE")
            ]
        return [
            'CREATE FUNCTION "{table}_only_grows"() RETURNS trigger LANGUAGE plpgsql AS '
            "$$ BEGIN RAISE EXCEPTION 'this table only grows'; END $$",
            'CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" '
            'FOR EACH ROW EXECUTE FUNCTION "{table}_only_grows"()',
            'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
            'FOR EACH STATEMENT EXECUTE FUNCTION "{table}_only_grows"()',
        ]

    def backwards(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f'DROP TRIGGER "{{table}}_no_{verb}"' for verb in ("update", "delete")]
        return [
            'DROP TRIGGER "{table}_no_truncate" ON "{table}"',
            'DROP TRIGGER "{table}_no_change" ON "{table}"',
            'DROP FUNCTION "{table}_only_grows"()',
        ]
