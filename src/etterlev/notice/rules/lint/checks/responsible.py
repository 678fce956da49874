"""N01 to N03, N19, N21: who is responsible, who helps, whose processor, and where to turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.catalogue import suppliers_in
from etterlev.notice.rules.lint.facts import Facts, rights, who
from etterlev.notice.rules.lint.facts.talk import RIGHTS, is_definition, is_rights_talk
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import HEADING, Sentence


def controller(facts: Facts) -> Iterator[Result]:
    """N01: a legal entity by name, and a way to reach it."""
    each = next((s for s in facts.statement.running if s.has("role.each") and not s.has("role.joint")), None)
    named = facts.controllers
    if each is not None and sum(1 for one in named if one.form or one.number) < 2:
        yield Amiss("each", each)
    elif not named:
        yield Amiss("missing", _spoken_of(facts))
    elif not facts.contacts:
        yield Amiss("no-contact", named[0].sentence)
    else:
        yield Met(named[0].sentence)


def _spoken_of(facts: Facts) -> Sentence | None:
    """Where the controller is spoken of without being named."""
    return next((s for s in facts.statement.where("role.responsible") if _is_of_us(s)), None)


def _is_of_us(sentence: Sentence) -> bool:
    """Not the processor's role, what a word means, or a right."""
    if sentence.has("role.processor") or sentence.mentions(*RIGHTS):
        return False
    return not (is_definition(sentence) or is_rights_talk(sentence))


def representative(facts: Facts) -> Iterator[Result]:
    """N02: a controller outside the EEA names its representative (Article 27)."""
    outside = next((one for one in facts.controllers if _is_outside(one)), None)
    if outside is None:
        return
    found = next((s for s in facts.statement.running if s.has("role.representative")), None)
    yield Met(found) if found else Amiss("missing", outside.sentence)


def _is_outside(one: who.Controller) -> bool:
    """By its legal form, or by the country told in the words that make it the controller."""
    return one.is_said and (
        one.is_outside or (not one.form and not one.number and one.sentence.has("transfer.country"))
    )


def officer(facts: Facts) -> Iterator[Result]:
    """N03: whoever is called data protection officer or privacy contact can be reached."""
    statement = facts.statement
    spoken = who.officers(statement)
    if spoken:
        reached = next((each for each in spoken if who.has_reach(statement, each)), None)
        named = next((each for each in spoken if each.kind != HEADING), spoken[0])
        yield Met(reached) if reached else Amiss("unreachable", named)
    elif any(one.sentence.has("role.public-body") and not one.form and one.is_said for one in facts.controllers):
        denied = next((s for s in statement.running if s.denies("role.officer")), None)
        yield Amiss("public-missing", denied)


def role(facts: Facts) -> Iterator[Result]:
    """N19: joint controllers tell the essence of their arrangement; who works for clients tells when it is a
    processor.
    """
    statement = facts.statement
    processor = next((s for s in statement.running if s.has("role.processor")), None)
    joint = next((s for s in statement.running if s.has("role.joint")), None)
    if joint is not None and not any(s.has("role.arrangement") for s in _near(facts, joint)):
        yield Amiss("joint", joint)
    elif _serves_clients(facts) and processor is None:
        yield Amiss("processor")
    elif processor is not None or joint is not None:
        yield Met(processor or joint)


def _near(facts: Facts, sentence: Sentence) -> list[Sentence]:
    return [s for s in facts.statement.running if s.section is sentence.section] or facts.statement.around(sentence)


def _serves_clients(facts: Facts) -> bool:
    """Keeps books or runs payroll for others: told, in the name, or by the system the customers' data are in."""
    if facts.statement.says("role.serves"):
        return True
    names = " ".join(f" {one.name.lower()} " for one in facts.controllers)
    if any(word in names for word in ("regnskap", "rekneskap", "accounting", "bookkeeping")):
        return True
    return facts.statement.says("role.assigned") and any(_is_in_books(s) for s in facts.statement.running)


def _is_in_books(sentence: Sentence) -> bool:
    """Customers named together with a system for accounts or pay."""
    kinds = (
        {named.supplier.kind for named in suppliers_in(sentence.text)} if sentence.has("subject.customer") else set()
    )
    return bool(kinds & {"accounting", "payroll"})


def exercise(facts: Facts) -> Iterator[Result]:
    """N21: rights can be used without a detour."""
    statement = facts.statement
    told = rights.any_told(statement)
    if told is None:
        return
    restricted = statement.first("exercise.restricted")
    has_route = bool(facts.contacts or statement.says("exercise.route") or _forms(facts))
    if not has_route:
        yield Amiss("no-route", next((s for s in statement.running if s.has("exercise.how")), None))
    elif restricted is not None:
        yield Amiss("restricted", restricted)
    else:
        yield Met(next((s for s in statement.running if s.has("exercise.how") and who.contact_kinds(s)), told))


def _forms(facts: Facts) -> list[Sentence]:
    """Links in what is said about contact."""
    return [s for s in facts.statement.running if s.has("exercise.how") and any(link.href for link in s.block.links)]


CHECKS: Final[dict[str, Check]] = {
    "N01": controller,
    "N02": representative,
    "N03": officer,
    "N19": role,
    "N21": exercise,
}
