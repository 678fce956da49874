"""The legal bases of Article 6(1), the conditions of Article 9(2), and which right a person has under which basis.

The codes are those of the W3C Data Privacy Vocabulary (`eu-gdpr:A6-1-a`), without the prefix, and are what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from etterlev.law import errors, packs
from etterlev.law.packs import Cited, Entry, Text


class LegalBasis(StrEnum):
    """Article 6(1)(a) to (f)."""

    CONSENT = "A6-1-a"
    CONTRACT = "A6-1-b"
    LEGAL_OBLIGATION = "A6-1-c"
    VITAL_INTEREST = "A6-1-d"
    PUBLIC_TASK = "A6-1-e"
    LEGITIMATE_INTEREST = "A6-1-f"


class SpecialCondition(StrEnum):
    """Article 9(2)(a) to (j): what is needed besides a legal basis for special categories of personal data."""

    EXPLICIT_CONSENT = "A9-2-a"
    EMPLOYMENT_AND_SOCIAL_SECURITY = "A9-2-b"
    VITAL_INTEREST = "A9-2-c"
    NON_PROFIT_BODY = "A9-2-d"
    MADE_PUBLIC = "A9-2-e"
    LEGAL_CLAIMS = "A9-2-f"
    SUBSTANTIAL_PUBLIC_INTEREST = "A9-2-g"
    HEALTH_CARE = "A9-2-h"
    PUBLIC_HEALTH = "A9-2-i"
    ARCHIVE_RESEARCH_STATISTICS = "A9-2-j"


class Right(StrEnum):
    """The rights of the data subject. A15-3 and A21-2 are our own codes for a paragraph of its own kind."""

    NOTICE_WHEN_COLLECTED = "A13"
    NOTICE_FROM_OTHERS = "A14"
    ACCESS = "A15"
    COPY = "A15-3"
    RECTIFICATION = "A16"
    ERASURE = "A17"
    RESTRICTION = "A18"
    RECIPIENTS_TOLD = "A19"
    PORTABILITY = "A20"
    OBJECTION = "A21"
    OBJECTION_TO_MARKETING = "A21-2"
    NO_AUTOMATED_DECISION = "A22"
    WITHDRAWAL = "A7-3"
    COMPLAINT = "A77"


class Answer(StrEnum):
    """Whether a right applies under a basis."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Cited):
    """What a basis, a condition or a right is called."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Cited):
    """Whether a right applies under a basis; for a conditional answer, and some others, on what it depends."""

    answer: Answer
    condition: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row(Term):
    verdicts: Mapping[LegalBasis, Verdict]


def verdict(right: Right, basis: LegalBasis) -> Verdict:
    """Whether `right` applies to data processed under `basis`, and on what condition."""
    return _rights()[right].verdicts[basis]


def rights_under(bases: Iterable[LegalBasis]) -> frozenset[Right]:
    """The rights a person can invoke for data processed under any of `bases`, conditional ones included.

    One more basis never takes a right away. It may give a reason to refuse one: see `refusals`.
    """
    return frozenset(right for basis in set(bases) for right in Right if verdict(right, basis).answer is not Answer.NO)


def name_of(term: LegalBasis | SpecialCondition | Right) -> Term:
    """The term's name in the three languages, and its article."""
    if isinstance(term, Right):
        return _rights()[term]
    return _terms("basis" if isinstance(term, LegalBasis) else "condition")[term]


@cache
def _terms(table: str) -> Mapping[str, Term]:
    known: Iterable[str] = LegalBasis if table == "basis" else SpecialCondition
    terms = packs.pack("rights").read(table, _read_term)
    return {each: packs.found(terms, "rights", each) for each in known}


@cache
def _rights() -> Mapping[Right, _Row]:
    rows = packs.pack("rights").read("right", read_right)
    return {right: packs.found(rows, "rights", right) for right in Right}


def _read_term(entry: Entry) -> Term:
    return Term(id=entry.name, name=entry.text("name"), **entry.cited())


def read_right(entry: Entry) -> _Row:
    """One row of the matrix. Raises BasesNotCovered unless each basis gets exactly one verdict."""
    verdicts: dict[LegalBasis, Verdict] = {}
    for group in entry.entries("verdict"):
        said = _read_verdict(group)
        for basis in group.many_of("bases", LegalBasis):
            if basis in verdicts:
                raise errors.BasesNotCovered(pack=entry.pack, entry=entry.name, basis=basis)
            verdicts[basis] = said
        group.done()
    if missing := set(LegalBasis) - set(verdicts):
        raise errors.BasesNotCovered(pack=entry.pack, entry=entry.name, basis=min(missing))
    return _Row(id=entry.name, name=entry.text("name"), verdicts=verdicts, **entry.cited())


def _read_verdict(group: Entry) -> Verdict:
    answer = group.one_of("answer", Answer)
    # A condition the reader is not told about is no answer.
    needed = answer is Answer.CONDITIONAL or group.has("condition")
    return Verdict(answer=answer, condition=group.text("condition") if needed else None, **group.cited())
