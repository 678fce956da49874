"""A draft as the register's own document: over each row the sentence it came from and what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, Final

from etterlev.notice.rules.drafting import Claim, Draft, Row, RowKind, Unplaced, missing
from etterlev.project.command.words import _
from etterlev.register.document import VERSION
from etterlev.register.writing import fragment

_WIDTH: Final = 110
_LONGEST_QUOTE: Final = 200
_LISTS: Final = ((RowKind.CONTROLLER, "controllers"), (RowKind.SYSTEM, "systems"), (RowKind.ACTIVITY, "activities"))


def written(draft: Draft) -> str:
    """YAML that `etterlev register import` reads once what is missing has been filled in."""
    return "\n".join(_lines(draft)) + "\n"


def summary(draft: Draft) -> str:
    """One line: how much was read, and how much is left to do."""
    activities = draft.of(RowKind.ACTIVITY)
    return _(
        "Behandlingsansvarlige: {controllers}. Systemer: {systems}. Behandlinger: {activities}, {said} av dem nevnt i "
        "erklæringen. Felt som må fylles ut: {needed}. Felt som bør fylles ut: {wanted}.",
        controllers=len(draft.of(RowKind.CONTROLLER)),
        systems=len(draft.of(RowKind.SYSTEM)),
        activities=len(activities),
        said=sum(bool(each.said) for each in activities),
        needed=sum(each.is_needed for row in draft.rows for each in missing(row)),
        wanted=sum(not each.is_needed for row in draft.rows for each in missing(row)),
    )


def _lines(draft: Draft) -> Iterator[str]:
    yield from _comment(_("Utkast til behandlingsregister, lest ut av {file}.", file=draft.file), "")
    yield from _comment(summary(draft), "")
    yield from _comment(
        _("Ingenting er bestemt før dere har sett over det. Les inn med: etterlev register import FIL"), ""
    )
    yield f"etterlev: {VERSION}"
    yield from _block({"group": {"name": draft.group} | ({"website": draft.website} if draft.website else {})})
    for kind, name in _LISTS:
        if rows := draft.of(kind):
            yield f"{name}:"
            for row in rows:
                yield from _row(row)
    yield from _unplaced(draft.unplaced)
    yield from _claims(draft.claims)


def _row(row: Row) -> Iterator[str]:
    for said in row.said:
        yield from _comment(_("linje {line}: «{quote}»", line=said.line, quote=_short(said.quote)))
    if row.is_sectors and not row.said:
        yield from _comment(
            _("vanlig i bransjen, men ikke nevnt i erklæringen: ta bort behandlingen om dere ikke har den")
        )
    elif row.is_sectors:
        yield from _comment(_("fylt ut etter det som er vanlig i bransjen"))
    left = missing(row)
    if needed := [each.field for each in left if each.is_needed]:
        yield from _comment(_("mangler: {fields}", fields=", ".join(needed)))
    if wanted := [each.field for each in left if not each.is_needed]:
        yield from _comment(_("bør fylles ut: {fields}", fields=", ".join(wanted)))
    if row.unsure:
        yield from _comment(_("se etter hos leverandøren om dette stemmer: {fields}", fields=", ".join(row.unsure)))
    yield from (f"  {line}" for line in _block([_document(row)]))


def _document(row: Row) -> dict[str, Any]:
    """The row with an empty place for each field that must be there."""
    places = {each.field: "" for each in missing(row) if each.is_needed and "." not in each.field}
    first = {"slug": row.key} if row.kind is RowKind.CONTROLLER else {}
    return first | {**row.document} | {field: "" for field in places if not row.document.get(field)}


def _unplaced(entries: tuple[Unplaced, ...]) -> Iterator[str]:
    if entries:
        yield ""
        yield from _comment(_("Nevnt i erklæringen, men ikke i noen rad over:"), "")
    for each in entries:
        yield from _comment(
            _("linje {line}, {code}: «{quote}»", line=each.line, code=each.code, quote=_short(each.quote)), ""
        )


def _claims(claims: tuple[Claim, ...]) -> Iterator[str]:
    if claims:
        yield ""
        yield from _comment(_("Løftene i erklæringen, setning for setning:"), "")
    for each in claims:
        checked = ", ".join(each.checks) or _("ingen kontroll ennå")
        yield from _comment(
            _(
                "linje {line}, {row} ({checked}): «{quote}»",
                line=each.line,
                row=each.row,
                checked=checked,
                quote=_short(each.quote),
            ),
            "",
        )


def _block(value: Any) -> Iterator[str]:
    yield from fragment(value).rstrip("\n").split("\n")


def _comment(words: str, indent: str = "  ") -> Iterator[str]:
    for line in textwrap.wrap(words, _WIDTH - len(indent), break_long_words=False):
        yield f"{indent}# {line}"


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…"
