"""Whose data we hold, where they come from, and what we use them for: one entry per activity."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, SpecialCondition, name_of
from etterlev.law.retention_rules import retention_rule
from etterlev.notice.rules.citations import cite
from etterlev.notice.rules.recipients import countries, safeguard
from etterlev.notice.rules.responsible import first_of_all
from etterlev.notice.rules.statement import LONG, Fact, Row, Sentence, Table
from etterlev.notice.rules.writer import Sentences, Writer, as_sentence, lower_first, upper_first
from etterlev.register.document import Activity, Held, Purpose, Role

NATIONAL_IDENTITY_NUMBER = "national-identity-number"
_INFINITIVES = ("å ", "to ")


def collection(writer: Writer) -> Sentences:
    return (
        *_whose(writer),
        *writer.say("innsamling"),
        *_by_activity(writer, "kilder", "source", lambda activity: [writer.text(each) for each in activity.sources]),
        *_by_activity(writer, "plikt", "obligation", lambda activity: [writer.text(activity.obligation)]),
        *_identity_numbers(writer),
        *_special(writer),
    )


def _whose(writer: Writer) -> Sentences:
    codes = list(dict.fromkeys(code for held in writer.activities for code in held.activity.subjects))
    if not codes:
        return ()
    if len(codes) <= LONG:
        return writer.say("hvem", subjects=writer.subjects(codes))
    return writer.say("hvem-flere", subjects=writer.subjects(first_of_all(codes)))


def _by_activity(writer: Writer, key: str, label: str, facts: Callable[[Activity], list[str]]) -> Sentences:
    rows = [
        Row((upper_first(writer.text(activity.name)), " ".join(as_sentence(each) for each in facts(activity) if each)))
        for activity in writer.own
    ]
    told = tuple(row for row in dict.fromkeys(rows) if row.cells[1])
    return writer.say(key, table=Table((writer.label("activity"), writer.label(label)), told)) if told else ()


def _identity_numbers(writer: Writer) -> Sentences:
    using = [activity for activity in writer.own if NATIONAL_IDENTITY_NUMBER in activity.categories]
    return writer.say("fodselsnummer", activities=writer.names(using)) if using else ()


def _special(writer: Writer) -> Sentences:
    using = [activity for activity in writer.own if activity.special]
    codes = dict.fromkeys(code for activity in using for code in activity.categories if is_special(code))
    if not codes:
        return ()
    rows = dict.fromkeys(Row((upper_first(writer.text(each.name)), _conditions(writer, each))) for each in using)
    table = Table((writer.label("activity"), writer.label("condition")), tuple(rows))
    return writer.say("serlige", categories=writer.categories(codes), table=table)


def is_special(code: str) -> bool:
    return vocabulary.data_category(code).is_special


def _conditions(writer: Writer, activity: Activity) -> str:
    told = [as_sentence(_condition(writer, each)) for each in activity.special]
    if activity.special_provision:
        told.append(as_sentence(writer.text(activity.special_provision)))
    return " ".join(told)


def _condition(writer: Writer, condition: SpecialCondition) -> str:
    return f"{writer.text(name_of(condition).name)} ({cite(condition, writer.language)})"


def activities(writer: Writer) -> Sentences:
    if not writer.activities:
        return ()
    return (*writer.say("behandlinger", table=_whom(writer)), *writer.say("kategorier"), *_entries(writer))


def _whom(writer: Writer) -> Table:
    """The first layer: for each kind of person, what we do."""
    whom: dict[str, list[str]] = {}
    for held in writer.activities:
        for code in held.activity.subjects:
            whom.setdefault(code, []).append(lower_first(writer.text(held.activity.name)))
    rows = (
        Row((upper_first(writer.subjects([code])), writer.joined(dict.fromkeys(names)))) for code, names in whom.items()
    )
    return Table((writer.label("whose"), writer.label("activity")), tuple(rows))


def _entries(writer: Writer) -> Iterator[Sentence]:
    seen: set[str] = set()
    for held in writer.activities:
        code = held.activity.code
        # The same activity may be described differently for different departments.
        suffix = code if code not in seen else f"{code}-{held.controllers[0]}"
        seen.add(code)
        yield from writer.say(
            "behandling-",
            suffix=suffix,
            heading=upper_first(writer.text(held.activity.name)),
            facts=tuple(_facts(writer, held)),
            purposes=" ".join(_purpose(writer, purpose, held.activity.role) for purpose in held.activity.purposes),
        )


def _purpose(writer: Writer, purpose: Purpose, role: Role) -> str:
    words = writer.text(purpose.text)
    shape = "clause" if words.startswith(_INFINITIVES) else "sentence"
    told = words.rstrip(".") if shape == "clause" else as_sentence(words)
    if role is Role.PROCESSOR:
        # The basis is the client's to have and to state.
        return writer.label(f"client-{shape}", purpose=told)
    said = writer.label(f"purpose-{shape}", purpose=told, basis=_basis(writer, purpose))
    return f"{said} {_interest(writer, purpose)}".rstrip()


def _interest(writer: Writer, purpose: Purpose) -> str:
    interest = writer.text(purpose.interest)
    if not interest:
        return ""
    if interest.endswith("."):
        return writer.label("interest-sentence", interest=interest)
    return writer.label("interest", interest=lower_first(interest))


def _basis(writer: Writer, purpose: Purpose) -> str:
    law = cite(purpose.basis, writer.language)
    if purpose.provision is not None:
        law = writer.joined([law, writer.text(purpose.provision).rstrip(".")])
    return f"{writer.text(name_of(purpose.basis).name)} ({law})"


def _facts(writer: Writer, held: Held) -> Iterator[Fact]:
    activity = held.activity
    systems = writer.systems(activity.systems)
    every = {part.slug for part in writer.register.controllers if part.departments}
    told = {
        "role": writer.label("role-processor") if activity.role is Role.PROCESSOR else "",
        "controller": "" if every <= set(held.controllers) else _holders(writer, held),
        "subjects": writer.subjects(activity.subjects),
        "categories": writer.categories(activity.categories),
        "condition": _conditions(writer, activity),
        "systems": writer.joined(dict.fromkeys(system.name for system in systems)),
        "recipients": writer.joined(writer.text(each.name) for each in activity.recipients),
        "outside": "; ".join(
            f"{system.name} ({countries(writer, system)}): {safeguard(writer, system)}"
            for system in systems
            if system.is_outside_eea
        ),
        "stored": " ".join(retention_rule(code).stated(writer.language) for code in activity.retention),
        "obligation": as_sentence(writer.text(activity.obligation)) if activity.obligation else "",
    }
    for label, value in told.items():
        if value:
            yield Fact(writer.label(label), upper_first(value))


def _holders(writer: Writer, held: Held) -> str:
    return writer.joined(part.legal_name for part in writer.register.controllers if part.slug in held.controllers)


def interests(writer: Writer) -> list[tuple[Activity, Purpose]]:
    """Every purpose that rests on an interest or a public task: what a person may object to (Article 21(1))."""
    bases = (LegalBasis.LEGITIMATE_INTEREST, LegalBasis.PUBLIC_TASK)
    return [(each, purpose) for each in writer.own for purpose in each.purposes if purpose.basis in bases]
