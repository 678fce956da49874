"""Which rights a statement tells of, and how to use them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from etterlev.notice.rules.lint.facts.talk import in_rights_context
from etterlev.notice.rules.lint.statement import HEADING, ITEM, Sentence, Statement

# The verbs need «du kan», the nouns may stand alone where rights are the subject.
VERBS: Final = {
    "N11a": ("right.access",),
    "N11b": ("right.rectification",),
    "N11c": ("right.erasure",),
    "N11d": ("right.restriction",),
    "N11e": ("right.objection",),
    "N11f": ("right.portability",),
}
NOUNS: Final = {
    "N11a": ("right.access",),
    "N11b": ("right.rectification-noun",),
    "N11c": ("right.erasure-noun",),
    "N11d": ("right.restriction-noun",),
    "N11e": ("right.objection",),
    "N11f": ("right.portability",),
}
# «Er noe feil, retter vi det»: promised, as good as a right.
_MENDS: Final = re.compile(
    r"\W*(?:er (?:noe|noko|det)|hvis|dersom|viss|if)\b.*\b(?:feil|gal\w*|uriktig\w*|wrong|incorrect)\b", re.IGNORECASE
)
_WE: Final = frozenset(["vi", "me", "we", "våre", "our"])
_YOU: Final = frozenset(["du", "deg", "dine", "din", "ditt", "de", "dere", "dykk", "you", "your", "registrerte", "man"])


def told(statement: Statement, item: str) -> Sentence | None:
    """Where the right is told of, or None."""
    for sentence in statement.sentences:
        if _tells(sentence, item) and not _is_theirs(sentence):
            return sentence
    return None


def _tells(sentence: Sentence, item: str) -> bool:
    verbs, nouns = VERBS[item], NOUNS[item]
    context = in_rights_context(sentence) or _lists_rights(sentence)
    if item in ("N11c", "N11d") and not context and _is_of_cookies(sentence):
        return False
    if sentence.kind == HEADING:
        return _heading_tells(sentence, verbs, nouns, is_context=context)
    if item == "N11a" and (is_listed := _names_access(sentence)) is not None:
        return is_listed
    said = sentence.mentions(*verbs, *nouns)
    if said and sentence.mentions("entitled.own") and _is_entitlement(sentence, (*verbs, *nouns)):
        return True
    if context and said and (sentence.kind == ITEM or (item == "N11b" and _MENDS.match(sentence.text))):
        return True
    return context and sentence.mentions(*nouns) and not _WE & set(sentence.tokens.words)


def _is_of_cookies(sentence: Sentence) -> bool:
    """«Du kan slette kapslene i nettleseren»: what one does oneself, and no right against anybody."""
    return sentence.mentions("cookie.said", "cookie.browser") and not sentence.mentions("kind.privacy")


def _names_access(sentence: Sentence) -> bool | None:
    """Access has words of its own: the bare word counts among other rights; «her kan du se hva …» only leads on."""
    if sentence.mentions("right.access-noun") and _lists_rights(sentence):
        return True
    if sentence.mentions("form.reading") and not sentence.mentions("entitled.context"):
        return False
    return None


def _heading_tells(sentence: Sentence, verbs: tuple[str, ...], nouns: tuple[str, ...], *, is_context: bool) -> bool:
    if sentence.mentions("entitled.own") and sentence.mentions(*verbs) and _is_addressed(sentence):
        return True
    return sentence.mentions(*nouns) and (sentence.mentions("entitled.own", "entitled.context") or is_context)


def _is_addressed(sentence: Sentence) -> bool:
    """«Du kan krevje at …», as some headings say the right itself."""
    return bool(_YOU & set(sentence.tokens.words[:2]))


def _lists_rights(sentence: Sentence) -> bool:
    """«innsyn, retting, sletting og begrensning»: three rights in a row speak for themselves."""
    told = [item for item, nouns in NOUNS.items() if sentence.mentions(*nouns)]
    return len(told) + ("N11a" not in told and sentence.mentions("right.access-noun")) >= 3


def _is_entitlement(sentence: Sentence, concepts: tuple[str, ...]) -> bool:
    """Not «Vi sletter opplysningene … du kan»: the person's word must stand before, or right after, what is done."""
    if in_rights_context(sentence):
        return True
    entitled = [match.first for match in sentence.own["entitled.own"]]
    done = [match for concept in concepts for match in sentence.own.get(concept, ())]
    return any(start <= match.last or start - match.last < 6 for start in entitled for match in done)


def _is_theirs(sentence: Sentence) -> bool:
    """«Ansatte har bare innsyn i det de trenger»: staff's access, no right of the person's."""
    words = set(sentence.tokens.words)
    return sentence.has("people.looking") and not words & _YOU and not sentence.mentions("entitled.own")


