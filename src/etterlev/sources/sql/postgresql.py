"""The catalogue of PostgreSQL, in two statements however many tables there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import Link
from etterlev.sources.sql.shapes import Catalogue, Column, Table

# Partitions are read through their parent. Copies (materialised views) are tables, and so are tables that lie on
# another server, though their rows cannot be told apart. A table with row security for this user is not readable: rows
# would be missing without a word. Index expressions are known by how the engine writes them; 'B' < 'a' where code
# points sort.
_COLUMNS: Final = sa.text("""
select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), c.reltuples::bigint,
  has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT') and not row_security_active(c.oid),
  array_position(k.conkey, a.attnum),
  case when a.atttypid not in ('text'::regtype, 'varchar'::regtype) then ''
    when f.expressions like '%[lower(' || a.name || ')]%' then 'folded'
    when f.expressions like
      '%[regexp_replace(' || a.name || ', ''[^0-9]''::text, ''''::text, ''g''::text)]%' then 'digits'
    when i.indrelid is null then ''
    when l.collname in ('C', 'POSIX', 'ucs_basic') or l.collname like 'C.%' then 'code points'
    when l.collname = 'default' and 'B'::text < 'a'::text then 'code points'
    else '' end,
  n.nspname = current_schema(), c.relkind::text,
  exists (select from pg_inherits h join pg_class d on d.oid = h.inhrelid and not d.relispartition
    where h.inhparent = c.oid)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join (select *, case atttypid when 'varchar'::regtype then '(' || quote_ident(attname) || ')::text'
    else quote_ident(attname) end as name
  from pg_attribute where attnum > 0 and not attisdropped) a on a.attrelid = c.oid
left join (
  select distinct i.indrelid, i.indkey[0] as field, i.indcollation[0] as collation from pg_index i
  join pg_opclass o on o.oid = i.indclass[0] and o.opcdefault
    and o.opcmethod = (select oid from pg_am where amname = 'btree')
  where i.indisvalid and i.indpred is null and i.indcollation[0] <> 0
) i on i.indrelid = c.oid and i.field = a.attnum and i.collation = a.attcollation
left join (
  select indrelid, string_agg('[' || pg_get_expr(indexprs, indrelid) || ']', '') as expressions from pg_index
  where indisvalid and indpred is null and indexprs is not null and indnatts = 1 group by indrelid
) f on f.indrelid = c.oid
left join pg_collation l on l.oid = a.attcollation
left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition and c.relpersistence <> 't'
  and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
order by n.nspname, c.relname, a.attnum
""")
_LINKS: Final = sa.text("""
select cn.nspname, c.relname, pn.nspname, p.relname,
  array(select a.attname::text from unnest(f.conkey) with ordinality k(n, i) join pg_attribute a
    on a.attrelid = c.oid and a.attnum = k.n order by k.i),
  array(select a.attname::text from unnest(f.confkey) with ordinality k(n, i) join pg_attribute a
    on a.attrelid = p.oid and a.attnum = k.n order by k.i)
from pg_constraint f
join pg_class c on c.oid = f.conrelid and not c.relispartition
join pg_namespace cn on cn.oid = c.relnamespace
join pg_class p on p.oid = f.confrelid and not p.relispartition
join pg_namespace pn on pn.oid = p.relnamespace
where f.contype = 'f'
order by cn.nspname, c.relname, f.conname
""")
# Every version of every row of the catalogue that the two statements above draw from, in a fifth of their time: what
# is changed there gets a new version. Rights are asked anew, for they hang on roles too.
_MARK: Final = sa.text("""
with known as materialized (
  select c.oid, c.xmin, n.xmin as schema, c.reltuples, has_schema_privilege(n.oid, 'USAGE')
    and has_table_privilege(c.oid, 'SELECT') and not row_security_active(c.oid) as is_readable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition and c.relpersistence <> 't'
    and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%')
select md5(concat_ws('|', current_schema(),
  (select string_agg(concat_ws(',', oid, xmin, schema, reltuples, is_readable), ';' order by oid) from known),
  (select string_agg(concat_ws(',', attrelid, attnum, xmin), ';' order by attrelid, attnum) from pg_attribute
    where attrelid in (select oid from known) and attnum > 0),
  (select string_agg(concat_ws(',', oid, xmin), ';' order by oid) from pg_constraint
    where conrelid in (select oid from known) and contype in ('p', 'f')),
  (select string_agg(concat_ws(',', indexrelid, xmin, indisvalid), ';' order by indexrelid) from pg_index
    where indrelid in (select oid from known)),
  (select string_agg(concat_ws(',', inhrelid, inhparent), ';' order by inhrelid, inhparent) from pg_inherits),
  (select string_agg(concat_ws(',', oid, xmin), ';' order by oid) from pg_type where oid >= 16384 and typrelid = 0)))
""")
# Where a row lies, in a table without a key: the same for as long as a snapshot lasts.
PLACE: Final = "ctid"
# And in which of the tables, where a parent shows the rows of several: a key of the parent's does not bind the others.
PART: Final = "tableoid"
_PARTITIONED, _FOREIGN = "p", "f"


def mark(connection: sa.Connection) -> str:
    """The same for as long as `catalogue` would give the same."""
    found: str = connection.execute(_MARK).scalar_one()
    return found


def catalogue(connection: sa.Connection) -> Catalogue:
    """Every table of every schema that is not the engine's own. Outside the first, tables are named with theirs."""
    rows = connection.execute(_COLUMNS).all()
    home = {row[0] for row in rows if row[8]}
    grouped: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        grouped.setdefault((row[0], row[1]), []).append(row)
    tables = {_unit(home, *place): _table(home, place, columns) for place, columns in grouped.items()}
    return Catalogue(tables, tuple(_links(connection, home)))


def _unit(home: set[str], schema: str, table: str) -> str:
    return table if schema in home else f"{schema}.{table}"


def _table(home: set[str], place: tuple[str, str], rows: list[Any]) -> Table:
    schema, name = place
    columns = {row[2]: Column(row[2], row[3], row[7]) for row in rows}
    declared = tuple(name for _, name in sorted((row[6], row[2]) for row in rows if row[6] is not None))
    estimate, kind, has_heirs = rows[0][4], rows[0][9], rows[0][10]
    here = () if kind == _FOREIGN else (PART, PLACE) if has_heirs or kind == _PARTITIONED else (PLACE,)
    key = here if has_heirs else declared or here
    return Table(
        name,
        schema,
        _unit(home, schema, name),
        columns,
        key,
        rows[0][5] and bool(key),
        None if estimate < 0 else estimate,
    )


def _links(connection: sa.Connection, home: set[str]) -> Iterable[Link]:
    for schema, table, parent_schema, parent, fields, parent_fields in connection.execute(_LINKS):
        yield Link(_unit(home, schema, table), tuple(fields), _unit(home, parent_schema, parent), tuple(parent_fields))
