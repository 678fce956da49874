"""N04 to N07b, N14 to N16, X15: what is done, why, on what basis, and what the person must know about giving data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts import Facts, Found, aims, whose, why
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import HEADING, Sentence

_MANY: Final = 4
_FEW: Final = 2
_APPLICANTS: Final = frozenset(
    [
        "cv",
        "application",
        "references",
        "education",
        "certificates",
        "interview-notes",
        "test-results",
        "background-check",
    ]
)
_PAYROLL: Final = frozenset(
    [
        "salary",
        "bank-account",
        "national-identity-number",
        "tax-card",
        "sickness-absence",
        "working-hours",
        "employment-contract",
        "pension",
        "leave",
        "next-of-kin",
        "health",
        "trade-union",
        "performance",
    ]
)
_PAID: Final = frozenset({"salary", "tax-card"})
# A group whose own data must be told, and by what they are told.
_OWN_DATA: Final = {"applicant": _APPLICANTS, "employee": _PAYROLL}
# Data on these come, in part, from others than themselves.
_NOT_ASKED: Final = frozenset(
    [
        "customer-contact",
        "customer-employee",
        "supplier",
        "partner",
        "referee",
        "next-of-kin",
        "beneficial-owner",
        "board-member",
        "prospect",
    ]
)


def purposes(facts: Facts) -> Iterator[Result]:
    """N04: a purpose for everybody the statement is about."""
    found = facts.purposes
    if not found:
        vague = (s for s in facts.statement.running if s.mentions("clause.vague") and not is_rights_talk(s))
        yield Amiss("missing", next((s for s in vague if not is_definition(s)), None))
        return
    groups, without = whose.groups(facts.statement), aims.uncovered(facts.statement)
    if len(without) >= 2 and len(without) * 2 >= len(groups):
        yield Amiss("groups", _best(found), {"groups": _listed(without)})
    else:
        yield Met(_best(found))


def _best(found: list[Found]) -> Sentence:
    """The first sentence that says «for å», rather than a list item in passing."""
    return next((each.sentence for each in found if each.sentence.has("clause.open")), found[0].sentence)


def _listed(groups: list[Found]) -> str:
    """The ids; the report says them in the reader's language."""
    return ",".join(each.id for each in groups)


def bases(facts: Facts) -> Iterator[Result]:
    """N05: a legal basis, tied to what it is for."""
    statement, uses = facts.statement, facts.uses
    spoken = [each for each in uses if each.of_article_6]
    if not spoken:
        yield Amiss("missing")
        return
    bundled = why.bundles(statement, spoken)
    tied = why.tied(statement, spoken)
    if bundled and len(tied) < max(len(each.of_article_6) for each in bundled):
        yield Amiss("bundled", max(bundled, key=lambda each: len(each.of_article_6)).sentence)
    elif payroll := _payroll_without_duty(facts):
        yield Amiss("payroll", payroll)
    elif not why.headed(statement) and _is_sparse(len(facts.purposes), spoken, tied):
        yield Amiss("sparse", spoken[0].sentence)
    else:
        yield Met((tied or spoken)[0].sentence)


def _is_sparse(purposes: int, spoken: list[why.Use], tied: list[why.Use]) -> bool:
    """One basis tied to nothing, or a duty to follow the law mentioned among several purposes."""
    if not tied and len(spoken) == 1 and purposes >= _MANY:
        return True
    if purposes < _FEW:
        return False
    codes = {code for use in spoken for code in use.of_article_6}
    is_in_passing = not any(use.references or use.sentence.mentions("basis-word.said") for use in spoken)
    if is_in_passing and codes == {why.WORDS["obligation"]} and all(_is_of_one_thing(use.sentence) for use in spoken):
        # A law named for the identity number or the vouchers, and nothing for the rest.
        return True
    is_many = purposes > _FEW
    return (
        is_many
        and codes == {why.WORDS["obligation"]}
        and is_in_passing
        and not any(_names_law(use.sentence) for use in spoken)
    )


def _is_of_one_thing(sentence: Sentence) -> bool:
    """The identity number, identity papers or the vouchers."""
    if sentence.mentions("national.number", "data.identity-document"):
        return True
    return sentence.mentions("retention.verb") and set(sentence.told("purpose")) <= {"own-bookkeeping"}


def _names_law(sentence: Sentence) -> bool:
    return any(
        word.endswith(("loven", "lova", "lovens", "lovas", "forskriften", "forskrifta")) or word == "act"
        for word in sentence.tokens.words
    )


def _payroll_without_duty(facts: Facts) -> Sentence | None:
    """Pay to one's own employees is reported by law: Article 6(1)(c) belongs there."""
    if why.WORDS["obligation"] in facts.bases or not any(each.id == "employee" for each in facts.subjects):
        return None
    return next((each.sentence for each in facts.data if each.id in _PAID), None)


def interests(facts: Facts) -> Iterator[Result]:
    """N06: legitimate interests are named."""
    unnamed, named = why.interests_unnamed(facts.statement, facts.uses)
    in_bundle = [each for each in unnamed if len(each.of_article_6) > 1]
    if unnamed and (not named or in_bundle or len(unnamed) >= len(named)):
        yield Amiss("unnamed", unnamed[0].sentence)
    elif named:
        yield Met(named[0].sentence)


