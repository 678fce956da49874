"""N08 to N10, X05, X13: who gets the data, where they go, how long and where they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.catalogue import suppliers_in
from etterlev.notice.rules.lint.facts import Facts, time, whose
from etterlev.notice.rules.lint.facts.systems import System
from etterlev.notice.rules.lint.facts.talk import is_rights_talk
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import Sentence

# These are used without anybody receiving the statement's personal data through them.
_NO_RECIPIENTS: Final = frozenset({"consent"})

_NARROW: Final = re.compile(
    r"opptak|overvåk|overvak|kamera|cctv|recording|footage|logg(?:er|ar|en|data)|\blogs?\b|kaps(?:el|ler|lar)|cookie",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(
    r"\b(?:EU|EØS|EEA|European (?:Union|Economic Area)|Europe|Europa|Norge|Noreg|Norway|Irland|Ireland|Sverige|Sweden|"
    r"Stockholm|Tyskland|Germany|Frankfurt|Nederland|Netherlands|Finland)\b"
)


def recipients(facts: Facts) -> Iterator[Result]:
    """N08: recipients or categories of them, processors too; and nothing that contradicts it."""
    sharing = facts.sharing
    systems = [each for each in facts.systems if each.kind not in _NO_RECIPIENTS and _is_others(each)]
    helped = any(found.more.get("role") == "processor" or found.id == "processor" for found in sharing.recipients)
    named = {"names": ", ".join(each.name for each in systems)}
    if sharing.denials and (systems or sharing.recipients) and not _is_exempted(facts):
        yield Amiss("contradicted", sharing.denials[0], named if systems else {"names": "–"})
    elif sharing.exclusive and systems and not helped:
        yield Amiss("contradicted", sharing.exclusive[0], named)
    elif sharing.recipients:
        yield Met(sharing.recipients[0].sentence)
    elif nobody := [*sharing.denials, *([] if systems else sharing.conditional)]:
        yield Met(nobody[0])
    elif systems:
        yield Amiss("named-only", systems[0].sentence, named)
    elif sharing.vague:
        yield Amiss("vague", sharing.vague[0])
    else:
        yield Amiss("missing")


def _is_others(system: System) -> bool:
    """Run by somebody else than the controller."""
    return system.supplier is None or system.supplier.role != "own"


def _is_exempted(facts: Facts) -> bool:
    """The denial is about selling or advertising, and recipients are told of in full elsewhere."""
    return all(each.has("share.sell") and not each.mentions("absolute.sharing") for each in facts.sharing.denials)


def transfers(facts: Facts) -> Iterator[Result]:
    """N09: transfers out of the EEA, and what they rest on."""
    said = facts.transfers
    outside = [each for each in facts.systems if each.transfer == "third" and not _is_source(each)]
    likely = [each for each in outside if not _is_kept_inside(facts, each)]
    names = {"names": ", ".join(f"{each.name} ({each.supplier.country})" for each in likely if each.supplier)}
    if said.founded and not said.fallen:
        yield Met(said.founded[0])
    elif said.fallen:
        yield Amiss("fallen", said.fallen[0])
    elif said.unfounded:
        yield Amiss("unfounded", said.unfounded[0])
    elif likely and said.denied:
        yield Amiss("contradicted", said.denied[0], names)
    elif likely:
        yield Amiss("missing", None, names)
    elif said.denied:
        yield Met(said.denied[0])
    elif possible := [each for each in facts.systems if each.transfer == "possible" or each in outside]:
        yield Amiss("possible", possible[0].sentence, {"names": ", ".join(each.name for each in possible)})


def _is_kept_inside(facts: Facts, system: System) -> bool:
    """«Supabase lagrer dataene i EU»: an owner outside may still get at them, but they are not sent there. Where
    several are named in one breath, the place stands between its own name and the next.
    """
    near = facts.statement.paragraph_of(system.sentence)
    if not any(s.has("transfer.inside") and not s.mentions("transfer.outside") for s in near):
        return False
    text = " ".join(s.text for s in near)
    named = list(suppliers_in(text))
    start = next((one.start for one in named if one.supplier is system.supplier), 0)
    end = min((one.start for one in named if one.start > start), default=len(text))
    return bool(_INSIDE.search(text[start:end]))


def _is_source(system: System) -> bool:
    return system.kind == "social" and system.sentence.has("source.from")


def retention(facts: Facts) -> Iterator[Result]:
    """N10: how long, by a period or by what decides it. «Så lenge det er nødvendig» is neither."""
    keeping = facts.keeping
    found = [*keeping.periods, *keeping.laws]
    if found and keeping.vague and all(_NARROW.search(each.text) for each in found):
        # Only what is least is given a period: the rest is kept «så lenge det er nødvendig».
        yield Amiss("vague", keeping.vague[0])
    elif found:
        yield Met(found[0])
    elif keeping.endless:
        yield Amiss("unlimited", keeping.endless[0])
    elif keeping.vague:
        yield Amiss("vague", keeping.vague[0])
    elif keeping.of_cookies:
        yield Amiss("cookies", keeping.of_cookies[0])
    else:
        yield Amiss("missing")


def onward(facts: Facts) -> Iterator[Result]:
    """X05: a supplier that reports breaches reports them to somebody."""
    for sentence in facts.statement.running:
        if not sentence.has("supplier.onward") or is_rights_talk(sentence) or sentence.mentions("form.change"):
            continue
        if _is_supplier(facts, sentence) and _is_breach(facts, sentence):
            if _reports_to_nobody(sentence):
                yield Amiss("whom", sentence)
            else:
                yield Met(sentence)
            return


def _is_supplier(facts: Facts, sentence: Sentence) -> bool:
    return sentence.mentions("supplier.said") or any(each.name in sentence.text for each in facts.systems)


def _is_breach(facts: Facts, sentence: Sentence) -> bool:
    return sentence.mentions("breach.said") or sentence in facts.breaches.around


def _reports_to_nobody(sentence: Sentence) -> bool:
    """After the supplier's reporting there is nobody it is made to."""
    last = max(match.last for match in sentence.own["supplier.onward"])
    return not any(match.first > last for match in sentence.own.get("supplier.whom", ()))


def places(facts: Facts) -> Iterator[Result]:
    """X13: where data are stored, for the others too when it is told for customers."""
    told = time.places(facts.statement)
    if not told:
        return
    customers = [each for each in told if _is_customers_only(each)]
    others = [
        each for each in whose.groups(facts.statement) if each.id not in ("customer", "newsletter-reader", "enquirer")
    ]
    if customers and len(customers) == len(told) and others:
        yield Amiss("customers", customers[0])
    else:
        yield Met(told[0])


def _is_customers_only(sentence: Sentence) -> bool:
    others = [each for each in sentence.told("subject") if each not in ("customer", "customer-contact")]
    return sentence.has("subject.customer") and not others


CHECKS: Final[dict[str, Check]] = {
    "N08": recipients,
    "N09": transfers,
    "N10": retention,
    "X05": onward,
    "X13": places,
}
