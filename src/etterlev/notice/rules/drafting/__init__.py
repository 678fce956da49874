"""From anybody's statement to a draft register: what it says, completed by the sector's template, and what is missing.

Nothing here is decided: each row is a suggestion with the sentence it was read from, until a person confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping

from etterlev.notice.rules.drafting import activities, claims, controllers, systems
from etterlev.notice.rules.drafting.draft import Claim, Draft, Missing, Row, RowKind, Said, Unplaced
from etterlev.notice.rules.drafting.missing import missing
from etterlev.notice.rules.drafting.sector import SECTORS, Sector, sector
from etterlev.notice.rules.lint import Report

__all__ = ["SECTORS", "Claim", "Draft", "Missing", "Row", "RowKind", "Said", "Unplaced", "draft", "missing", "sector"]


def draft(report: Report, template: Sector | None, promised: Mapping[str, tuple[str, ...]]) -> Draft:
    """The draft. `promised` has, for each row of the product's table (`S18`), the checks that stand behind it."""
    group = controllers.group_of(report)
    parts = controllers.rows(report, group)
    used = systems.rows(report)
    done = activities.rows(report, template, used)
    return Draft(
        file=report.file,
        language=report.statement.language,
        group=group,
        website=controllers.website_of(report),
        rows=(*parts, *used, *done),
        claims=claims.found(report, promised),
        unplaced=activities.unplaced(report, done),
    )
