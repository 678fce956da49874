"""Read a Fides dataset (YAML) as what somebody already knew about a source: categories, identities and references.

Fides names categories by dotted paths of the Fideslang taxonomy. A path is ours when it, or the nearest path above it,
stands in the table below: by whole words, so that `user.name` says nothing of `user.namesake`. What the file does not
say of a field, our own look at it does; what cannot be translated is listed, and nothing is confirmed by reading it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import yaml

from etterlev.sources.contract import Description, FieldDescription, IdentifierKind, Link, UnitDescription
from etterlev.sources.errors import FidesUnreadable

LARGEST: Final = 2_000_000
# As sure as somebody who wrote it down, and less than a foreign key.
WRITTEN_DOWN: Final = 0.95
EVIDENCE: Final = "fides"
_CATEGORIES: Final[Mapping[str, str]] = {
    "user.name": "name",
    "user.contact.name": "name",
    "user.contact.email": "email",
    "user.contact.phone_number": "phone",
    "user.contact.fax_number": "phone",
    "user.contact.address": "address",
    "user.contact.organization": "organisation",
    "user.demographic.date_of_birth": "birth-date",
    "user.demographic.language": "language",
    "user.government_id.national_identification_number": "national-identity-number",
    "user.government_id.passport_number": "identity-document",
    "user.government_id.driver_license_number": "identity-document",
    "user.job_title": "job-title",
    "user.workplace": "organisation",
    "user.financial.bank_account": "bank-account",
    "user.financial.account_number": "bank-account",
    "user.financial.credit_card": "payments",
    "user.financial": "payments",
    "user.payment": "payments",
    "user.behavior.purchase_history": "invoices",
    "user.behavior.browsing_history": "browsing",
    "user.behavior.search_history": "browsing",
    "user.correspondence": "correspondence",
    "user.content.self_image": "photo",
    "user.content": "documents",
    "user.criminal_history": "criminal-offences",
    "user.authorization.password": "password",
    "user.account.username": "login",
    "user.account": "login",
    "user.device.ip_address": "ip-address",
    "user.device.cookie_id": "cookie-identifier",
    "user.device.cookie": "cookie-identifier",
    "user.device": "device",
    "user.location": "location",
    "user.privacy_preferences": "consent",
    "user.health_and_medical.leave": "sickness-absence",
}
_IDENTITIES: Final = {
    "email": IdentifierKind.EMAIL,
    "phone_number": IdentifierKind.PHONE,
    "phone": IdentifierKind.PHONE,
    "national_id": IdentifierKind.NATIONAL_ID,
    "customer_number": IdentifierKind.CUSTOMER_NUMBER,
    "employee_number": IdentifierKind.EMPLOYEE_NUMBER,
}
# By what a category is recognised, where the file does not say; an account or an address is no way in.
_RECOGNISED: Final = {
    "name": IdentifierKind.NAME,
    "email": IdentifierKind.EMAIL,
    "phone": IdentifierKind.PHONE,
    "birth-date": IdentifierKind.BIRTH_DATE,
    "national-identity-number": IdentifierKind.NATIONAL_ID,
}


class Why(StrEnum):
    """Why something in the file is not in the map."""

    NOT_IN_SOURCE = "not_in_source"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_IDENTITY = "unknown_identity"
    NESTED = "nested"


@dataclass(frozen=True)
class Left:
    """Something that could not be translated: where it stands, what it says, and why it was left."""

    where: str
    what: str
    why: Why


@dataclass(frozen=True)
class Imported:
    """The description with what the file says laid over it; how much that was, and what was left."""

    description: Description
    fields: int
    links: int
    left: tuple[Left, ...]


def laid_over(description: Description, text: str) -> Imported:
    """A description as the file has it. Raises FidesUnreadable for what is no Fides dataset."""
    said = dict(_fields(datasets(text)))
    left = list(_left(description, said))
    units = tuple(_unit(unit, said) for unit in description.units)
    links = [each for each in _links(description, said) if not _is_known(each, description.links)]
    known = {f"{unit.name}.{each.name}" for unit in description.units for each in unit.fields}
    kept = tuple(each for each in description.links if each.is_declared or not _is_known(each, links))
    return Imported(
        replace(description, units=units, links=(*kept, *links)), len(known & set(said)), len(links), tuple(left)
    )


def datasets(text: str) -> list[Any]:
    """The datasets of a file. Raises FidesUnreadable."""
    if len(text) > LARGEST:
        raise FidesUnreadable(field="file")
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise FidesUnreadable(field="file") from None
    found = document.get("dataset") if isinstance(document, dict) else None
    datasets = [found] if isinstance(found, dict) else found
    if not isinstance(datasets, list) or not any(
        isinstance(each, dict) and each.get("collections") for each in datasets
    ):
        raise FidesUnreadable(field="file")
    return datasets


def _fields(datasets: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field by `collection.field`, whatever else stands in the file."""
    for dataset in _mappings(datasets):
        for collection in _mappings(dataset.get("collections")):
            for field in _mappings(collection.get("fields")):
                yield f"{collection.get('name')}.{field.get('name')}", field


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in (value if isinstance(value, list) else []) if isinstance(each, dict))


