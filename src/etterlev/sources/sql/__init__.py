"""Databases as sources: every row about a person is found by the foreign keys, in one transaction that only reads.

Articles 15 and 20. Identifiers go to the database as parameters, however they are written there; what the database
will not let us read is named in the coverage, never passed over.
"""

from __future__ import annotations

from etterlev.sources.sql.source import SqlSource

__all__ = ["SqlSource"]
