"""Every stored spelling of a value, upper or lower case, found by a plain index of PostgreSQL in some dozen probes.

An index on `email` does not serve `lower(email) = …`, and few systems have one that does. Where the index sorts by code
points, the spellings are walked letter by letter, following only beginnings that some row has. Where it sorts as words
are sorted, all spellings of a value lie between the one in small and the one in large letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from etterlev.sources.sql.passing import array
from etterlev.sources.sql.shapes import Column, Table

# A walk of one value costs about as much as reading this many rows.
ROWS_PER_WALK: Final = 2_000
_QUOTE: Final = postgresql.dialect().identifier_preparer.quote  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
_CODE_POINTS: Final = """(with recursive walked(whole, spelled, length) as (
  select whole, '', 0 from unnest(cast(:spelled as text[])) whole
  union all
  select whole, next, length + 1 from walked
  cross join lateral (select spelled || substr(whole, length + 1, 1)
    union select spelled || upper(substr(whole, length + 1, 1))) letters(next)
  where length < length(whole)
    and starts_with((select {column} from {table} where {column} >= next order by {column} limit 1), next)
) select spelled from walked where length = length(whole))"""
_WORDS: Final = """(select found from unnest(cast(:spelled as text[])) whole cross join lateral (
  select {column} as found from {table}
  where {column} between least(whole, upper(whole)) and greatest(whole, upper(whole)) order by {column}) between_them
  where lower(found) = whole)"""


def is_worth(column: Column, rows: int | None, values: int) -> bool:
    """Whether walking costs less than reading the whole table."""
    return column.order in ("code points", "words") and (rows or 0) > ROWS_PER_WALK * values


def condition(table: Table, column: Column, spelled: Sequence[str]) -> sa.ColumnElement[bool]:
    """The column holds one of these, all in lower case, in any mixture of cases."""
    names = {"column": _QUOTE(column.name), "table": f"{_QUOTE(table.schema or '')}.{_QUOTE(table.name)}"}
    text = (_CODE_POINTS if column.order == "code points" else _WORDS).format(**names)
    return table.column(column.name).op("IN")(sa.text(text).bindparams(sa.bindparam("spelled", list(spelled))))
