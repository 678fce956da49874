"""The retention rules: what is kept or deleted, from which event, how long, by which law, on whom it is binding.

Article 5(1)(e), bokføringsloven § 13 and the others in `packs/retention.toml`. `retention` computes with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from etterlev.languages import Language
from etterlev.law import packs, words
from etterlev.law.packs import Cited, Entry, Text
from etterlev.law.periods import Period
from etterlev.law.retention_classes import BY_WORD, RetentionClass


class Anchor(StrEnum):
    """The event a period runs from."""

    FISCAL_YEAR_END = "fiscal_year_end"
    ADJUSTMENT_PERIOD_END = "adjustment_period_end"
    TAX_YEAR_END = "tax_year_end"
    ENGAGEMENT_END = "engagement_end"
    EMPLOYMENT_END = "employment_end"
    PROBATION_END = "probation_end"
    FOLLOW_UP_END = "follow_up_end"
    PROCESS_END = "process_end"
    CONSENT_GIVEN = "consent_given"
    WITHDRAWAL = "withdrawal"
    LAST_CONTACT = "last_contact"
    EVENT = "event"
    CASE_CLOSED = "case_closed"
    LOG_DATE = "log_date"
    BACKUP_DATE = "backup_date"
    CLAIM_DUE = "claim_due"
    KNOWLEDGE = "knowledge"
    # The last day of the duties to keep that hold the same value: computed here, never given.
    KEEPING_END = "keeping_end"


_YEAR_ENDS: Final = frozenset({Anchor.FISCAL_YEAR_END, Anchor.ADJUSTMENT_PERIOD_END, Anchor.TAX_YEAR_END})


class Kind(StrEnum):
    """What a rule asks. Policy is the controller's own choice where the law gives none."""

    MUST_KEEP = "must_keep"
    MUST_DELETE = "must_delete"
    SHOULD_DELETE = "should_delete"
    MAY_KEEP = "may_keep"
    POLICY = "policy"


class Binds(StrEnum):
    """Whom a rule binds: as owner of the books, as processor of a client's, as employer, by the AML act, or anyone."""

    OWN_BOOKKEEPING = "own_bookkeeping"
    CLIENT_BOOKKEEPING = "client_bookkeeping"
    EMPLOYER = "employer"
    AML = "aml"
    CONTROLLER = "controller"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule(Cited):
    """One rule: what, from when, how long, by which law, on whom, and how we say it."""

    id: str
    what: Text
    anchor: Anchor
    period: Period
    # The longest a controller may choose instead; None where the period is the law's own or nothing limits it.
    longest: Period | None
    kind: Kind
    authority: str
    binds: frozenset[Binds]
    classes: frozenset[RetentionClass]
    # For the privacy statement, with {period}; for the answer to a person, with {until}.
    statement: Text
    letter: Text

    def ends_on(self, anchor_on: date, period: Period | None = None) -> date:
        """The last day of the period, or of the controller's own: 3 years 6 months from 31.12.2026 is 30.6.2030."""
        return (period or self.period).after(anchor_on, from_month_end=self.anchor in _YEAR_ENDS)

    def allows(self, period: Period) -> bool:
        """Whether a controller may choose this period: never shorter than a duty to keep, never longer than allowed."""
        if self.kind is Kind.MUST_KEEP and self.period.is_longer_than(period):
            return False
        return self.longest is None or not period.is_longer_than(self.longest)

    def stated(self, language: Language, period: Period | None = None) -> str:
        """The sentence for the privacy statement, with the controller's own period when it has chosen one."""
        return self.statement.said(language, period=words.period_in_words(period or self.period, language))

    def answered(self, language: Language, until: date) -> str:
        """The sentence for the answer to a person, with the last day in words."""
        return self.letter.said(language, until=words.date_in_words(until, language))


def retention_rule(entry: str) -> RetentionRule:
    """The rule with that id, such as `RT-BOKF-P`. Raises UnknownEntry."""
    return packs.found(retention_rules(), "retention", entry)


@cache
def retention_rules() -> Mapping[str, RetentionRule]:
    """Every rule by its id."""
    return packs.pack("retention").read("rule", _read)


def _read(entry: Entry) -> RetentionRule:
    return RetentionRule(
        id=entry.name,
        what=entry.text("what"),
        anchor=entry.one_of("anchor", Anchor),
        period=entry.period("period"),
        longest=entry.period("longest") if entry.has("longest") else None,
        kind=entry.one_of("kind", Kind),
        authority=entry.string("authority"),
        binds=frozenset(entry.many_of("binds", Binds)),
        classes=frozenset(entry.many_named("classes", BY_WORD) if entry.has("classes") else ()),
        statement=entry.text("statement", blanks=["period"]),
        letter=entry.text("letter", blanks=["until"]),
        **entry.cited(),
    )
