"""Telling those a new version concerns: what it would mean, what was decided, and the letters themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, action
from etterlev.jobs import JOBS
from etterlev.languages import LANGUAGES, Language
from etterlev.law.deadlines import oslo_date
from etterlev.law.vocabulary import subject_categories
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.letters.actions import Addressed, Draft, enqueue_all
from etterlev.notice import errors, queries
from etterlev.notice.models import Telling, Told, Version
from etterlev.notice.rules.concerns import Concern, concerns, keys_for
from etterlev.notice.rules.diff import plain
from etterlev.notice.rules.statement import Statement
from etterlev.people import queries as people
from etterlev.people.queries import PersonRecord, RelatedCounts
from etterlev.vault.pseudonyms import pseudonyms

BATCH: Final = 200
KIND: Final = "statement_changed"
Statements = Mapping[Language, Statement]


@dataclass(frozen=True)
class Plan:
    """Whom a version concerns: how many of each kind would get a letter, and who would not although concerned."""

    concerns: tuple[Concern, ...]
    by_category: Mapping[str, int]
    reached: int
    without_email: int
    restricted: int
    has_relations: bool

    @property
    def advises(self) -> bool:
        """Whether somebody concerned can be written to."""
        return self.reached > 0


@dataclass(frozen=True)
class Item:
    """One sentence in a letter."""

    heading: str
    before: str
    after: str
    link: str


def plan(old: Statement | None, new: Statement, *, by: Actor, now: datetime) -> Plan:
    """What telling would mean. `by` reaches the whole group."""
    cards = controllers.controllers()
    found = concerns(old, new, [card.legal_name for card in cards])
    groups: dict[frozenset[str], set[UUID]] = {}
    for card in cards:
        if categories := _categories(found, card.legal_name):
            groups.setdefault(categories, set()).add(card.id)
    counted = [
        people.related_counts(by.scope(Reason.MESSAGE, where), categories, oslo_date(now))
        for categories, where in groups.items()
    ]
    return _summed(found, counted)


def _categories(found: Iterable[Concern], legal_name: str) -> frozenset[str]:
    several = list(found)
    return frozenset(code for code in subject_categories() if keys_for(several, legal_name, [code]))


def _summed(found: tuple[Concern, ...], counted: list[RelatedCounts]) -> Plan:
    by_category: dict[str, int] = {}
    for each in counted:
        for category, number in each.by_category.items():
            by_category[category] = by_category.get(category, 0) + number
    return Plan(
        found,
        by_category,
        sum(each.reached for each in counted),
        sum(each.without_email for each in counted),
        sum(each.restricted for each in counted),
        any(each.has_relations for each in counted),
    )


def decide(version: Version, made: Plan, *, tell: bool | None, reasons: str, by: Actor, now: datetime) -> None:
    """Record what is to be done about those concerned, inside the publishing's own transaction.

    `tell` None follows the advice. Raises TellingUnreasoned when it goes against the advice without reasons.
    """
    tells = made.advises if tell is None else tell
    if tells != made.advises and not reasons.strip():
        raise errors.TellingUnreasoned
    cards = [card for card in controllers.controllers() if _categories(made.concerns, card.legal_name)]
    rows = [
        Telling(
            version=version,
            controller_id=card.id,
            tells=tells,
            was_advised=tells == made.advises,
            reasons=reasons.strip(),
            decided_by=by.ref,
            decided_at=now,
            finished_at=None if tells else now,
        )
        for card in cards
    ]
    Telling.objects.bulk_create(rows)
    for row in rows:
        if tells:
            JOBS["notice.tell"].nudge(row.id)
        ledger.record(Event.TELLING_DECIDED, by=by, at=now, controller=row.controller_id, about=version.id)


def unfinished() -> list[UUID]:
    """The tellings with letters still to write."""
    return list(
        Telling.objects.filter(tells=True, finished_at=None).order_by("decided_at").values_list("id", flat=True)
    )


def tell(telling_id: UUID, *, by: Actor, now: datetime) -> int:
    """Write the letters of one telling that are not yet written. Returns how many.

    Each batch is one transaction with its rows in `Told`, so a run that was cut off goes on where it stopped.
    """
    row = Telling.objects.select_related("version").filter(id=telling_id, tells=True, finished_at=None).first()
    if row is None or row.controller_id is None:
        return 0
    legal_name = controllers.controller(row.controller_id).legal_name
    statements = _both(row.version)
    found = concerns(statements[0]["nb"], statements[1]["nb"], [card.legal_name for card in controllers.controllers()])
    scope = by.scope(Reason.MESSAGE, [row.controller_id])
    related = people.related(scope, _categories(found, legal_name), oslo_date(row.decided_at))
    keys = {
        person: keys_for(found, legal_name, [category for _, category in group])
        for person, group in groupby(related, key=lambda each: each[0])
    }
    written = sum(_batch(row, statements, part, by=by, now=now) for part in _parts(keys))
    _finish(row.id, by=by, now=now)
    return written


def _parts(keys: Mapping[UUID, tuple[str, ...]]) -> Iterator[dict[UUID, tuple[str, ...]]]:
    several = list(keys.items())
    for start in range(0, len(several), BATCH):
        yield dict(several[start : start + BATCH])


def _both(version: Version) -> tuple[Statements, Statements]:
    before = queries.edition(version.number - 1)
    made = [{each: queries.statement(one, each) for each in LANGUAGES} for one in (before.id, version.id)]
    return made[0], made[1]


@action
def _batch(
    row: Telling,
    statements: tuple[Statements, Statements],
    keys: Mapping[UUID, tuple[str, ...]],
    *,
    by: Actor,
    now: datetime,
) -> int:
    controller = row.controller_id
    assert isinstance(controller, UUID)
    Telling.objects.select_for_update().get(id=row.id)
    told = set(Told.objects.filter(telling=row, person_id__in=list(keys)).values_list("person_id", flat=True))
    found = people.many(by.scope(Reason.MESSAGE, [controller]), keys.keys() - told)
    letters = [
        Addressed(_draft(row.version, statements, keys[person.id], person), person.id, email)
        for person in found
        if (email := _email(person))
    ]
    if not letters:
        return 0
    ids = enqueue_all(letters, controller=controller, about=row.id, by=by, now=now)
    Told.objects.bulk_create(
        Told(controller_id=controller, telling=row, person_id=each.holder, letter_id=letter, told_at=now)
        for each, letter in zip(letters, ids, strict=True)
    )
    names = pseudonyms(controller, [each.holder for each in letters])
    ledger.record_many(Event.CHANGE_TOLD, by=by, at=now, controller=controller, subjects=names.values())
    return len(letters)


@action
def _finish(telling_id: UUID, *, by: Actor, now: datetime) -> None:
    Telling.objects.filter(id=telling_id, finished_at=None).update(finished_at=now)


def _email(person: PersonRecord) -> str:
    return next((each.value for each in person.identifiers if each.kind == "email"), "")


def _draft(
    version: Version, statements: tuple[Statements, Statements], keys: tuple[str, ...], person: PersonRecord
) -> Draft:
    language: Language = "nn" if person.language == "nn" else "en" if person.language == "en" else "nb"
    old, new = (each[language] for each in statements)
    facts = {
        "name": person.name,
        "effective_on": version.effective_on,
        "change": version.change[language],
        "items": [_item(old, new, key, language) for key in keys],
        "statement": _address("statement", language),
    }
    return Draft(KIND, "notice/letters/changed.txt", facts, language)


def _item(old: Statement, new: Statement, key: str, language: Language) -> Item:
    was, is_now = old.sentence(key), new.sentence(key)
    before, after = (plain(each).split("\n") if each else [] for each in (was, is_now))
    section = new.section_of(key) or old.section_of(key)
    told = is_now or was
    return Item(
        heading=(told.heading if told else "") or (section.heading if section else ""),
        before="\n".join(line for line in before if line not in after),
        after="\n".join(line for line in after if line not in before),
        link=_address("sentence", language, key),
    )


def _address(name: str, language: Language, *args: str) -> str:
    with override(language):
        return str(settings.PORTAL_ORIGIN) + reverse(name, args=args, urlconf="etterlev.project.urls.portal")
