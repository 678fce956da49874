"""The promises a statement makes, sentence by sentence, and which row of the product's table each is (S1–S28)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from etterlev.notice.rules.drafting.draft import Claim, Entry
from etterlev.notice.rules.lint import Report

_RIGHTS: Final = {
    "N11a": "S6",
    "N11a2": "S6",
    "N11b": "S7",
    "N11c": "S8",
    "N11d": "S9",
    "N11e": "S10",
    "N11f": "S11",
    "N12": "S17",
    "N13": "S12",
}
_PURPOSES: Final = {
    "customer-information": "S16",
    "marketing": "S16",
    "newsletter": "S16",
    "backup": "S23",
    "website-statistics": "S27",
}
_SYSTEMS: Final = {"accounting": "S19", "security": "S21", "it-operations": "S22", "analytics": "S27", "backup": "S23"}
_ROLES: Final = {"each": "S4", "joint": "S4", "processor": "S4"}
# What no concept of the lint's says by itself: when the text changes, who may look, and what is done afterwards.
_WORDS: Final = (
    ("S1", r"(?:erklæring|fråsegn|policy|statement|notice)\w*.{0,60}\b(?:oppdater|endr|revider|updat|chang|amend)\w*"),
    ("S2", r"^(?:personopplysning\w*|personal data)\s+(?:er|is|are|means?)\b"),
    ("S3", r"^(?:en |ei |by )?(?:behandling\w*|processing)\s+(?:er|is|means?)\b"),
    ("S5", r"\b(?:kontakt|finn|contact|find)\w*\b.{0,40}\b(?:avdeling|department|kontor|office)\w*"),
    (
        "S18",
        r"\b(?:kun|bare|berre|only)\b.{0,80}\b(?:tilgang|access)\b|\b(?:tilgang|access)\b.{0,80}\b(?:kun|bare|berre|only)\b",
    ),
    ("S23", r"\b(?:backup|sikkerhetskopi|tryggingskopi)\w*"),
    ("S24", r"\b(?:anmeld\w*|politi\w*|report\w* .{0,40}police)\b"),
    (
        "S25",
        r"\b(?:varsl|informer|kontakt|underrett|notif|inform)\w*\b.{0,80}\b(?:hendels|hending|incident|brudd|brot|breach)\w*",
    ),
)
_COMPILED: Final = tuple((row, re.compile(pattern, re.IGNORECASE)) for row, pattern in _WORDS)
_COOKIES: Final = frozenset({"website-statistics", "own-improvement"})


def found(report: Report, promised: Mapping[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    """Each promise once per sentence, in the order of the text; `promised` has the checks behind each row."""
    rows = {(each["line"], " ".join(str(each["quote"]).split()), row) for row, each in _claims(report)}
    order = sorted(rows, key=lambda each: (each[0], each[1], int(each[2][1:])))
    return tuple(Claim(line, quote, row, promised.get(row, ())) for line, quote, row in order)


def _claims(report: Report) -> Iterator[tuple[str, Entry]]:
    seen = report.recognised
    yield from _named(seen["rights"], _RIGHTS)
    yield from _named(seen["purposes"], _PURPOSES)
    yield from _named(seen["roles"], _ROLES)
    for each in seen["systems"]:
        if row := _SYSTEMS.get(each["kind"] or ""):
            yield row, each
    yield from (("S13", each) for each in seen["occasions"])
    # «når du er leverandør» is an occasion; that we hold data about suppliers is the same promise once more.
    occasions = {each["quote"] for each in seen["occasions"]}
    yield from (("S14", each) for each in seen["subject_categories"] if each["quote"] not in occasions)
    yield from (("S15", each) for each in seen["data_categories"])
    yield from (("S28" if set(each["of"]) & _COOKIES else "S17", each) for each in seen["legal_bases"])
    yield from (("S20", each) for each in seen["retention"])
    yield from (("S26", each) for each in seen["cookies"])
    yield from _worded(report)


def _named(entries: Iterable[Entry], rows: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    for each in entries:
        if row := rows.get(each["id"]):
            yield row, each


def _worded(report: Report) -> Iterator[tuple[str, Entry]]:
    for sentence in report.statement.running:
        for row, pattern in _COMPILED:
            if pattern.search(sentence.text.strip()):
                yield row, {"line": sentence.line, "quote": sentence.text}
