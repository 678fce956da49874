"""Every stored spelling of a value, upper or lower case, found by a plain index of PostgreSQL in some dozen probes.

An index on `email` does not serve `lower(email) = …`, and few systems have one that does. Where the index sorts by code
points, the spellings are walked letter by letter, following only beginnings that some row has. Where it sorts as words
are sorted, beginnings do not lie together («aa» may come last), and the table is read instead.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from etterlev.sources.sql.shapes import Column, Table

# A walk of one value costs about as much as reading this many rows.
ROWS_PER_WALK: Final = 2_000
# A space that was typed before or behind the value is walked too.
_WALK: Final = """(with recursive walked(whole, spelled, length) as (
  select whole, space, 0 from unnest(cast(:values as text[])) whole, unnest(array['', ' ']) space
  union all
  select whole, next, length + 1 from walked
  cross join lateral (select spelled || substr(whole, length + 1, 1)
    union select spelled || upper(substr(whole, length + 1, 1))) letters(next)
  where length < length(whole)
    and starts_with((select {column} from {table} where {column} >= next order by {column} limit 1), next)
) select spelled || space from walked, unnest(array['', ' ']) space where length = length(whole))"""


def is_worth(column: Column, rows: int | None, values: int) -> bool:
    """Whether walking costs less than reading the whole table."""
    return column.order == "code points" and (rows or 0) > ROWS_PER_WALK * values


def condition(table: Table, column: Column, parameter: str) -> sa.ColumnElement[bool]:
    """The column holds one of a parameter's values, which are in lower case, in any mixture of cases."""
    names = {"column": _quoted(column.name), "table": f"{_quoted(table.schema or '')}.{_quoted(table.name)}"}
    return table.column(column.name).op("IN")(sa.text(_WALK.replace(":values", f":{parameter}").format(**names)))


def _quoted(name: str) -> str:
    """A name as PostgreSQL reads it, in a text of SQLAlchemy's, where a colon would begin a parameter."""
    doubled = name.replace('"', '""').replace(":", "\\:")
    return f'"{doubled}"'
