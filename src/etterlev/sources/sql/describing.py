"""What a database seems to hold: structure from its catalogue, meaning from headers and a sample that is not kept."""

from __future__ import annotations

import sqlalchemy as sa

from etterlev.sources.classify import classify, together
from etterlev.sources.contract import Description, FieldDescription, UnitDescription
from etterlev.sources.errors import ConnectionLost
from etterlev.sources.sql.sampling import Samples, sample
from etterlev.sources.sql.session import Fence, ReadFailed
from etterlev.sources.sql.shapes import Catalogue, Table
from etterlev.sources.sql.soft_links import soft_links


def describe(connection: sa.Connection, catalogue: Catalogue) -> Description:
    """Describe every table. One that cannot be read is described by its headers. Raises ConnectionLost."""
    fence = Fence(connection)
    try:
        samples = {name: sample(fence, table) or {} for name, table in catalogue.tables.items()}
        units = tuple(_unit(table, catalogue, samples[name]) for name, table in catalogue.tables.items())
        links = (*catalogue.links, *soft_links(fence, catalogue, units, samples))
    except ReadFailed:
        raise ConnectionLost from None
    return Description(units, links, catalogue.fingerprint)


def _unit(table: Table, catalogue: Catalogue, samples: Samples) -> UnitDescription:
    linked = {name for link in catalogue.links if link.child == table.unit for name in link.child_fields}
    judged = together(
        {name: classify(table.name, name, samples.get(name, ()), is_link=name in linked) for name in table.columns}
    )
    fields = (
        FieldDescription(name, table.columns[name].type, each.category, each.confidence, each.evidence, each.identifies)
        for name, each in judged.items()
    )
    return UnitDescription(table.unit, tuple(fields), table.rows)
