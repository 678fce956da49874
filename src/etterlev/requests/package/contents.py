"""Gather everything that goes into an answer, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.controllers.queries import ControllerCard
from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.ledger import queries as ledger
from etterlev.ledger.events import Event, meanings
from etterlev.people import queries as people
from etterlev.people.queries import PersonRecord
from etterlev.register import queries as register
from etterlev.register.document import Activity, System
from etterlev.requests import omissions, others, queries, rules, task_queries
from etterlev.requests.errors import OthersLeft
from etterlev.requests.others import Decisions, Other, Own, Survey
from etterlev.requests.queries import CaseContents
from etterlev.vault.pseudonyms import pseudonym

WITHHELD = "withheld"


@dataclass(frozen=True)
class Column:
    """A field of a table, with the category of data it holds."""

    name: str
    category: str
    title: str


@dataclass(frozen=True)
class Table:
    """The rows found in one unit of one source. A withheld value is None and counted."""

    source: str
    unit: str
    relation: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class Searched:
    """What was searched in one source, the reason when something was not, and what was left out as another's."""

    source: str
    units: tuple[dict[str, Any], ...]
    gap_reasons: str

    @property
    def left_out(self) -> int:
        return sum(unit["left_out"] for unit in self.units)

    @property
    def is_complete(self) -> bool:
        return not self.gap_reasons and all(unit["state"] == "searched" for unit in self.units)


@dataclass(frozen=True)
class Delivered:
    """A file somebody found by hand, as it goes into the answer."""

    source: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Step:
    """One line of the log about this person, in words."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Contents:
    """Everything in one answer."""

    language: Language
    case: CaseContents
    controller: ControllerCard
    person: PersonRecord
    activities: tuple[Activity, ...]
    systems: tuple[System, ...]
    tables: tuple[Table, ...]
    searched: tuple[Searched, ...]
    steps: tuple[Step, ...]
    made_at: datetime
    files: tuple[Delivered, ...] = ()
    others: tuple[Other, ...] = ()

    @property
    def withheld(self) -> tuple[str, ...]:
        """The names of the categories that wait for a surer identity."""
        return tuple(dict.fromkeys(title for table in self.tables for title in table.withheld))

    @property
    def hidden(self) -> tuple[Other, ...]:
        """What is another's and was hidden."""
        return tuple(each for each in self.others if not each.is_shown)

    @property
    def hidden_places(self) -> int:
        """How many times something of another's was hidden."""
        return sum(each.places for each in self.hidden)


@query
def gather(scope: Scope, case_id: UUID, now: datetime) -> Contents:
    """The contents of a case's answer. The caller has recorded the look. Raises OthersLeft."""
    case = queries.contents(scope, case_id, now)
    assert case.person_id is not None
    language: Language = "nn" if case.card.language == "nn" else "en" if case.card.language == "en" else "nb"
    person = people.person(scope, case.person_id)
    level = case.card.identity_level or 0
    look = survey(case, person, language)
    going = tables(case, level, language, look)
    if look.is_left_in(going):
        raise OthersLeft
    return Contents(
        language=language,
        case=case,
        controller=controllers.controller(case.card.controller_id),
        person=person,
        activities=_activities(scope, person),
        systems=tuple(register.systems(scope, case.card.controller_id)),
        tables=going,
        searched=_searched(case),
        steps=_steps(scope, person, language),
        made_at=now,
        files=_files(case),
        others=look.others(),
    )


def survey(case: CaseContents, person: PersonRecord | None, language: Language) -> Survey:
    """Who else the findings of a case name. Whom they wrote as decides nothing: anybody can write any name."""
    found = list(case.found.values())
    names = [] if person is None else [person.name]
    known = [] if person is None else [each.value for each in person.identifiers]
    what = [] if person is None else [each.category for each in person.relations]
    own = Own.of(names, [*known, case.email], what)
    return others.survey(found, own, Decisions.of(found), partial(label, language=language))


def others_in(case: CaseContents, person: PersonRecord | None) -> tuple[Other, ...]:
    """Everything in the findings that is another's, and whether it is shown."""
    look = survey(case, person, "nb")
    tables(case, case.card.identity_level or 0, "nb", look)
    return look.others()


