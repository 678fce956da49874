"""describe"""

from __future__ import annotations

import sqlalchemy as sa

from etterlev.sources.contract import Description
from etterlev.sources.sql.shapes import Catalogue


def describe(connection: sa.Connection, catalogue: Catalogue) -> Description:
    return Description((), catalogue.links, catalogue.fingerprint)
