"""The systems and suppliers the statement names, filled from the catalogue; what the catalogue cannot know is left."""

from __future__ import annotations

from typing import Any, Final

from etterlev.notice.rules.drafting.draft import Row, RowKind, said, slug
from etterlev.notice.rules.drafting.sector import system_purposes
from etterlev.notice.rules.lint import Report
from etterlev.register.document import EEA

# Authorities receive; they run nothing for us.
_AUTHORITY: Final = "public"
_MECHANISMS: Final = (
    ("privacy framework", "data-privacy-framework"),
    ("adequacy", "adequacy"),
    ("contractual", "standard-clauses"),
    ("scc", "standard-clauses"),
    ("binding", "binding-rules"),
)


_ROLES: Final = {"processor": "processor", "controller": "controller", "joint": "controller"}
_LOOKED_UP: Final = ("supplier", "role", "country", "transfer")


def rows(report: Report) -> tuple[Row, ...]:
    """One row for each system; a name said twice is one system with both sentences."""
    return tuple(_row(key, entries) for key, entries in _found(report).items())


def kinds(report: Report) -> dict[str, str]:
    """The catalogue's kind of each system, by the row's key; empty for one it does not know."""
    return {key: entries[0]["kind"] or "" for key, entries in _found(report).items()}


def _found(report: Report) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in report.recognised["systems"]:
        if each["kind"] != _AUTHORITY:
            found.setdefault(slug(each["name"]), []).append(each)
    return found


def _row(key: str, entries: list[dict[str, Any]]) -> Row:
    entry = entries[0]
    known = {
        "slug": key,
        "name": entry["name"],
        "supplier": entry["provider"],
        "role": _ROLES.get(entry["role"] or ""),
        "country": entry["country"],
        "transfer": _transfer(entry),
        "purpose": system_purposes().get(entry["kind"] or ""),
    }
    document = {field: value for field, value in known.items() if value}
    unsure = () if entry["status"] == "verified" else tuple(each for each in _LOOKED_UP if each in document)
    return Row(RowKind.SYSTEM, key, document, said(entries), unsure=unsure)


def _transfer(entry: dict[str, Any]) -> str | None:
    if entry["country"] in EEA or entry["transfer"] == "none":
        return None
    mechanism = str(entry["mechanism"] or "").lower()
    # The one named first is for the supplier's own country; what comes after is for those it uses.
    named = [(mechanism.find(words), code) for words, code in _MECHANISMS if words in mechanism]
    return min(named)[1] if named else None
