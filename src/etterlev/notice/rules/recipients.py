"""Who receives the data, in which countries, where they are stored, and who may see them."""

from __future__ import annotations

from collections.abc import Iterable

from etterlev.notice.rules import texts
from etterlev.notice.rules.statement import Row, Table
from etterlev.notice.rules.writer import Sentences, Writer, as_sentence, upper_first
from etterlev.register.document import SupplierRole, System


def recipients(writer: Writer) -> Sentences:
    return (*_suppliers(writer), *_others(writer), *_outside(writer))


def access(writer: Writer) -> Sentences:
    return (*writer.say("tilgang"), *writer.say("oppslag"), *_places(writer))


def countries(writer: Writer, system: System) -> str:
    return texts.country(system.country, writer.language)


def safeguard(writer: Writer, system: System) -> str:
    """On what a transfer rests, in words; empty when there is none."""
    return "" if system.transfer is None else writer.label(system.transfer)


def used(writer: Writer) -> tuple[System, ...]:
    """The systems of the register, each description once."""
    return tuple(dict.fromkeys(held.system for held in writer.register.systems))


def _suppliers(writer: Writer) -> Sentences:
    processors = [system for system in used(writer) if system.role is SupplierRole.PROCESSOR]
    controllers = [system for system in used(writer) if system.role is SupplierRole.CONTROLLER]
    agreed = all(system.agreement_signed_on for system in processors)
    key = "leverandorer" if agreed else "leverandorer-uten-avtale"
    return (
        *(writer.say(key, table=_supplier_table(writer, processors)) if processors else ()),
        *(writer.say("selvstendige", table=_supplier_table(writer, controllers)) if controllers else ()),
    )


def _supplier_table(writer: Writer, systems: Iterable[System]) -> Table:
    head = (writer.label("supplier"), writer.label("what-for"), writer.label("country"))
    rows = (
        Row((_named(system), as_sentence(writer.text(system.purpose)), upper_first(countries(writer, system))))
        for system in systems
    )
    return Table(head, tuple(dict.fromkeys(rows)))


def _named(system: System) -> str:
    return system.name if system.supplier in system.name else f"{system.name} ({system.supplier})"


def _others(writer: Writer) -> Sentences:
    given: dict[str, list[str]] = {}
    for held in writer.activities:
        for recipient in held.activity.recipients:
            given.setdefault(upper_first(writer.text(recipient.name)), []).append(
                upper_first(writer.text(held.activity.name))
            )
    rows = tuple(Row((name, writer.joined(dict.fromkeys(activities)))) for name, activities in given.items())
    return (
        writer.say("mottakere", table=Table((writer.label("recipient"), writer.label("activity")), rows))
        if rows
        else ()
    )


def _outside(writer: Writer) -> Sentences:
    systems = used(writer)
    outside = [system for system in systems if system.is_outside_eea]
    if not outside:
        return writer.say("innenfor-eos") if systems else ()
    head = (writer.label("supplier"), writer.label("country"), writer.label("safeguard"))
    rows = (
        Row(
            (
                _named(each),
                upper_first(countries(writer, each)),
                as_sentence(safeguard(writer, each)) if each.transfer else "",
            )
        )
        for each in outside
    )
    return writer.say("utenfor-eos", table=Table(head, tuple(dict.fromkeys(rows))))


def _places(writer: Writer) -> Sentences:
    """For each kind of person, the systems that hold data about them."""
    where: dict[str, dict[str, None]] = {}
    for activity in writer.own:
        for code in activity.subjects:
            where.setdefault(code, {}).update(dict.fromkeys(system.name for system in writer.systems(activity.systems)))
    rows = tuple(
        Row((upper_first(writer.subjects([code])), writer.joined(names))) for code, names in where.items() if names
    )
    return (
        writer.say("lagringssted", table=Table((writer.label("whose"), writer.label("systems")), rows)) if rows else ()
    )
