"""What happens in every hundred of persons, whatever they are called: the facts that no seed changes.

A slot is a person's place among the hundred. The first ones are traps for whoever searches carelessly: 0 is Nina's
place, 1 lives at the same address, 2 has her name and e-mail inside longer ones, 3 has her name, 4 and 5 share a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final

SLOTS: Final = 100
# The day the example is looked at. Everything happened before it, apart from engagements that go on.
SEEN_ON: Final = date(2026, 11, 23)
LEDGER_YEAR: Final = 2025

NINA, HOUSEHOLD, LONGER_NAME, HOMONYM, SHARES_PHONE, ALSO_SHARES_PHONE = range(6)
PERSON_CUSTOMERS: Final = range(30)
CONTACTS: Final = range(30, 64)
SOLE_SUPPLIERS: Final = range(64, 70)
SUPPLIER_CONTACTS: Final = range(70, 76)
PARTNERS: Final = range(76, 80)
APPLICANTS: Final = range(80, 86)
FORMER_EMPLOYEE: Final = 86
GUESTS: Final = range(87, 94)
READERS: Final = range(94, 100)
NO_EMAIL: Final = 28

# A person here is the same human being as one in the department before, by another or by the same e-mail address.
OTHER_EMAIL: Final = {30: NINA}
SAME_EMAIL: Final = {31: 6, 90: 60}

CONTACTS_OF: Final = (4, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1)
# These organisations share premises, and every contact person there gives the switchboard's number.
SWITCHBOARD: Final = range(1, 7)
PAYS_LATE: Final = 7


@dataclass(frozen=True, slots=True)
class Party:
    """Whom the department has dealings with: a person (`slot`) or an organisation (`organisation`)."""

    number: int
    kind: str
    slot: int | None
    organisation: int | None
    address: int
    since_on: date
    until_on: date | None
    # Sole traders and organisations have an organisation number.
    is_registered: bool


@dataclass(frozen=True, slots=True)
class Contact:
    number: int
    slot: int
    party: int
    organisation: int


@dataclass(frozen=True, slots=True)
class Engagement:
    number: int
    party: int
    kind: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Invoice:
    """Amounts in whole kroner without VAT, one per line; each a multiple of 100, so that 25 % of it is whole too."""

    number: int
    engagement: int
    party: int
    issued_on: date
    lines: tuple[int, ...]
    is_paid: bool

    @property
    def due_on(self) -> date:
        return self.issued_on + timedelta(days=14)

    @property
    def net(self) -> int:
        return sum(self.lines)

    @property
    def vat(self) -> int:
        return self.net // 4


@dataclass(frozen=True, slots=True)
class Note:
    """`about` are the slots whose note it is or who are named in it by something only they have."""

    number: int
    party: int
    contact: int | None
    written_at: datetime
    words: str
    about: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    number: int
    seminar: int
    slot: int
    has_allergy: bool
    came: bool


@dataclass(frozen=True, slots=True)
class Subscription:
    number: int
    slot: int
    since_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Supplier:
    number: int
    slot: int | None
    contacts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    number: int
    supplier: int
    issued_on: date
    net: int
    is_paid: bool


def _parties() -> tuple[Party, ...]:
    made: list[Party] = []
    for number in range(50):
        person = number < 30 or number >= 46
        slot = number if number < 30 else PARTNERS[number - 46] if person else None
        shares = {HOUSEHOLD: NINA, ALSO_SHARES_PHONE: SHARES_PHONE}.get(number)
        address = made[shares].address if shares is not None else number - sum(1 for each in (1, 5) if number > each)
        since_on, until_on = _relation(number)
        kind = "kunde" if number < 46 else "partner"
        registered = not person or number % 2 == 0
        organisation = None if person else number - 30
        made.append(Party(number, kind, slot, organisation, address, since_on, until_on, registered))
    return tuple(made)


def _relation(number: int) -> tuple[date, date | None]:
    if number in range(20, 24):
        return date(2017, 1, 1), date(2019, 6, 30)
    if number in range(24, 26):
        return date(2019, 1, 1), date(2021, 12, 31)
    return (date(2021 + number % 5, 1 + number % 12, 15) if number else date(2024, 1, 15)), None


def _contacts() -> tuple[Contact, ...]:
    several = [organisation for organisation, count in enumerate(CONTACTS_OF) for _ in range(count)]
    return tuple(Contact(number, CONTACTS[number], 30 + at, at) for number, at in enumerate(several))


def _engagements() -> tuple[Engagement, ...]:
    customers = [party for party in PARTIES if party.kind == "kunde"]
    kinds = [(party, "rådgivning" if party.number % 6 == 5 else "regnskap") for party in customers]
    kinds += [(PARTIES[number], "lønn") for number in range(30, 34)]
    return tuple(
        Engagement(number, party.number, kind, party.since_on, party.until_on)
        for number, (party, kind) in enumerate(kinds)
    )


def _invoices() -> tuple[Invoice, ...]:
    made: list[Invoice] = []
    for engagement in ENGAGEMENTS:
        for turn, issued_on in enumerate(_invoice_dates(engagement)):
            number = len(made)
            parts = 1 + (engagement.number + turn) % 3
            lines = tuple(100 * (12 + (number * 37 + part * 53) % 90) for part in range(parts))
            late = number % PAYS_LATE == PAYS_LATE - 1
            made.append(Invoice(number, engagement.number, engagement.party, issued_on, lines, not late))
    return tuple(made)


def _invoice_dates(engagement: Engagement) -> list[date]:
    if engagement.ends_on is not None:
        year = engagement.ends_on.year
        return [date(year - 1, 3, 15), date(year - 1, 9, 15), date(year, 3, 15)]
    later = [date(2025, 2, 20), date(2025, 8, 20), date(2025, 11, 20)][: 1 + engagement.number % 3]
    dates = {engagement.starts_on + timedelta(days=90), *later, date(2026, 3, 20)}
    return sorted(each for each in dates if engagement.starts_on < each < SEEN_ON)


def _notes() -> tuple[Note, ...]:
    planned: list[tuple[int, int | None, str, tuple[int, ...]]] = [
        (NINA, None, "names-another", (NINA, HOUSEHOLD)),
        (HOUSEHOLD, None, "names-another", (HOUSEHOLD, NINA)),
        (HOMONYM, None, "by-name", (HOMONYM,)),
        (30, None, "names-contact", (CONTACTS[0],)),
        (30, None, "organisation", ()),
    ]
    for party in PARTIES:
        if party.slot is not None:
            planned += [(party.number, None, "person", (party.slot,))] * (2 - party.number % 3)
    planned += [(c.party, c.number, "contact", (c.slot,)) for c in CONTACT_PERSONS if c.number % 2 == 0]
    return tuple(
        Note(number, at, contact, _written_at(number, PARTIES[at]), words, about)
        for number, (at, contact, words, about) in enumerate(planned)
    )


def _written_at(number: int, party: Party) -> datetime:
    """While the party was a customer."""
    on = max(date(2024, 2, 5) + timedelta(days=11 * number), party.since_on + timedelta(days=20))
    if party.until_on is not None:
        on = party.until_on - timedelta(days=30)
    return datetime.combine(on, time(8, 15)) + timedelta(minutes=17 * (number % 25))


def _attendances() -> tuple[Attendance, ...]:
    pairs = [(seminar, NINA) for seminar in (0, 2, 5)] + [(0, HOMONYM), (3, 6), (1, 31)]
    pairs += [(seminar % 6, slot) for slot in GUESTS for seminar in (slot, slot + 2)]
    pairs += [(slot % 6, slot) for slot in CONTACTS if slot % 2 == 0 and slot < 46]
    return tuple(
        Attendance(number, seminar, slot, number % 8 == 2, number % 5 != 4)
        for number, (seminar, slot) in enumerate(pairs)
    )


def _subscriptions() -> tuple[Subscription, ...]:
    readers = [slot for slot in PERSON_CUSTOMERS if slot % 3 == 0] + [slot for slot in CONTACTS if slot % 4 == 0]
    first_on, stopped_on = date(2022, 1, 10), date(2026, 9, 1)
    return tuple(
        Subscription(number, slot, first_on + timedelta(days=31 * number), stopped_on if slot == READERS[-1] else None)
        for number, slot in enumerate([*readers, *READERS])
    )


def _suppliers() -> tuple[Supplier, ...]:
    companies = [(70, 71), (72, 73), (74,), (75,)]
    sole = [Supplier(number, slot, ()) for number, slot in enumerate(SOLE_SUPPLIERS)]
    return (*sole, *(Supplier(6 + number, None, contacts) for number, contacts in enumerate(companies)))


def _purchases() -> tuple[Purchase, ...]:
    made: list[Purchase] = []
    for each, turn in product(SUPPLIERS, range(2)):
        issued_on = date(LEDGER_YEAR, 2 + 5 * turn, 3 + each.number)
        made.append(Purchase(len(made), each.number, issued_on, 100 * (20 + 13 * each.number), turn == 0))
    return tuple(made)


PARTIES: Final = _parties()
ADDRESSES: Final = max(party.address for party in PARTIES) + 1
CONTACT_PERSONS: Final = _contacts()
ENGAGEMENTS: Final = _engagements()
INVOICES: Final = _invoices()
INVOICE_LINES: Final = tuple((invoice.number, amount) for invoice in INVOICES for amount in invoice.lines)
NOTES: Final = _notes()
SEMINARS: Final = tuple(date(2024, 3, 12) + timedelta(days=150 * number) for number in range(6))
ATTENDANCES: Final = _attendances()
SUBSCRIPTIONS: Final = _subscriptions()
SUPPLIERS: Final = _suppliers()
PURCHASES: Final = _purchases()
# Whose papers are in the cellar.
FOLDERS: Final = (0, 5, 10, 15, 20, 21, 22, 23)
# The former employee's first and last day.
EMPLOYED: Final = (date(2016, 3, 1), date(2021, 6, 30))


def applied(slot: int) -> tuple[date, date | None]:
    """When an applicant applied, and when that was decided; the last one still waits."""
    turn = slot - APPLICANTS[0]
    applied_on = date(2025, 9, 1) + timedelta(days=70 * turn)
    return applied_on, applied_on + timedelta(days=40) if slot != APPLICANTS[-1] else None