def data(facts: Facts) -> Iterator[Result]:
    """N07: the categories of data, those of employees and applicants too."""
    found = facts.data
    if not found:
        yield Amiss("missing")
        return
    told = {each.id for each in found}
    groups = [each for each in whose.groups(facts.statement) if each.id in _OWN_DATA]
    without = [each for each in groups if not told & _OWN_DATA[each.id] and not _told_elsewhere(facts, each)]
    yield Amiss("groups", found[0].sentence, {"groups": _listed(without)}) if without else Met(found[0].sentence)


def _told_elsewhere(facts: Facts, group: Found) -> bool:
    """«Ansatte får en egen erklæring»."""
    words = ("egen", "eiga", "eigen", "separate", "own", "intern", "internt")
    near = [s for s in facts.statement.running if s.has(f"subject.{group.id}")]
    return any(set(words) & set(s.tokens.words) and s.mentions("implied.object") for s in near)


# «… og andre vi er i kontakt med»: a list that says itself that it goes on contradicts nobody named elsewhere.
_OPEN: Final = re.compile(r"\b(?:og|samt|and)\s+(?:om\s+|about\s+)?(?:andre|andra|others?)\b", re.IGNORECASE)


def people(facts: Facts) -> Iterator[Result]:
    """N07b: a list of whose data are processed has everybody named elsewhere."""
    lists = [each for each in whose.enumerations(facts.statement) if not _OPEN.search(each.text)]
    if not lists:
        return
    listed = {subject for each in lists for subject in each.told("subject")}
    extra = {
        "newsletter-reader",
        "seminar-guest",
        "applicant",
        "enquirer",
        "employee",
        "member",
        "patient",
        "supplier",
        "customer",
    }
    others: dict[str, Found] = {}
    for each in facts.subjects:
        if each.id not in listed and each.id in extra and each.sentence.kind != HEADING:
            others.setdefault(each.id, each)
    if len(others) >= 2:
        yield Amiss("unlisted", lists[0], {"groups": _listed(list(others.values()))})
    else:
        yield Met(lists[0])


def obligation(facts: Facts) -> Iterator[Result]:
    """N14: whether data must be given, and what follows if not."""
    for sentence in facts.statement.running:
        is_told = sentence.mentions("told.free", "told.obliged", "told.consequence")
        if is_told and not sentence.mentions("told.not-data", "cookie.said") and not _is_consent_only(sentence):
            yield Met(sentence)
            return
    yield Amiss("missing")


def _is_consent_only(sentence: Sentence) -> bool:
    """«Samtykker du ikke, får du ikke nyhetsbrevet»: about consent, not about giving data."""
    return sentence.mentions("basis.consent") and not sentence.mentions("collecting.data", "told.free")


def sources(facts: Facts) -> Iterator[Result]:
    """N15: where data from others come from, and whether the source is public."""
    statement = facts.statement
    told = next(
        (s for s in statement.running if _is_source(s) and not is_definition(s) and not is_rights_talk(s)), None
    )
    if told is not None:
        yield Met(told)
        return
    from_others = any(s.has("source.others") and _is_about_people(s) for s in statement.running) or bool(
        _NOT_ASKED & {each.id for each in facts.subjects}
    )
    asks_person = any(
        s.has("source.own") and s.has("collecting.verb", "collecting.data", "source.own") for s in statement.running
    )
    if from_others or _is_accountant(facts):
        yield Amiss("missing")
    elif not asks_person:
        yield Amiss("unsaid")


_FROM: Final = re.compile(r"\W*(?:fra|frå|from)\s", re.IGNORECASE)


def _is_source(sentence: Sentence) -> bool:
    """«… får vi fra arbeidsgiveren»; under «Hvor vi får opplysningene fra» also «Fra deg og fra Kartverket»."""
    return sentence.has("source.from") or (sentence.under("source.heading") and bool(_FROM.match(sentence.text)))


def _is_about_people(sentence: Sentence) -> bool:
    return not sentence.has("share.role", "share.verb", "breach.said", "share.only-us") and not is_rights_talk(sentence)


def _is_accountant(facts: Facts) -> bool:
    return facts.statement.says("role.serves")


def automated(facts: Facts) -> Iterator[Result]:
    """N16: automated decisions are denied, or explained with a way to a human being."""
    statement = facts.statement
    for sentence in statement.sentences:
        if not sentence.mentions("automated.decision") or is_definition(sentence) or is_rights_talk(sentence):
            continue
        if sentence.denies("automated.decision") or (sentence.kind == HEADING and _denied_below(sentence)):
            yield Met(sentence)
            return
        if sentence.kind == HEADING:
            continue
        around = [s for s in statement.running if s.section is sentence.section]
        explained = any(s.has("automated.logic") for s in around) and any(s.has("automated.human") for s in around)
        yield Met(sentence) if explained else Amiss("unexplained", sentence)
        return
    yield Amiss("missing")


def _denied_below(heading: Sentence) -> bool:
    """«Automatiserte avgjørelser» and under it «Det tar vi ingen av», “None are made”."""
    words = {word for sentence in heading.section.sentences[:2] for word in sentence.tokens.words}
    return bool(words & {"ingen", "ikke", "ikkje", "aldri", "none", "not", "no", "never"})


def collection(facts: Facts) -> Iterator[Result]:
    """X15: the occasions on which data are collected."""
    if facts.occasions:
        yield Met(facts.occasions[0].sentence)


CHECKS: Final[dict[str, Check]] = {
    "N04": purposes,
    "N05": bases,
    "N06": interests,
    "N07": data,
    "N07b": people,
    "N14": obligation,
    "N15": sources,
    "N16": automated,
    "X15": collection,
}
