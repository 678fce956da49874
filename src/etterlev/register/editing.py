"""One activity changed by hand: what is wrong with it, which fields became others, and whether it is what was read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis
from etterlev.register import errors

Document = Mapping[str, Any]
# Articles 5(2) and 24(1) ask for review; once a year is what the authorities expect of a register.
REVIEW_EVERY: Final = timedelta(days=365)
LEAST_WHY: Final = 5
_STATUTE: Final = (LegalBasis.LEGAL_OBLIGATION, LegalBasis.PUBLIC_TASK)
_TEXTS: Final = ("special_provision", "obligation", "automated_decisions")
_LISTS_OF_TEXTS: Final = ("sources", "security")


def fingerprint(document: Document | None) -> str:
    """The same for the same activity, however its fields are ordered; empty for none."""
    return "" if document is None else sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:32]


def changed(one: Document | None, other: Document | None) -> tuple[str, ...]:
    """The fields that are not the same in both."""
    one, other = one or {}, other or {}
    return tuple(sorted(key for key in {*one, *other} if one.get(key) != other.get(key)))


def is_due_for_review(reviewed_on: date | None, today: date) -> bool:
    """Whether nobody has looked it over for a year."""
    return reviewed_on is None or reviewed_on + REVIEW_EVERY < today


def faults(document: Document) -> list[EtterlevError]:
    """Everything the law asks for that is not there, each with its field."""
    return [*_name(document), *_purposes(document), *_who_and_what(document), *_texts(document)]


def _name(document: Document) -> Iterator[EtterlevError]:
    if not _in_every_language(document.get("name")):
        yield errors.NameNeeded(field="name")


def _purposes(document: Document) -> Iterator[EtterlevError]:
    purposes = document.get("purposes", [])
    if not purposes:
        yield errors.PurposeNeeded(field="purposes")
    for n, purpose in enumerate(purposes):
        yield from _purpose(n, purpose)


def _purpose(n: int, purpose: Document) -> Iterator[EtterlevError]:
    basis = purpose.get("basis")
    if purpose.get("code") not in vocabulary.purposes() or basis not in set(LegalBasis):
        yield errors.PurposeUnfinished(field=f"purposes-{n}")
    if not _in_every_language(purpose.get("text")):
        yield errors.TextInEveryLanguage(field=f"purposes-{n}-text")
    if basis == LegalBasis.LEGITIMATE_INTEREST and not _in_every_language(purpose.get("interest")):
        yield errors.InterestNeeded(field=f"purposes-{n}-interest")
    if basis in _STATUTE and not _in_every_language(purpose.get("provision")):
        yield errors.ProvisionNeeded(field=f"purposes-{n}-provision")
    yield from _day(purpose.get("balancing_test_on"), f"purposes-{n}-balancing_test_on")


def _who_and_what(document: Document) -> Iterator[EtterlevError]:
    if not document.get("subjects"):
        yield errors.SubjectsNeeded(field="subjects")
    if not document.get("categories"):
        yield errors.CategoriesNeeded(field="categories")
    known = vocabulary.data_categories()
    special = [code for code in document.get("categories", []) if code in known and known[code].is_special]
    if special and not document.get("special"):
        yield errors.ConditionNeeded(field="special")
    if not document.get("retention"):
        yield errors.RetentionNeeded(field="retention")
    yield from _day(document.get("reviewed_on"), "reviewed_on")


def _texts(document: Document) -> Iterator[EtterlevError]:
    single = [(key, document[key]) for key in _TEXTS if document.get(key)]
    several = [(f"{key}-{n}", text) for key in _LISTS_OF_TEXTS for n, text in enumerate(document.get(key, []))]
    recipients = [(f"recipients-{n}", each.get("name")) for n, each in enumerate(document.get("recipients", []))]
    for key, text in (*single, *several, *recipients):
        if not _in_every_language(text):
            yield errors.TextInEveryLanguage(field=key)


def _day(written: str | None, key: str) -> Iterator[EtterlevError]:
    if written:
        try:
            date.fromisoformat(written)
        except ValueError:
            yield errors.DayNotValid(field=key)


def _in_every_language(text: Any) -> bool:
    return isinstance(text, Mapping) and all(text.get(language) for language in LANGUAGES)
