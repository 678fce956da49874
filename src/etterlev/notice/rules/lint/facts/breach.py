"""What the statement says it does when data get lost."""

from __future__ import annotations

from dataclasses import dataclass

from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import Sentence, Statement


@dataclass(frozen=True, slots=True)
class Breaches:
    """Sentences about breaches that happen (not about preventing them), and those that follow up in the same place."""

    sentences: list[Sentence]
    around: list[Sentence]


def breaches(statement: Statement) -> Breaches:
    """What happens in case of a breach."""
    said = [each for each in statement.running if _is_breach(each)]
    paragraphs = {each.paragraph for each in said}
    sections = {
        id(each.section)
        for each in said
        if each.section.heading is not None and each.section.heading.has("breach.said")
    }
    around = [
        each
        for each in statement.running
        if each.paragraph in paragraphs or id(each.section) in sections or each in said
    ]
    return Breaches(said, around)


def _is_breach(sentence: Sentence) -> bool:
    if not sentence.has("breach.said") or is_definition(sentence) or sentence.has("breach.avoid"):
        return False
    if is_rights_talk(sentence) or sentence.mentions("right.complaint"):
        return False
    return sentence.has("breach.act") or (sentence.has("breach.when") and _is_response(sentence))


def _is_response(sentence: Sentence) -> bool:
    return sentence.has("breach.act", "share.verb", "security.measure", "supplier.said") or sentence.under(
        "breach.said"
    )


def authority_told(found: Breaches) -> Sentence | None:
    """Where notice to the authority is promised."""
    for each in found.around:
        if (each.has("right.authority") and not each.mentions("right.complaint")) or each.has("breach.hours"):
            return each
    return None


def clients_only(found: Breaches) -> Sentence | None:
    """Where only customers are told, and nowhere those whose data it is."""
    if any(each.has("breach.affected") and each.has("breach.act", "breach.said") for each in found.around):
        return None
    for each in found.around:
        if each.has("breach.act") and each.has("breach.clients"):
            return each
    return None


def affected_told(found: Breaches) -> Sentence | None:
    """Where those affected are told."""
    return next(
        (each for each in found.around if each.has("breach.affected") and each.has("breach.act", "breach.said")), None
    )
