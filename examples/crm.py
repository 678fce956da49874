"""The rows of a department's customer system, a hundred persons at a time. No foreign key leaves its hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from examples import plan, spelling
from examples.facts import Fact, Value, World
from examples.people import Block, Person
from examples.schema import words

EMAIL_BODY_TURN: Final = 3


@dataclass(frozen=True)
class Crm:
    """One hundred of one department."""

    world: World
    block: Block
    _known: dict[int, Person] = field(default_factory=dict, repr=False)

    def rows(self) -> Iterator[Fact]:
        """Table by table, and no row before the one it refers to."""
        makers: tuple[Callable[[], Iterator[Fact]], ...] = (
            self._addresses,
            self._customers,
            self._contact_persons,
            self._engagements,
            self._invoices,
            self._invoice_lines,
            self._notes,
            self._seminars,
            self._attendances,
            self._newsletter,
        )
        for make in makers:
            yield from make()

    def _addresses(self) -> Iterator[Fact]:
        for number in range(plan.ADDRESSES):
            parties = [party for party in plan.PARTIES if party.address == number]
            ordinal = self.world.people.workplace_ordinal(self.block, 0) * 10 + number
            about = tuple(self._key_of(party.slot) for party in parties if party.slot is not None)
            values = (self._key("address", number), *self.world.naming.address(ordinal, self.block.department))
            yield Fact("address", values, about, workplace=parties[0].organisation)

    def _customers(self) -> Iterator[Fact]:
        for party in plan.PARTIES:
            colleagues = [each.slot for each in plan.CONTACT_PERSONS if each.organisation == party.organisation]
            values = (
                self._key("customer", party.number),
                self.world.keys.customer_number(self.block.department, self.block.hundred, party.number),
                party.kind,
                *self._called(party),
                self._account(party),
                self._key("address", party.address),
                party.since_on,
            )
            about = self._about(party)
            yield Fact("customer", values, about, tuple(map(self._key_of, colleagues)), party.organisation)

    def _called(self, party: plan.Party) -> tuple[str | bool | None, ...]:
        """Name, whether it is a person, organisation number, e-mail and telephone."""
        people, number = self.world.people, party.number
        registered = people.organisation_number(self.block, number) if party.is_registered else None
        if party.slot is None:
            assert party.organisation is not None
            workplace = party.organisation
            reached = f"post@{people.domain(self.block, workplace)}"
            telephone = spelling.phone(people.switchboard(self.block, workplace), number)
            return people.organisation(self.block, workplace), False, registered, reached, telephone
        person = self._person(party.slot)
        email = spelling.email(person.email, number) if person.email else None
        return person.name, True, registered, email, spelling.phone(person.phone, number)

    def _account(self, party: plan.Party) -> str | None:
        if party.number % 3:
            return None
        ordinal = self.world.people.workplace_ordinal(self.block, 0) * 4 + party.number
        return spelling.account(self.world.naming.bank_account(ordinal), party.number // 3)

    def _contact_persons(self) -> Iterator[Fact]:
        titles = words("texts")["work"]["titles"]
        for contact in plan.CONTACT_PERSONS:
            person = self._person(contact.slot)
            values = (
                self._key("contact_person", contact.number),
                self._key("customer", contact.party),
                person.name,
                spelling.email(person.email, contact.number),
                spelling.phone(person.phone, contact.number),
                titles[contact.number % len(titles)],
            )
            yield Fact("contact_person", values, (person.key,), workplace=contact.organisation)

    def _engagements(self) -> Iterator[Fact]:
        for engagement in plan.ENGAGEMENTS:
            values = (
                self._key("engagement", engagement.number),
                self._key("customer", engagement.party),
                engagement.kind,
                engagement.starts_on,
                engagement.ends_on,
                self._accountant(engagement.number),
            )
            yield self._of_party("engagement", values, engagement.party)

    def _invoices(self) -> Iterator[Fact]:
        for invoice in plan.INVOICES:
            values = (
                self._key("invoice", invoice.number),
                self._key("customer", invoice.party),
                self._key("engagement", invoice.engagement),
                self.world.keys.invoice_number(self.block.department, self.block.hundred, invoice.number),
                invoice.issued_on,
                invoice.due_on,
                invoice.net,
                invoice.vat,
            )
            yield self._of_party("invoice", values, invoice.party)

    def _invoice_lines(self) -> Iterator[Fact]:
        services = words("texts")["work"]["services"]
        for number, (invoice, amount) in enumerate(plan.INVOICE_LINES):
            service = services[number % len(services)]
            values = (self._key("invoice_line", number), self._key("invoice", invoice), service, amount)
            yield self._of_party("invoice_line", values, plan.INVOICES[invoice].party)

    def _notes(self) -> Iterator[Fact]:
        for note in plan.NOTES:
            party = plan.PARTIES[note.party]
            contact = None if note.contact is None else self._key("contact_person", note.contact)
            values = (
                self._key("note", note.number),
                self._key("customer", note.party),
                contact,
                note.written_at,
                self._accountant(note.number),
                self._body(note),
            )
            yield Fact("note", values, tuple(map(self._key_of, note.about)), workplace=party.organisation)

    def _body(self, note: plan.Note) -> str:
        """What the note says; the one it is about first, another who is named second."""
        sentences = words("texts")["notes"][note.words]
        sentence = str(sentences[note.number % len(sentences)])
        if not note.about:
            return sentence
        person, other = self._person(note.about[0]), self._person(note.about[-1])
        return sentence.format(
            first=person.full_name.first,
            name=person.name,
            email=person.email or "postkassen hjemme",
            phone=spelling.phone(person.phone, note.number),
            other=other.name,
            other_email=spelling.email(other.email, note.number + EMAIL_BODY_TURN),
            other_phone=spelling.phone(other.phone, note.number + 1),
        )

    def _seminars(self) -> Iterator[Fact]:
        titles, town = words("texts")["seminars"]["titles"], self.world.group.departments[self.block.department].place
        for number, held_on in enumerate(plan.SEMINARS):
            guests = {self._key_of(each.slot) for each in plan.ATTENDANCES if each.seminar == number}
            title = titles[(number + self.block.hundred) % len(titles)]
            values = (self._key("seminar", number), title, held_on, town if number % 2 else "på nett")
            yield Fact("seminar", values, beside=tuple(sorted(guests)))

    def _attendances(self) -> Iterator[Fact]:
        allergies = words("texts")["seminars"]["allergies"]
        for each in plan.ATTENDANCES:
            person = self._person(each.slot)
            allergy = allergies[each.number % len(allergies)] if each.has_allergy else None
            values = (
                self._key("attendance", each.number),
                self._key("seminar", each.seminar),
                spelling.email(person.email, each.number),
                person.name,
                allergy,
                each.came,
            )
            yield Fact("attendance", values, (person.key,))

    def _newsletter(self) -> Iterator[Fact]:
        lists = words("texts")["work"]["newsletters"]
        for each in plan.SUBSCRIPTIONS:
            person = self._person(each.slot)
            values = (
                self._key("newsletter", each.number),
                spelling.email(person.email, each.number + EMAIL_BODY_TURN),
                lists[each.number % len(lists)],
                each.since_on,
                each.until_on,
            )
            yield Fact("newsletter", values, (person.key,))

    def _of_party(self, role: str, values: tuple[Value, ...], party: int) -> Fact:
        of = plan.PARTIES[party]
        return Fact(role, values, self._about(of), workplace=of.organisation)

    def _about(self, party: plan.Party) -> tuple[str, ...]:
        return () if party.slot is None else (self._key_of(party.slot),)

    def _accountant(self, number: int) -> str:
        """The first accountant has the first customer; the others take turns."""
        staff = self.world.staff_of(self.world.group.departments[self.block.department].slug)
        able = [each for each in staff if each.has_engagements]
        return able[number % len(able)].email

    def _person(self, slot: int) -> Person:
        if slot not in self._known:
            self._known[slot] = self.world.people.person(self.block, slot)
        return self._known[slot]

    def _key_of(self, slot: int) -> str:
        return self.block.key_of(slot)

    def _key(self, role: str, number: int) -> int:
        return self.world.keys.key(self.block.department, role, self.block.hundred, number)
