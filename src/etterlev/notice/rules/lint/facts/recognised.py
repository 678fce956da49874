"""What was recognised, as the report gives it: each entry with its line and its quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from etterlev.notice.rules.lint import names
from etterlev.notice.rules.lint.facts import rights, what, who, why
from etterlev.notice.rules.lint.facts.all import Facts
from etterlev.notice.rules.lint.facts.found import Found, distinct
from etterlev.notice.rules.lint.facts.systems import System
from etterlev.notice.rules.lint.statement import Statement

Entries = list[dict[str, Any]]
_ABSOLUTE: Final = re.compile(
    r"\b(?:kun|bare|berre|utelukkende|utelukkande|aldri|alltid|alle|ingen|inga|garanter\w*|only|never|always|all|none|"
    r"nobody|guarantee\w*|100\s?%)(?!\w)",
    re.IGNORECASE,
)
_EACH: Final = re.compile(r"\b(?:hver|hvert|kvar|kvart|each|every)\s+(?:enkelt\s+|einskild\s+)?\w+", re.IGNORECASE)


def recognised(facts: Facts) -> dict[str, Entries]:
    """Everything, by kind."""
    statement = facts.statement
    return {
        "controllers": [*map(_controller, facts.controllers), *_units(facts)],
        "roles": _json(_roles(statement)),
        "contacts": _json(facts.contacts),
        "subject_categories": _json(distinct(facts.subjects)),
        "data_categories": [{**each.as_json(), "special": each.id in what.SPECIAL} for each in distinct(facts.data)],
        "purposes": _json(distinct(facts.purposes)),
        "legal_bases": [_basis(each) for each in why.recognised(statement, facts.uses)],
        "rights": _json(_rights(statement)),
        "systems": [_system(each) for each in facts.systems],
        "occasions": _json(distinct(facts.occasions)),
        "retention": _json(_retention(facts)),
        "recipients": _json(distinct(facts.sharing.recipients)),
        "transfers": _json(_transfers(facts)),
        "cookies": _json(_cookies(facts)),
        "absolute_words": [each.as_json() for each in _absolute(statement)],
        "dates": [each.as_json() for each in _dates(statement)],
    }


def _json(found: list[Found]) -> Entries:
    return [each.as_json() for each in found]


def _controller(each: who.Controller) -> dict[str, Any]:
    return {
        "name": f"{each.name} {each.form}".strip(),
        "organisation_number": each.number or None,
        "line": each.sentence.line,
        "quote": each.sentence.text,
    }


def _units(facts: Facts) -> Iterator[dict[str, Any]]:
    """«Hver avdeling er behandlingsansvarlig»: controllers that are not named."""
    for sentence in facts.statement.running:
        if sentence.has("role.each") and all(one.sentence is not sentence for one in facts.controllers):
            found = _EACH.search(sentence.text)
            unit = found[0] if found else sentence.quote_of("role.each")
            yield {"name": unit, "organisation_number": None, "line": sentence.line, "quote": sentence.text}


def _roles(statement: Statement) -> list[Found]:
    """What is said of who answers for what, whether or not anybody is named."""
    concepts = ("each", "joint", "processor", "officer", "representative")
    return [
        Found(name, sentence) for name in concepts for sentence in statement.sentences if sentence.has(f"role.{name}")
    ]


def _basis(each: Found) -> dict[str, Any]:
    """`A6-1-f` is Article 6(1)(f)."""
    article, _, letter = each.id.removeprefix("A").split("-")
    return {**each.as_json(), "article": int(article), "letter": letter}


def _system(each: System) -> dict[str, Any]:
    known = each.supplier
    return {
        "name": each.name,
        "provider": known.provider if known else None,
        "kind": each.kind,
        "role": known.role if known else None,
        "country": known.country if known else None,
        "transfer": each.transfer,
        "mechanism": (known.mechanism or None) if known else None,
        "status": known.status if known else "unverified",
        "line": each.sentence.line,
        "quote": each.sentence.text,
    }


def _rights(statement: Statement) -> list[Found]:
    told = [(item, rights.told(statement, item)) for item in rights.VERBS]
    told += [("N11a2", rights.copy(statement)), ("N12", rights.withdrawal(statement))]
    told.append(("N13", rights.complaint(statement)))
    return [Found(item, sentence) for item, sentence in told if sentence is not None]


def _retention(facts: Facts) -> list[Found]:
    found = facts.keeping
    kinds = (
        ("period", found.periods),
        ("law", found.laws),
        ("vague", found.vague),
        ("cookies", found.of_cookies),
        ("unlimited", found.endless),
    )
    return [Found(kind, each) for kind, sentences in kinds for each in sentences]


def _transfers(facts: Facts) -> list[Found]:
    found = facts.transfers
    kinds = (
        ("founded", found.founded),
        ("unfounded", found.unfounded),
        ("fallen", found.fallen),
        ("denied", found.denied),
    )
    return [Found(kind, each) for kind, sentences in kinds for each in sentences]


def _cookies(facts: Facts) -> list[Found]:
    found = facts.cookies
    kinds = (
        ("optional", found.optional),
        ("consent", found.consented),
        ("implied", found.implied),
        ("browser", found.browser),
        ("interest", found.on_interest),
        ("necessary", [each for each in found.sentences if each.has("cookie.necessary")]),
    )
    return [Found(kind, each) for kind, sentences in kinds for each in sentences]


def _absolute(statement: Statement) -> Iterator[Found]:
    """Words without exception: each is a promise until it is shown to be none."""
    for sentence in statement.running:
        yield from (Found(each[0].lower(), sentence) for each in _ABSOLUTE.finditer(sentence.text))


def _dates(statement: Statement) -> Iterator[Found]:
    for sentence in statement.sentences:
        yield from (Found("date", sentence, {"said": each}) for each in names.dates(sentence.text))
        yield from (Found("version", sentence, {"said": each}) for each in names.versions(sentence.text))
