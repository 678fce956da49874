"""Legal bases: by article and letter or in words, tied to what they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.articles import Reference, names_article, references
from etterlev.notice.rules.lint.facts.aims import is_purposeful, purposes_in
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

WORDS: Final = {
    "consent": "A6-1-a",
    "contract": "A6-1-b",
    "obligation": "A6-1-c",
    "vital": "A6-1-d",
    "public": "A6-1-e",
    "interest": "A6-1-f",
}
# «… etter avtale med deg»: as agreed, and no ground.
_AS_AGREED: Final = re.compile(
    r"\b(?:etter (?:nærmere )?avtale|as agreed|by (?:appointment|agreement))\b", re.IGNORECASE
)
# “We may disclose data if required by law”: what may befall them, and no ground for having them.
_WHEN_LAW: Final = re.compile(
    r"\b(?:if|when|where|unless|hvis|dersom|viss|når|med mindre)\b[^.]*"
    r"\b(?:required|lov\w*|law|pålegg\w*|krev\w*|forplikt\w*|obligation\w*)\b",
    re.IGNORECASE,
)
_PROCESSOR_AGREEMENT: Final = re.compile(r"databehandl\w*avtale|data processing agreement", re.IGNORECASE)
_INTEREST: Final = re.compile(
    r"interess\w*(?:\s+(?!og|eller|som veier)[\wæøå]+){0,3}?\s+(?:i|av|for|er|knytt\w+ til)\s+"
    r"(?!henhold|samsvar|tråd|den grad|forbindelse|behandlingen|basert|grunnlag\w*|personvern\w*)[\wæøå]+"
    r"|interests?\s+(?:(?!and|or)\w+\s+){0,2}?(?:in|is|are|to|of)\s+(?!accordance|the meaning|process|based)\w+"
    r"|(?:in|i)\s+(?:our|vår)\s+(?:legitimate\s+)?interests?\s+(?:to|å)\b",
    re.IGNORECASE,
)
_EMPTY_INTEREST: Final = re.compile(
    r"interess\w*\s+som\s+veier\s+tyngre|interess\w*\s+(?:er|is)\s+(?:behandlingsgrunnlag|grunnlag|the legal)",
    re.IGNORECASE,
)
# «Vi har ansett dette nødvendig for å kunne hjelpe dem som kontakter oss.»
_NECESSARY: Final = re.compile(
    r"\b(?:dette|det|this)\b.{0,30}\b(?:nødvendig|naudsynt|necessary)\s+(?:for (?:oss|meg|us|me)\s+)?(?:for å|to)\b",
    re.IGNORECASE,
)
# «Med mindre kjøperen samtykker til noe annet, …»: what follows rests on something else.
_EXCEPTED: Final = re.compile(r"\b(?:med mindre|unless)\b[^.,]{0,60}\b(?:samtyk|consent)", re.IGNORECASE)
# «Berettiget interesse (svare på henvendelser)», “Legitimate interests: fraud prevention”.
_TOLD_AFTER: Final = re.compile(
    r"(?:interess\w*|interests?)\s*(?:[:(–]|\s-\s)\s*(?!art|gdpr|jf|personvern|for\b|nr|bokstav|\d)\w{3,}",
    re.IGNORECASE,
)
# “Legitimate interest (Art. 6(1)(f)) — fraud prevention”.
_TOLD_AFTER_ARTICLE: Final = re.compile(
    r"(?:interess\w*|interests?)\s*\((?:[^()]|\([^()]*\))*\)\s*(?::|–|—|-)\s*\w{3,}", re.IGNORECASE
)
# «Grunnlaget finnes i: • Lov om trudomssamfunn».
_ACT: Final = re.compile(r"\W*(?:lov|forskrift|the \w+ act|\w+(?:loven|lova|forskriften|forskrifta))\b", re.IGNORECASE)
_EXCEPTION: Final = re.compile(r"\W*(?:det eneste |the only )?(?:unntak|unnatak|exception)", re.IGNORECASE)
# «… den samme interessen»: named before.
_SAME: Final = re.compile(r"\b(?:same|samme)\s+(?:\w+\s)?(?:interest|interess)", re.IGNORECASE)
_THIS: Final = re.compile(r"\b(?:denne|disse|desse|this|these)\s+(?:behandling|handsaming|processing)", re.IGNORECASE)
_KEEPS_LAW: Final = re.compile(
    r"\b(?:pliktige?|pliktig|plikt|plikta|forplikt\w+|pålagt|pålagd|obliged|required|bound)\s+(?:til\s+)?(?:å|to)\s+"
    r"(?:følge|følgje|overholde|halde|etterleve|rette|comply|follow|observe|obey)",
    re.IGNORECASE,
)
# «… er du pålagt å oppgi dette»: the reader's duty.
_READERS_DUTY: Final = re.compile(
    r"\b(?:du|dere|you)\s+(?:er|are|blir)\s+(?:\w+\s)?(?:pålagt|pliktig|forpliktet|plikta|obliged|required)\b"
    r"|\b(?:er|are|blir)\s+(?:du|dere|you)\s+(?:\w+\s)?(?:pålagt|pliktig|forpliktet|plikta|obliged|required)\b",
    re.IGNORECASE,
)
# An item that is nothing but the name of a basis has no more words than these.
_BARE: Final = 9
_MANY: Final = 3
_PARENTHESIS: Final = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Use:
    """The bases one sentence says processing rests on, and the references it makes."""

    sentence: Sentence
    bases: frozenset[str]
    references: tuple[Reference, ...]

    @property
    def of_article_6(self) -> frozenset[str]:
        return frozenset(each for each in self.bases if each.startswith("A6"))


def uses(statement: Statement) -> list[Use]:
    """Every sentence that says on what basis something is done."""
    found = []
    before = 6
    section = None
    for sentence in statement.running:
        if sentence.section is not section:
            before, section = 6, sentence.section
        made = references(sentence.text, before)
        if made:
            before = made[-1].article
        if is_rights_talk(sentence) or is_definition(sentence) or sentence.mentions("right.complaint"):
            continue
        bases = frozenset(_in_words(sentence)) | {each.code for each in made if not _is_denied_at(sentence, each)}
        if bases and not _is_withdrawal_only(sentence, made):
            found.append(Use(sentence, bases, made))
    return found


def _in_words(sentence: Sentence) -> Iterator[str]:
    text_has_word = sentence.near("basis-word.said") or sentence.kind == ROW
    for name, code in WORDS.items():
        if sentence.has(f"basis.{name}") and not _is_other(sentence, name):
            yield code
    if sentence.kind == ITEM and "basis-word.said" in sentence.opened and _ACT.match(sentence.text):
        yield WORDS["obligation"]
    if text_has_word and sentence.has("basis-word.bare-contract") and not _PROCESSOR_AGREEMENT.search(sentence.text):
        yield WORDS["contract"]


def _is_other(sentence: Sentence, name: str) -> bool:
    """Whether the words for a basis stand there for something else."""
    if name == "consent":
        return is_implied(sentence) or bool(_EXCEPTED.search(sentence.text))
    if name == "contract":
        return bool(_AS_AGREED.search(sentence.text)) and not sentence.has("basis-word.said")
    if name == "obligation":
        is_readers = bool(_READERS_DUTY.search(sentence.text))
        return is_readers or _only_keeps_law(sentence) or _is_disclosed_by_law(sentence)
    return False


def _is_disclosed_by_law(sentence: Sentence) -> bool:
    if _EXCEPTION.match(sentence.text):
        return True
    if not sentence.mentions("share.verb") or sentence.mentions("basis-word.said") or references(sentence.text):
        return False
    return bool(_WHEN_LAW.search(sentence.text))


def _only_keeps_law(sentence: Sentence) -> bool:
    """«Vi er pliktig til å følge lovregler om borettslag»: everybody is, and no processing is said to rest on it."""
    return bool(_KEEPS_LAW.search(sentence.text)) and not sentence.mentions(
        "collecting.data", "kind.privacy", "basis-word.said"
    )


def is_implied(sentence: Sentence) -> bool:
    """«Ved å bruke tjenesten samtykker du»: no consent."""
    return (
        sentence.has("implied.verb")
        and sentence.near("implied.deed")
        and not sentence.has("implied.real")
        and not sentence.has("cookie.necessary")
        # Whoever signs up for a newsletter has asked for it.
        and not (sentence.has("marketing.newsletter") and sentence.has("marketing.signed-up"))
    )


def _is_withdrawal_only(sentence: Sentence, made: tuple[Reference, ...]) -> bool:
    """«Du kan når som helst trekke samtykket»: the right, not a basis for anything."""
    only_consent = not made and not any(sentence.has(f"basis.{name}") for name in WORDS if name != "consent")
    if not only_consent or not sentence.mentions("right.withdrawal"):
        return False
    return not (sentence.has("basis-word.said") or is_purposeful(sentence))


def _is_denied_at(sentence: Sentence, reference: Reference) -> bool:
    words = [
        place for place, (start, _) in enumerate(sentence.tokens.spans) if reference.start <= start < reference.end
    ]
    return bool(words) and sentence.tokens.denied(words[0], words[-1], frozenset({"ikke", "ikkje", "not"}))


def recognised(statement: Statement, found: list[Use]) -> list[Found]:
    """Bases for the report, each with the purposes it is said of."""
    return [
        Found(code, use.sentence, {"of": list(purposes_of(statement, use))})
        for use in found
        for code in sorted(use.bases)
    ]


def purposes_of(statement: Statement, use: Use) -> tuple[str, ...]:
    """What a basis is said of: the purposes of its sentence, else of the sentences before it, else of its heading."""
    sentence = use.sentence
    if (own := purposes_in(sentence)) or sentence.told("data"):
        # «Lønn og skattetrekk bygger på …»: of these data, whatever stands beside.
        return own
    around = statement.paragraph_of(sentence)
    place = around.index(sentence)
    for each in (*reversed(around[:place]), *around[place + 1 :]):
        if told := purposes_in(each):
            return told
    heading = sentence.section.heading
    return heading.told("purpose") if heading is not None and not sentence.section.is_title else ()


def is_tied(statement: Statement, use: Use) -> bool:
    """Whether a reader can tell what the basis is for."""
    sentence = use.sentence
    if sentence.kind == ROW or is_purposeful(sentence) or purposes_in(sentence) or _has_subject(sentence):
        return True
    if any(
        is_purposeful(each) or purposes_in(each) for each in statement.paragraph_of(sentence) if each is not sentence
    ):
        return True
    heading = sentence.section.heading
    if heading is None or sentence.section.is_title:
        return False
    return bool(heading.told("purpose") or heading.told("subject") or heading.mentions("cookie.said"))


def _has_subject(sentence: Sentence) -> bool:
    return bool(sentence.told("subject")) or sentence.has("cookie.said") or sentence.has("breach.said")


def bundles(statement: Statement, found: list[Use]) -> list[Use]:
    """Several bases in one breath, or in one list, with nothing to tell which is for what."""
    in_lists = [_together(each, _over(statement, each[0].sentence)) for each in _bundled_lists(statement, found)]
    return [*(each for each in found if _is_bundle(statement, each)), *in_lists]


def tied(statement: Statement, found: list[Use]) -> list[Use]:
    """Those a reader can tell what are for, outside every bundle."""
    bundled = {id(use) for several in _bundled_lists(statement, found) for use in several}
    bundled |= {id(use) for use in found if _is_bundle(statement, use)}
    return [each for each in found if id(each) not in bundled and is_tied(statement, each)]


def _together(several: list[Use], opener: Sentence | None) -> Use:
    """A list of bases as if they stood in one sentence: the one that opens it."""
    bases = frozenset(code for each in several for code in each.bases)
    return Use(opener or several[0].sentence, bases, tuple(made for each in several for made in each.references))


def _bundled_lists(statement: Statement, found: list[Use]) -> list[list[Use]]:
    """Lists of three bases and more under words that tie them to nothing."""
    return [
        each
        for each in _bare_lists(found)
        if len(_together(each, None).of_article_6) >= _MANY and not _is_list_tied(statement, each[0].sentence)
    ]


def _bare_lists(found: list[Use]) -> list[list[Use]]:
    """Items that follow each other and only name bases: «Samtykke», «Avtale», «Berettiget interesse»."""
    lists: list[list[Use]] = []
    for use in (each for each in found if _is_bare(each.sentence)):
        last = lists[-1][-1].sentence if lists else None
        if last is not None and last.section is use.sentence.section and use.sentence.paragraph - last.paragraph <= 1:
            lists[-1].append(use)
        else:
            lists.append([use])
    return lists


def _is_bare(item: Sentence) -> bool:
    return (
        item.kind == ITEM
        and len(item.block.text.split()) <= _BARE
        and not _has_own(item, "subject")
        and not _has_own(item, "purpose")
    )


def _over(statement: Statement, item: Sentence) -> Sentence | None:
    """The last sentence before a list."""
    before = [each for each in statement.around(item) if each.kind not in (ITEM, ROW)]
    return before[-1] if before else None


def _is_list_tied(statement: Statement, item: Sentence) -> bool:
    """Whether the words over the list, or its heading, say what is done."""
    opener = _over(statement, item)
    if opener is not None and any(purposes_in(each) or _has_subject(each) for each in statement.paragraph_of(opener)):
        return True
    heading = item.section.heading
    is_headed = heading is not None and not item.section.is_title
    return is_headed and heading is not None and bool(heading.told("purpose") or heading.told("subject"))


def _is_bundle(statement: Statement, use: Use) -> bool:
    count = len(use.of_article_6)
    sentence = use.sentence
    if count < 2 or sentence.kind == ROW:
        return False
    purposes = len(purposes_in(sentence))
    own = purposes + len(set(sentence.told("subject")))
    if count >= _MANY:
        return own < 2
    if purposes or is_purposeful(sentence) or _has_own_subject(sentence):
        return False
    heading = sentence.section.heading
    if heading is not None and not sentence.section.is_title and (heading.told("purpose") or heading.told("subject")):
        return False
    around = statement.paragraph_of(sentence)
    if _THIS.search(sentence.text) and any(each.has("clause.open") for each in around[: around.index(sentence)]):
        return False
    return not any(is_purposeful(each) or _has_own_subject(each) for each in around)


def _has_own_subject(sentence: Sentence) -> bool:
    """People the sentence is about, or cookies or breaches."""
    return _has_own(sentence, "subject") or sentence.has("cookie.said", "breach.said")


def _has_own(sentence: Sentence, group: str) -> bool:
    """Whether any of a group is told outside the name of a basis: not the members of a «membership agreement»."""
    inside = {
        place
        for name in WORDS
        for match in sentence.own.get(f"basis.{name}", ())
        for place in range(match.first, match.last + 1)
    }
    return any(
        not set(range(match.first, match.last + 1)) <= inside
        for concept in sentence.told(group)
        for match in sentence.own[f"{group}.{concept}"]
    )


def interests_unnamed(statement: Statement, found: list[Use]) -> tuple[list[Use], list[Use]]:
    """Uses of legitimate interests: those that leave the interest unnamed, and those that name it."""
    unnamed: list[Use] = []
    named: list[Use] = []
    for use in found:
        if WORDS["interest"] in use.bases:
            (named if _names_interest(statement, use) else unnamed).append(use)
    return unnamed, named


def _names_interest(statement: Statement, use: Use) -> bool:
    sentence = use.sentence
    around = statement.paragraph_of(sentence)
    section = [each for each in sentence.section.sentences if each.kind == sentence.kind]
    place = next((at for at, each in enumerate(section) if each is sentence), 0)
    following = section[place : place + 3]
    if sentence.kind == ROW or _SAME.search(sentence.text) or any(_names(each.text) for each in following):
        return True
    if sentence.kind == ITEM and (_TOLD_AFTER.search(sentence.text) or _TOLD_AFTER_ARTICLE.search(sentence.text)):
        return True
    if len(use.of_article_6) > 1:
        return False
    if any(_NECESSARY.search(each.text) for each in following[1:2]):
        return True
    before = around[: around.index(sentence)]
    return is_purposeful(sentence) or any(is_purposeful(each) for each in before)


def _names(text: str) -> bool:
    bare = _PARENTHESIS.sub("", text)
    return any(not _EMPTY_INTEREST.search(found[0]) for found in _INTEREST.finditer(bare))


def mentions_article_9(statement: Statement) -> Sentence | None:
    """Where a condition of Article 9(2) is given, by article, by an act that fills it, or as explicit consent."""
    for sentence in statement.running:
        if sentence.has("special.basis") or (names_article(sentence.text, 9) and not is_definition(sentence)):
            return sentence
    return None


def headed(statement: Statement) -> bool:
    """Whether a section is devoted to the bases."""
    return any(each.kind == HEADING and each.mentions("basis-word.said") for each in statement.sentences)