def copy(statement: Statement) -> Sentence | None:
    """Where a copy of the data is promised."""
    for sentence in statement.sentences:
        if sentence.kind == HEADING or not sentence.mentions("right.copy"):
            continue
        if sentence.mentions("data.identity-document", "exercise.restricted") or _is_of_terms(statement, sentence):
            continue
        if sentence.mentions("entitled.own") or in_rights_context(sentence):
            return sentence
    return None


def _is_of_terms(statement: Statement, sentence: Sentence) -> bool:
    """«Ta kontakt om du vil ha en kopi av vilkårene»: what a transfer rests on."""
    if sentence.mentions(*VERBS["N11a"], *VERBS["N11f"], "right.rectification", "right.erasure"):
        return sentence.mentions("transfer.mechanism")
    return any(each.mentions("transfer.mechanism") for each in statement.paragraph_of(sentence))


def objections(statement: Statement) -> list[Sentence]:
    """Sentences that tell of the right to object, and headings about nothing else."""
    return [
        each for each in statement.sentences if _tells(each, "N11e") and not (each.kind == HEADING and _shared(each))
    ]


def _shared(heading: Sentence) -> bool:
    """Whether a heading is about other rights too."""
    return any(heading.mentions(*NOUNS[item], *VERBS[item]) for item in VERBS if item != "N11e")


def marketing_objection(statement: Statement) -> Sentence | None:
    """Where one is told how to say no to marketing."""
    for sentence in statement.sentences:
        if sentence.mentions("right.marketing") and not sentence.has("implied.verb"):
            return sentence
        is_newsletter = sentence.mentions("subject.newsletter-reader") or sentence.under("subject.newsletter-reader")
        if is_newsletter and sentence.has("right.withdrawal"):
            return sentence
    return None


def withdrawal(statement: Statement) -> Sentence | None:
    """Where one is told that consent can be withdrawn."""
    return next(
        (each for each in statement.sentences if each.mentions("right.withdrawal") and not _refuses(each)), None
    )


def _refuses(sentence: Sentence) -> bool:
    """«Samtykket kan ikke trekkes»."""
    return sentence.denies("right.withdrawal") and not sentence.mentions("entitled.conditional")


def complaint(statement: Statement) -> Sentence | None:
    """Where one is told of complaints to the authority: both in one sentence, or in two that follow each other."""
    for sentence in statement.running:
        if sentence.mentions("right.complaint") and sentence.mentions("right.authority"):
            return sentence
        if sentence.mentions("right.authority") and sentence.under("right.complaint"):
            return sentence
    for sentences in statement.paragraphs.values():
        for first, second in pairwise(sentences):
            is_told = first.mentions("right.complaint") and second.mentions("right.authority")
            if is_told and not second.mentions("breach.said"):
                return first
    return None


def is_set_apart(statement: Statement, sentence: Sentence) -> bool:
    """Article 21(4): under a heading of its own, or in a paragraph about nothing else."""
    heading = sentence.section.heading
    if heading is not None and heading.mentions("right.objection", "right.marketing"):
        return True
    if sentence.kind == ITEM:
        return False
    others = ("N11a", "N11b", "N11c", "N11d", "N11f")
    around = statement.paragraph_of(sentence)
    own = [
        each
        for each in around
        if not each.mentions(*(concept for item in others for concept in (*VERBS[item], *NOUNS[item])))
    ]
    is_alone = len(own) == len(around) and not any(each.mentions("right.complaint") for each in around)
    return is_alone and not _is_in_a_row(statement, sentence)


def _is_in_a_row(statement: Statement, sentence: Sentence) -> bool:
    """Between lines that each tell of another right in one sentence: a list, though without marks."""
    if len(statement.paragraph_of(sentence)) > 1:
        return False
    beside = sentence.section.sentences
    place = next(at for at, each in enumerate(beside) if each is sentence)
    near = [*beside[max(0, place - 1) : place], *beside[place + 1 : place + 2]]
    others = [concept for item in VERBS if item != "N11e" for concept in (*VERBS[item], *NOUNS[item])]
    touching = all(abs(each.line - sentence.line) == 1 for each in near)
    return (
        len(near) > 1
        and touching
        and all(
            len(statement.paragraph_of(each)) == 1 and each.mentions(*others, "right.complaint", "right.withdrawal")
            for each in near
        )
    )


def any_told(statement: Statement) -> Sentence | None:
    """The first right told of."""
    return next((found for item in VERBS if (found := told(statement, item)) is not None), None)