def _meta(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """What older files call fidesops_meta."""
    found = field.get("fides_meta") or field.get("fidesops_meta")
    return found if isinstance(found, dict) else {}


def _paths(field: Mapping[str, Any]) -> list[str]:
    found = field.get("data_categories")
    return [str(each) for each in found] if isinstance(found, list) else []


def category_of(path: str) -> str | None:
    """Our category for a path of theirs, or for the nearest one above it."""
    words = path.split(".")
    above = (".".join(words[:n]) for n in range(len(words), 0, -1))
    return next((_CATEGORIES[each] for each in above if each in _CATEGORIES), None)


def _unit(unit: UnitDescription, said: Mapping[str, Mapping[str, Any]]) -> UnitDescription:
    fields = (_field(each, said.get(f"{unit.name}.{each.name}")) for each in unit.fields)
    return replace(unit, fields=tuple(fields))


def _field(own: FieldDescription, said: Mapping[str, Any] | None) -> FieldDescription:
    if said is None:
        return own
    category = next((found for path in _paths(said) if (found := category_of(path))), None)
    identity = _IDENTITIES.get(str(_meta(said).get("identity")))
    if category is None and identity is None:
        return own
    return replace(
        own,
        category=category or own.category,
        confidence=WRITTEN_DOWN,
        evidence=EVIDENCE,
        identifies=identity
        or _RECOGNISED.get(category or "")
        or (own.identifies if category == own.category else None),
    )


def _links(description: Description, said: Mapping[str, Mapping[str, Any]]) -> Iterator[Link]:
    known = {f"{unit.name}.{each.name}" for unit in description.units for each in unit.fields}
    for where, field in said.items():
        for reference in _mappings(_meta(field).get("references")):
            other = str(reference.get("field"))
            if where in known and other in known:
                yield _link(where, other, said, is_from=reference.get("direction") != "to")


def _link(where: str, other: str, said: Mapping[str, Mapping[str, Any]], *, is_from: bool) -> Link:
    """The side with the key is the parent; where neither or both are one, the side values come from."""
    own, others = (bool(_meta(said.get(each, {})).get("primary_key")) for each in (where, other))
    child, parent = (where, other) if (others if own != others else is_from) else (other, where)
    (unit, field), (above, above_field) = (each.rsplit(".", 1) for each in (child, parent))
    return Link(unit, (field,), above, (above_field,), is_declared=False, confidence=WRITTEN_DOWN)


def _is_known(link: Link, links: Iterable[Link]) -> bool:
    ends = (link.child, link.child_fields, link.parent, link.parent_fields)
    return any(ends == (each.child, each.child_fields, each.parent, each.parent_fields) for each in links)


def _left(description: Description, said: Mapping[str, Mapping[str, Any]]) -> Iterator[Left]:
    known = {f"{unit.name}.{each.name}" for unit in description.units for each in unit.fields}
    for where, field in said.items():
        if where not in known:
            yield Left(where, "", Why.NOT_IN_SOURCE)
            continue
        # What is the system's own is nobody's data, and needs no word of ours.
        paths = [path for path in _paths(field) if path.split(".")[0] != "system"]
        yield from (Left(where, path, Why.UNKNOWN_CATEGORY) for path in paths if category_of(path) is None)
        identity = _meta(field).get("identity")
        if identity and str(identity) not in _IDENTITIES:
            yield Left(where, str(identity), Why.UNKNOWN_IDENTITY)
        if field.get("fields"):
            yield Left(where, "", Why.NESTED)
        others = (str(each.get("field")) for each in _mappings(_meta(field).get("references")))
        yield from (Left(where, other, Why.NOT_IN_SOURCE) for other in others if other not in known)
