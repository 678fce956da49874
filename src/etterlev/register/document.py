"""The register as plain values: what one document says about a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from etterlev.law.bases import LegalBasis, SpecialCondition
from etterlev.law.packs import Text

VERSION = "register/1"

# The EEA: the EU's 27, Iceland, Liechtenstein and Norway. Everything else is a third country (Articles 44–49).
EEA = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


class Role(StrEnum):
    """What the controller is in an activity (Article 4(7) and (8))."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"


class SupplierRole(StrEnum):
    """What a supplier is to us."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"


class Transfer(StrEnum):
    """On what a transfer out of the EEA rests."""

    ADEQUACY = "adequacy"
    DATA_PRIVACY_FRAMEWORK = "data-privacy-framework"
    STANDARD_CLAUSES = "standard-clauses"
    BINDING_RULES = "binding-rules"


@dataclass(frozen=True)
class Place:
    """A department of a controller."""

    slug: str
    name: str
    place: str


@dataclass(frozen=True)
class ContactPoint:
    name: str
    email: str
    phone: str
    is_data_protection_officer: bool = False


@dataclass(frozen=True)
class ControllerPart:
    """A legal entity of the group."""

    slug: str
    legal_name: str
    organisation_number: str
    postal_address: str
    email: str
    phone: str
    language: str
    is_group: bool
    contact: ContactPoint | None
    departments: tuple[Place, ...]


@dataclass(frozen=True)
class System:
    """A system or service that holds personal data, and who runs it."""

    slug: str
    name: str
    supplier: str
    role: SupplierRole
    country: str
    purpose: Text
    transfer: Transfer | None = None
    agreement_signed_on: date | None = None

    @property
    def is_outside_eea(self) -> bool:
        return self.country not in EEA


@dataclass(frozen=True)
class Purpose:
    """One purpose and what it rests on: a basis is never the activity's, always the purpose's (Article 13(1)(c))."""

    code: str
    text: Text
    basis: LegalBasis
    interest: Text | None = None
    provision: Text | None = None
    balancing_test_on: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Who receives the data outside the systems (Article 13(1)(e))."""

    name: Text


@dataclass(frozen=True)
class Activity:
    """One processing activity (Article 30)."""

    code: str
    name: Text
    role: Role
    purposes: tuple[Purpose, ...]
    subjects: tuple[str, ...]
    categories: tuple[str, ...]
    special: tuple[SpecialCondition, ...] = ()
    special_provision: Text | None = None
    sources: tuple[Text, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    systems: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    security: tuple[Text, ...] = ()
    obligation: Text | None = None
    automated_decisions: Text | None = None
    reviewed_on: date | None = None

    @property
    def bases(self) -> frozenset[LegalBasis]:
        return frozenset(purpose.basis for purpose in self.purposes)


@dataclass(frozen=True)
class Held:
    """An activity or system, and the controllers it holds for (slugs, in the document's order)."""

    controllers: tuple[str, ...]
    activity: Activity


@dataclass(frozen=True)
class HeldSystem:
    controllers: tuple[str, ...]
    system: System


@dataclass(frozen=True)
class Register:
    """The whole document."""

    group: str
    website: str
    controllers: tuple[ControllerPart, ...]
    systems: tuple[HeldSystem, ...]
    activities: tuple[Held, ...]

    def of(self, slug: str) -> tuple[Activity, ...]:
        """The activities of one controller."""
        return tuple(held.activity for held in self.activities if slug in held.controllers)

    def systems_of(self, slug: str) -> tuple[System, ...]:
        return tuple(held.system for held in self.systems if slug in held.controllers)
