"""What nobody has filled in yet: what the register refuses to be without, and what the law wants to see as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from etterlev.law import vocabulary
from etterlev.notice.rules.drafting.draft import Missing, Row, RowKind
from etterlev.register.document import EEA

_NEEDED: Final = {
    RowKind.CONTROLLER: ("legal_name", "organisation_number", "postal_address", "email"),
    RowKind.SYSTEM: ("supplier", "role", "country", "purpose"),
    RowKind.ACTIVITY: ("purposes", "subjects", "categories", "retention"),
}
# Article 13(1)(a) and (b); 28(3); 13(2)(e) and (f), 30(1)(g), and a look at it all now and then.
_WANTED: Final = {
    RowKind.CONTROLLER: ("contact",),
    RowKind.SYSTEM: (),
    RowKind.ACTIVITY: ("systems", "security", "obligation", "automated_decisions", "reviewed_on"),
}


def missing(row: Row) -> tuple[Missing, ...]:
    """The fields, the needed ones first, named as the register's document names them (`purposes.0.basis`)."""
    found = [Missing(each, is_needed=True) for each in _NEEDED[row.kind] if not row.document.get(each)]
    found += [Missing(each, is_needed=True) for each in _by_content(row)]
    found += [Missing(each, is_needed=False) for each in _WANTED[row.kind] if not row.document.get(each)]
    found += [Missing(each, is_needed=False) for each in _also_wanted(row)]
    return tuple(found)


def _by_content(row: Row) -> Iterator[str]:
    document = row.document
    if row.kind is RowKind.SYSTEM and document.get("country", "NO") not in EEA and not document.get("transfer"):
        yield "transfer"
    if row.kind is RowKind.ACTIVITY:
        yield from (f"purposes.{n}.{field}" for n, each in _purposes(document) for field in _lacking(each))
        if _is_special(document) and not document.get("special"):
            yield "special"


def _also_wanted(row: Row) -> Iterator[str]:
    document = row.document
    if row.kind is RowKind.SYSTEM and document.get("role") == "processor" and not document.get("agreement_signed_on"):
        yield "agreement_signed_on"
    if row.kind is RowKind.ACTIVITY:
        for n, each in _purposes(document):
            if each.get("basis") == "A6-1-f" and not each.get("balancing_test_on"):
                yield f"purposes.{n}.balancing_test_on"


def _purposes(document: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    yield from enumerate(document.get("purposes", ()))


def _lacking(purpose: Mapping[str, Any]) -> Iterator[str]:
    """A basis, and with it what makes it one: whose interest (f), which provision (c and e)."""
    if not purpose.get("basis"):
        yield "basis"
    if purpose.get("basis") == "A6-1-f" and not purpose.get("interest"):
        yield "interest"
    if purpose.get("basis") in {"A6-1-c", "A6-1-e"} and not purpose.get("provision"):
        yield "provision"


def _is_special(document: Mapping[str, Any]) -> bool:
    known = vocabulary.data_categories()
    return any(known[each].is_special for each in document.get("categories", ()) if each in known)