def label(kind: others.Kind, n: int, *, language: Language) -> str:
    """What stands in the place of something that is another's; the same for the same thing, all through an answer."""
    with translation.override(language):
        if kind is others.Kind.CLIENT:
            return gettext("[annen kunde %(n)s]") % {"n": n}
        if kind is others.Kind.WORD:
            return gettext("[skjult %(n)s]") % {"n": n}
        return gettext("[annen person %(n)s]") % {"n": n}


def _files(case: CaseContents) -> tuple[Delivered, ...]:
    """The files found by hand that somebody decided are this person's, each by the row that names it."""
    files = task_queries.contents_of(case.card.id)
    if not files:
        return ()
    chosen = {
        record["key"]: search.source
        for search in case.card.searches
        for unit in case.found[search.id]["units"]
        for record in unit["records"]
        if record["included"]
    }
    return tuple(Delivered(chosen[key], name, content) for key, name, content in files if key in chosen)


def tables(case: CaseContents, level: int, language: Language, look: Survey) -> tuple[Table, ...]:
    """The findings of a case that go into the answer, as tables, without what is another's."""
    omitted = omissions.categories(case.card.right)
    return tuple(
        _table(search.source, unit, _Reader(level, language, omitted, look))
        for search in case.card.searches
        for unit in case.found[search.id]["units"]
        if any(record["included"] for record in unit["records"])
    )


@dataclass(frozen=True)
class _Reader:
    """Who an answer is for: how surely we know them, their language, and what they must not be told."""

    level: int
    language: Language
    omitted: frozenset[str]
    look: Survey

    def row(self, unit: dict[str, Any], record: dict[str, Any], columns: tuple[Column, ...]) -> Iterator[Any]:
        """The values of a row as they may leave the house."""
        whole = others.whole(unit, record, self.look.own)
        for each in columns:
            value = record["values"].get(each.name)
            is_withheld = rules.is_withheld(each.category, self.level)
            yield None if is_withheld else self.look.cell(whole.get(each.name), value)


def _table(source: str, unit: dict[str, Any], reader: _Reader) -> Table:
    """A field the law forbids telling of is not there at all: neither its value nor its name."""
    known = [field for field in unit["fields"] if field["category"] not in reader.omitted]
    columns = tuple(Column(f["name"], f["category"], _title(f, reader.language)) for f in known)
    withheld = {c.name for c in columns if rules.is_withheld(c.category, reader.level)}
    chosen = [record for record in unit["records"] if record["included"]]
    rows = tuple(tuple(reader.row(unit, record, columns)) for record in chosen)
    filled = {
        c.title for c in columns if c.name in withheld and any(r["values"].get(c.name) is not None for r in chosen)
    }
    relations = {record["relation"] for record in chosen}
    return Table(
        source, unit["unit"], "context" if relations == {"context"} else "own", columns, rows, tuple(sorted(filled))
    )


def _title(field: dict[str, Any], language: Language) -> str:
    known = vocabulary.data_categories().get(field["category"])
    return field["name"] if known is None else known.name.said(language)


def _activities(scope: Scope, person: PersonRecord) -> tuple[Activity, ...]:
    """The activities that concern somebody who is what this person is to the controller."""
    roles = {relation.category for relation in person.relations}
    codes = {relation.activity_code for relation in person.relations}
    return tuple(register.concerning(scope, person.controller_id, codes, roles))


def _searched(case: CaseContents) -> tuple[Searched, ...]:
    return tuple(
        Searched(
            search.source,
            tuple(_told(unit, case.found[search.id]) for unit in search.coverage if not unit.get("silent")),
            case.gap_reasons[search.id],
        )
        for search in case.card.searches
    )


def _told(unit: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in unit.items() if name != "silent"}
    return {**said, "left_out": _left_out(found, unit["unit"])}


def _left_out(found: dict[str, Any], name: str) -> int:
    """How many findings in a unit somebody decided are not this person's."""
    of_unit = (record for unit in found["units"] if unit["unit"] == name for record in unit["records"])
    return sum(record["included"] is False for record in of_unit)


def _steps(scope: Scope, person: PersonRecord, language: Language) -> tuple[Step, ...]:
    """What the log says was done with the person's data; who looked is told by role, not by name (C-579/21)."""
    name = pseudonym(person.controller_id, person.id)
    said = meanings()
    lines = ledger.about_subject(scope.controllers, name)
    return tuple(Step(line.at, said[Event(line.event)].text(language)) for line in lines)
