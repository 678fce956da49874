"""Reads of what is published. All of it is public, so nobody needs a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Min, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils.safestring import SafeString

from etterlev.languages import Language
from etterlev.law.deadlines import OSLO
from etterlev.law.packs import Text
from etterlev.notice.errors import UnknownPromise, UnknownVersion
from etterlev.notice.models import Attestation, PromiseAnswer, PromiseCheck, Version
from etterlev.notice.rules import history as years
from etterlev.notice.rules.history import History
from etterlev.notice.rules.standing import Finding, Standing, Word, is_answered, is_due, stand
from etterlev.notice.rules.statement import Statement, from_json
from etterlev.promises import PROMISES, Promise, State

# Worst first: what a day is remembered for.
_RANKS = (State.BROKEN, State.NOT_YET_CHECKED, State.ATTESTED, State.KEPT)
_FIELDS = ("id", "number", "effective_on", "published_at", "is_correction", "fragments", "change", "unconfirmed")

Pieces = Mapping[str, SafeString]


@dataclass(frozen=True)
class Edition:
    """A published version, without its documents."""

    id: UUID
    number: int
    effective_on: date
    published_at: datetime
    is_correction: bool
    fragments: Mapping[str, str]
    change: Text
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a named person says about a promise that is not kept."""

    code: str
    person: str
    words: Text
    repaired_by_on: date | None
    answered_at: datetime


def linked(version_id: UUID) -> dict[str, Any] | None:
    """A version for machines, without its `@base`; none for one from before there was such a thing."""
    found: dict[str, Any] | None = Version.objects.filter(id=version_id).values_list("linked", flat=True).get()
    return found


def in_force(on: date) -> Edition | None:
    """The version that applies on a day, or None before the first."""
    return _edition(Version.objects.filter(effective_on__lte=on).order_by("-number").values(*_FIELDS).first())


def newest() -> Edition | None:
    """The version published last, which may apply from a later day."""
    return _edition(Version.objects.order_by("-number").values(*_FIELDS).first())


def edition(number: int) -> Edition:
    """One version. Raises UnknownVersion."""
    found = _edition(Version.objects.filter(number=number).values(*_FIELDS).first())
    if found is None:
        raise UnknownVersion(number=number)
    return found


def editions() -> list[Edition]:
    """Every version, newest first."""
    rows = Version.objects.order_by("-number").values(*_FIELDS)
    return [found for row in rows if (found := _edition(row)) is not None]


def _edition(row: Mapping[str, object] | None) -> Edition | None:
    if row is None:
        return None
    values = dict(row)
    change, unconfirmed = values.pop("change"), values.pop("unconfirmed")
    assert isinstance(change, dict)
    assert isinstance(unconfirmed, list)
    return Edition(**values, change=Text(**change), unconfirmed=tuple(unconfirmed))  # type: ignore[arg-type]  # the fields named above


@lru_cache(maxsize=64)
def statement(version: UUID, language: Language) -> Statement:
    """What a version says. Kept in memory: a published version never changes."""
    documents = Version.objects.values_list("documents", flat=True).get(id=version)
    return from_json(documents[language])


@lru_cache(maxsize=64)
def pieces(version: UUID, language: Language) -> Pieces:
    """A version's words as HTML, in their order."""
    kept = Version.objects.values_list("pieces", flat=True).get(id=version)
    return MappingProxyType({key: SafeString(html) for key, html in kept[language]})


def promise(code: str) -> Promise:
    """The promise with that code. Raises UnknownPromise."""
    if code not in PROMISES:
        raise UnknownPromise(code=code)
    return PROMISES[code]


def findings(codes: Iterable[str]) -> dict[str, Finding]:
    """The newest finding of each promise: one index look-up each, in one query.

    Written out, because Django spends longer putting fourteen subqueries together than the database spends on them.
    """
    wanted = list(codes)
    if not wanted:
        return {}
    table = connection.ops.quote_name(PromiseCheck._meta.db_table)
    newest_of = f"(SELECT id FROM {table} WHERE code = %s ORDER BY checked_at DESC, id DESC LIMIT 1)"  # noqa: S608  # our own name
    sql = f"SELECT * FROM {table} WHERE id IN ({', '.join([newest_of] * len(wanted))})"  # noqa: S608  # our own name
    rows = PromiseCheck.objects.raw(sql, wanted)
    return {row.code: _finding(row) for row in rows}


