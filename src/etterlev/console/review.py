"""The inside of a case, arranged for whoever decides: what goes out, what may be another's, what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext

from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.people.queries import PersonRecord
from etterlev.requests import rules
from etterlev.requests.others import Decisions, Kind, Other
from etterlev.requests.package.contents import Table, survey, tables
from etterlev.requests.queries import CaseCard, CaseContents


@dataclass(frozen=True)
class Doubt:
    """A finding that may be another person's, numbered as `decide_findings` knows it."""

    n: int
    unit: str
    tier: str
    included: bool | None
    values: tuple[tuple[str, Any], ...]
    withheld: bool
    # The steps from what was asked for to the row: identifiers and units in turn.
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What one source gave."""

    search_id: UUID
    source: str
    tables: tuple[Table, ...]
    doubts: tuple[Doubt, ...]

    @property
    def undecided(self) -> int:
        return sum(doubt.included is None for doubt in self.doubts)


@dataclass(frozen=True)
class Review:
    """Everything a privacy contact looks over before answering."""

    found: tuple[Found, ...]
    rows: int
    undecided: int
    gaps: tuple[str, ...]
    withheld: tuple[str, ...]
    hindrances: tuple[str, ...]
    # Tables left out without a word, for whoever decides to know of, and how many rows each.
    silent: tuple[tuple[str, int], ...] = ()
    # What is another person's or another client's, and the words somebody hid besides.
    others: tuple[Other, ...] = ()
    hidden_words: tuple[str, ...] = ()

    @property
    def has_clients(self) -> bool:
        return any(each.kind is Kind.CLIENT for each in self.others)

    @property
    def in_doubt(self) -> tuple[Found, ...]:
        return tuple(each for each in self.found if each.doubts)


def review(contents: CaseContents, person: PersonRecord | None, language: Language) -> Review:
    """Arrange what was found; decides nothing. `person` is who the case is about, once we know."""
    card = contents.card
    level = card.identity_level or 0
    look = survey(contents, person, language)
    going = tables(contents, level, language, look)
    found = tuple(
        Found(
            search.id,
            search.source,
            tuple(table for table in going if table.source == search.source),
            tuple(_doubts(contents.found[search.id], level, language)),
        )
        for search in card.searches
    )
    undecided = sum(each.undecided for each in found)
    return Review(
        found,
        sum(len(table.rows) for table in going),
        undecided,
        tuple(search.source for search in card.searches if search.state == "incomplete"),
        tuple(dict.fromkeys(title for table in going for title in table.withheld)),
        tuple(_hindrances(card, undecided)),
        tuple(
            (f"{search.source}: {unit['unit']}", len(unit["records"]))
            for search in card.searches
            for unit in contents.found[search.id]["units"]
            if unit.get("silent")
        ),
        tuple(each for each in look.others() if each.kind is not Kind.WORD),
        Decisions.of(contents.found.values()).hidden,
    )


def _hindrances(card: CaseCard, undecided: int) -> Iterator[str]:
    """What must be done first, in the order it is done."""
    if card.identified_at is None:
        yield gettext("Den som spør, har ikke bekreftet adressen sin ennå.")
    for search in card.searches:
        if search.state == "due":
            yield gettext("%(source)s har ikke svart ennå.") % {"source": search.source}
        if search.state == "incomplete":
            yield gettext("Noen må gå god for hullet i %(source)s.") % {"source": search.source}
    if undecided:
        yield ngettext(
            "%(count)s funn kan gjelde en annen. Velg om det skal være med.",
            "%(count)s funn kan gjelde en annen. Velg hvilke som skal være med.",
            undecided,
        ) % {"count": undecided}


def _doubts(found: dict[str, Any], level: int, language: Language) -> Iterator[Doubt]:
    numbered = enumerate((unit, record) for unit in found["units"] for record in unit["records"])
    for n, (unit, record) in numbered:
        if record["tier"] == "A" or unit.get("silent"):
            continue
        category_of = {field["name"]: field["category"] for field in unit["fields"]}
        filled = [(name, value) for name, value in record["values"].items() if value not in (None, "")]
        shown = [each for each in filled if not rules.is_withheld(category_of.get(each[0], ""), level)]
        said = _titled(shown, category_of, language)
        path = tuple(record["path"])
        yield Doubt(n, unit["unit"], record["tier"], record["included"], said, len(shown) < len(filled), path)


def _titled(
    values: Sequence[tuple[str, Any]], category_of: Mapping[str, str], language: Language
) -> tuple[tuple[str, Any], ...]:
    """What somebody can recognise: by category, or by the field's own name where several are of one category. Fields
    nobody knows the meaning of are shown only when there is nothing else.
    """
    known = vocabulary.data_categories()
    told = [(name, value) for name, value in values if category_of.get(name) in known] or list(values)
    times = Counter(category_of.get(name) for name, _ in told)
    return tuple(
        (known[category_of[name]].name.said(language) if _alone(name, category_of, times) else name, value)
        for name, value in told
    )


def _alone(name: str, category_of: Mapping[str, str], times: Counter[str | None]) -> bool:
    category = category_of.get(name)
    return category in vocabulary.data_categories() and times[category] == 1
