"""Who is responsible, what the words mean, and how the statement changes."""

from __future__ import annotations

from collections.abc import Iterable

from etterlev.law.words import date_in_words, telephone_in_words
from etterlev.notice.rules.statement import Row, Table
from etterlev.notice.rules.writer import Sentences, Writer, upper_first
from etterlev.register.document import ContactPoint, ControllerPart, Role

# Whom a department is first of all there for; the others are named in the section about whose data we hold.
FIRST_OF_ALL = ("customer", "supplier", "partner", "employee", "applicant")


def responsible(writer: Writer) -> Sentences:
    return (
        *_controllers(writer),
        *_group_company(writer),
        *writer.say("avdelinger", table=_directory(writer)),
        *_contacts(writer),
        *writer.say("finn-avdeling"),
        *writer.say("feilsendt"),
        *_as_processor(writer),
    )


def meanings(writer: Writer) -> Sentences:
    return (*writer.say("personopplysning"), *writer.say("behandling"))


def changes(writer: Writer) -> Sentences:
    on = date_in_words(writer.effective_on, writer.language)
    return (*writer.say("versjon", number=str(writer.number), date=on), *writer.say("ny-bruk"))


def _controllers(writer: Writer) -> Sentences:
    parts = [part for part in writer.register.controllers if part.departments]
    subjects = first_of_all(code for activity in writer.own for code in activity.subjects)
    if not parts or not subjects:
        return ()
    key = "ansvarlig" if all(len(part.departments) == 1 for part in parts) else "ansvarlig-selskap"
    return writer.say(key, group=writer.register.group, subjects=writer.subjects(subjects))


def first_of_all(codes: Iterable[str]) -> list[str]:
    """The few that everybody knows, or everybody when none of those is there."""
    held = dict.fromkeys(codes)
    return [code for code in FIRST_OF_ALL if code in held] or list(held)


def _group_company(writer: Writer) -> Sentences:
    for part in writer.register.controllers:
        alone = [
            held.activity
            for held in writer.register.activities
            if held.controllers == (part.slug,) and held.activity.role is Role.CONTROLLER
        ]
        if part.is_group and alone:
            return writer.say(
                "gruppeselskap",
                company=part.legal_name,
                number=part.organisation_number,
                address=part.postal_address,
                email=part.email,
                activities=writer.names(alone),
            )
    return ()


def _directory(writer: Writer) -> Table:
    head = tuple(writer.label(key) for key in ("department", "controller", "privacy-contact"))
    rows = [row for part in writer.register.controllers for row in _rows(writer, part)]
    return Table(head, tuple(rows))


def _rows(writer: Writer, part: ControllerPart) -> Iterable[Row]:
    number = writer.label("organisation-number", number=part.organisation_number)
    told = _listed(part.legal_name, number, part.postal_address, part.email, telephone_in_words(part.phone))
    facts = (told, _contact(part.contact))
    for place in part.departments:
        yield Row((place.name, *facts), f"avdelinger/{place.slug}/")
    if not part.departments:
        yield Row((upper_first(writer.label("whole-group")) if part.is_group else part.legal_name, *facts))


def _contact(contact: ContactPoint | None) -> str:
    return "" if contact is None else _listed(contact.name, contact.email, telephone_in_words(contact.phone))


def _listed(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _contacts(writer: Writer) -> Sentences:
    parts = writer.register.controllers
    officers = [part for part in parts if part.contact and part.contact.is_data_protection_officer]
    contacts = [part.contact for part in parts if part.departments]
    everywhere = bool(contacts) and all(contact and not contact.is_data_protection_officer for contact in contacts)
    head = (writer.label("controller"), writer.label("officer"))
    rows = tuple(Row((part.legal_name, _contact(part.contact))) for part in officers)
    return (
        *(writer.say("personvernkontakt") if everywhere else ()),
        *(writer.say("personvernombud", table=Table(head, rows)) if officers else ()),
    )


def _as_processor(writer: Writer) -> Sentences:
    for_others = [held.activity for held in writer.register.activities if held.activity.role is Role.PROCESSOR]
    return writer.say("databehandler", activities=writer.names(for_others)) if for_others else ()