def standings(now: datetime, codes: Iterable[str] | None = None) -> dict[str, Standing]:
    """How each promise stands now."""
    wanted = [code for code in (PROMISES if codes is None else codes) if code in PROMISES]
    found, words = findings(wanted), _words(wanted)
    return {
        code: stand(
            found.get(code), words.get(code, ()), reach=PROMISES[code].reach, every=PROMISES[code].every, now=now
        )
        for code in wanted
    }


def due(now: datetime) -> list[str]:
    """The promises whose evidence must be refreshed."""
    found = findings(PROMISES)
    return [code for code, each in PROMISES.items() if is_due(found.get(code), every=each.every, now=now)]


def answers(codes: Iterable[str]) -> dict[str, Answer]:
    """The newest answer for each promise."""
    rows = PromiseAnswer.objects.filter(code__in=list(codes)).order_by("answered_at")
    return {row.code: _answer(row) for row in rows}


def answers_this_year(code: str, now: datetime) -> list[Answer]:
    """Every answer for a promise in the last twelve months, oldest first."""
    since = now - timedelta(days=years.YEAR)
    rows = PromiseAnswer.objects.filter(code=code, answered_at__gte=since).order_by("answered_at")
    return [_answer(row) for row in rows]


def unanswered(codes: Iterable[str]) -> tuple[str, ...]:
    """The broken promises that nobody has answered for since they broke."""
    several = list(codes)
    answered = answers(several)
    return tuple(code for code in several if not is_answered(_newest_states(code), _at(answered.get(code))))


def broken(codes: Iterable[str]) -> tuple[str, ...]:
    """The promises whose newest check found them broken."""
    found = findings(codes)
    return tuple(code for code, finding in found.items() if finding.state is State.BROKEN)


def history(code: str, now: datetime) -> History:
    """Twelve months of a promise, by day in Norway."""
    today = now.astimezone(OSLO).date()
    rank = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(_RANKS)), default=Value(1))
    days = (
        PromiseCheck.objects.filter(code=code, checked_at__gte=now - timedelta(days=years.YEAR + 31))
        .annotate(day=TruncDate("checked_at", tzinfo=OSLO), rank=rank)
        .values("day")
        .annotate(worst=Min("rank"))
    )
    worst = {row["day"]: _RANKS[row["worst"]] for row in days}
    return years.history(worst, every=promise(code).every, today=today)


def _checks(code: str) -> QuerySet[PromiseCheck]:
    return PromiseCheck.objects.filter(code=code).order_by("-checked_at", "-id")


def _newest_states(code: str) -> list[tuple[datetime, State]]:
    """Newest first, back to the last time it was kept."""
    rows = _checks(code).values_list("checked_at", "state")
    states: list[tuple[datetime, State]] = []
    for checked_at, state in rows.iterator(chunk_size=200):
        states.append((checked_at, State(state)))
        if state in (State.KEPT, State.ATTESTED):
            break
    return states


def _words(codes: list[str]) -> dict[str, list[Word]]:
    words: dict[str, list[Word]] = {}
    for row in Attestation.objects.filter(code__in=codes).order_by("system", "given_on"):
        word = Word(row.code, row.system, row.person, row.document, row.given_on, row.expires_on)
        words.setdefault(row.code, []).append(word)
    return words


def _finding(row: PromiseCheck) -> Finding:
    return Finding(
        row.code, State(row.state), row.checked_at, row.figures, tuple(row.systems), tuple(row.uncovered), row.error
    )


def _answer(row: PromiseAnswer) -> Answer:
    return Answer(row.code, row.person, Text(**row.words), row.repaired_by_on, row.answered_at)


def _at(answer: Answer | None) -> datetime | None:
    return None if answer is None else answer.answered_at
