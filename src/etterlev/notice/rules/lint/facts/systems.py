"""Systems and suppliers a statement names, those the catalogue has and those it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint import names
from etterlev.notice.rules.lint.catalogue import Supplier, suppliers_in
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.names import organisations
from etterlev.notice.rules.lint.statement import ITEM, ROW, Sentence, Statement

_NAME: Final = r"([A-ZÆØÅ][\wæøåÆØÅ&.-]*[\wæøåÆØÅ](?:\s+[A-ZÆØÅ][\wæøåÆØÅ&.-]*[\wæøåÆØÅ]){0,3})"
# A name the catalogue does not have, told by what stands before it.
_CUES: Final = re.compile(
    rf"(?:\b(?:systemet|verktøyet|plattformen|plattforma|programmet|løsningen|løysinga|databehandleren|databehandlaren|"
    rf"medlemsregisteret|journalsystemet|kundesystemet|lønnssystemet|regnskapssystemet|rekneskapssystemet|tjenesten|tenesta)"
    rf"(?:\s+(?:vårt|vår))?(?:\s+(?:er|heter|heiter))?"
    rf"|\bleveres av|\blevert av|\blevert frå|\bdriftes av|\bprovided by|\brun by|\bhosted by|\boperated by"
    rf"|\bleverandør\w*(?:\s+(?:på|av|vår|for)\s+\w+)?,|\bprocessor,|\bsupplier,|\bsystem is)\s+{_NAME}"
)
_DENIALS: Final = frozenset({"ikke", "ikkje", "ingen", "not", "no", "never", "aldri"})
_BUT: Final = frozenset({"bare", "berre", "kun", "utelukkende", "men", "only", "but"})
_STORED: Final = ("lagr", "oppbevar", "stored", "kept", "saved", "held")
# “ProvetCloud keeps our records, Tripletex our accounts”: a name beside one that is known.
_KEEPER: Final = re.compile(
    rf"^\W*{_NAME}\s+(?:keeps|hosts|stores|runs|handles|lagrer|lagrar|drifter|driftar|oppbevarer|oppbevarar|leverer|leverar)\s+"
    r"(?:our|vår\w*|journal\w*|for oss)"
)
# «Aptoma leverer publiseringssystemet», «OBOS er forretningsfører og databehandler for oss».
_DELIVERS: Final = re.compile(
    rf"(?:^|[.;,]\s|\bog\s|\band\s){_NAME}\s+"
    r"(?:(?:leverer|leverar|drifter|driftar|hoster|provides|operates|hosts|delivers)\b(?!\s+(?:du|vi|oss|varen|varer))"
    r"|(?:er|is)\s+(?:[\wæøå]+\s){0,3}?(?:databehandl[ea]r|data processor|processor)\b)"
)
# «Butikken», «Kunder», «Leverandøren»: nouns that begin a sentence.
_NOUN: Final = re.compile(r"^\w+(?:en|et|ene|ane|er|ere|ør|ar|at|ing|inga|kommune)$")
# “Zettle by PayPal” is one.
_BY: Final = re.compile(r"\s+(?:by|av|frå|fra|from)\s+", re.IGNORECASE)
_IN_PARENTHESIS: Final = re.compile(
    r"(?:providers?|suppliers?|leverandør\w*|verktøy|tools?|systemer|databehandl\w+|processors?)\s*"
    r"\((?:f\.eks\.|for eksempel|som|e\.g\.|such as)?\s*([A-ZÆØÅ][^()]{2,90})\)"
)
_SUPPLIER_COLUMN: Final = re.compile(r"leverandør|databehandl|provider|supplier|processor|vendor", re.IGNORECASE)
_LONGEST_NAME: Final = 4
# Said by the words over a list of suppliers.
_SUPPLIERS: Final = frozenset({"supplier.said", "share.heading", "share.role", "recipient.it-operations"})
# An item that is a name, with at most something about it after a mark.
_LISTED: Final = re.compile(
    r"^\W*([A-ZÆØÅ0-9][\w&.-]*(?:\s+(?:&\s+)?[A-ZÆØÅ0-9][\w&.-]*){0,3})\s*(?:$|[.,;]\s*$|[(–:,]|\s-\s|som\s|who\s|which\s)"
)
# A common noun that begins the item: «Betalingsformidlere», “Carriers”.
_KIND: Final = re.compile(
    r"^\w*(?:ere|ører|arar|ørar|byrå\w*|selskap\w*|system\w*|tjenester?|tenester?|leverandør\w*|foretak\w*|firma\w*|"
    r"myndighet\w*|partner\w*|part\w*|kunder|kundar|banker|bankar|etaten|verket|retten|providers?|agenc\w+|"
    r"companies|authorit\w+|vendors?|suppliers?|services?|carriers?)$",
    re.IGNORECASE,
)
_SOCIAL_USE: Final = re.compile(
    r"bruk\w*|del(?:er|e|ar|t)\b|annons\w*|pixel|piksel|publis\w*|vis(?:er|e|ning)\w*|legg\w*|use|share|"
    r"advert\w*|ads\b",
    re.IGNORECASE,
)
_NOT_SUPPLIERS: Final = frozenset(
    ["norge", "noreg", "norway", "eu", "eøs", "eea", "europa", "usa", "gdpr", "datatilsynet", "oss", "deg"]
)
NO_SYSTEM: Final = frozenset({"public", "e-id"})


@dataclass(frozen=True, slots=True)
class System:
    """A system or supplier the statement names. `supplier` is None where the catalogue does not have it."""

    name: str
    supplier: Supplier | None
    sentence: Sentence

    @property
    def kind(self) -> str:
        return self.supplier.kind if self.supplier else "unknown"

    @property
    def transfer(self) -> str:
        return self.supplier.transfer if self.supplier else "unknown"


def in_use(statement: Statement, own: frozenset[str] = frozenset()) -> list[System]:
    """Each system once, where it is first named as one in use. Public bodies are recipients, not systems."""
    kept: dict[str, System] = {}
    listed = {id(each) for each in _supplier_lists(statement)}
    for sentence in statement.running:
        of_list = _listed(sentence) if id(sentence) in listed else ()
        for each in (*_systems_in(sentence), *of_list, *_in_column(sentence), *_firms(sentence)):
            if each.supplier is not None or not any(each.name.lower().startswith(name) for name in own):
                kept.setdefault(each.name, each)
    # «Google» alone stands for the Google service named beside it.
    if any(name.startswith("Google ") for name in kept):
        kept.pop("Google", None)
    return list(kept.values())


def _systems_in(sentence: Sentence) -> Iterator[System]:
    if is_definition(sentence) or sentence.mentions("right.complaint", "outdated.admitted"):
        return
    taken: list[tuple[int, int]] = []
    for named in suppliers_in(sentence.text):
        is_maker = bool(taken) and bool(_BY.fullmatch(sentence.text[taken[-1][1] : named.start]))
        taken.append((named.start, named.end))
        if is_maker:
            continue
        if named.supplier.kind not in NO_SYSTEM and _is_in_use(sentence, named.supplier, named.start):
            yield System(named.supplier.name, named.supplier, sentence)
    cues = [*_CUES.finditer(sentence.text), *(_KEEPER.finditer(sentence.text) if taken else ())]
    for found in (*cues, *_delivering(sentence)):
        name = found[1]
        is_taken = any(start < found.end(1) and found.start(1) < end for start, end in taken)
        if not is_taken and name.lower() not in _NOT_SUPPLIERS and not is_rights_talk(sentence):
            yield System(name, None, sentence)


def _firms(sentence: Sentence) -> Iterator[System]:
    """Firms by their legal names where it is told who works for us, and «leverandører (Norkap, Totalis)»."""
    if sentence.has("share.role") and not sentence.mentions("role.responsible"):
        for one in organisations(sentence.text):
            is_known = any(f"{one.name} {one.form}" in named.supplier.provider for named in suppliers_in(sentence.text))
            if one.form and not is_known and not any(True for _ in suppliers_in(one.name)):
                yield System(f"{one.name} {one.form}", None, sentence)
    for found in _IN_PARENTHESIS.finditer(sentence.text):
        for name in re.split(r",\s*|\s+(?:og|and|eller|or)\s+", found[1]):
            is_name = bool(_LISTED.match(name)) and not any(True for _ in suppliers_in(name))
            if is_name and not _KIND.match(name) and len(name.split()) <= _LONGEST_NAME:
                yield System(name.strip(), None, sentence)


def _delivering(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Names, and no common nouns, that deliver something or are said to be processors."""
    for found in _DELIVERS.finditer(sentence.text):
        first = found[1].split()[0]
        is_noun = first.lower() in names.NO_NAMES or (
            " " not in found[1] and bool(_NOUN.match(first) or _KIND.match(first))
        )
        if not is_noun:
            yield found


def _in_column(row: Sentence) -> Iterator[System]:
    """The cell under «Leverandør»."""
    if row.kind != ROW:
        return
    cells, head = row.block.cells, row.block.head
    for cell, title in zip(cells, head, strict=False):
        is_name = (
            cell[:1].isupper() and len(cell.split()) <= _LONGEST_NAME and not any(True for _ in suppliers_in(cell))
        )
        if is_name and _SUPPLIER_COLUMN.search(title) and not _KIND.match(cell) and cell.lower() not in names.NO_NAMES:
            yield System(cell, None, row)


def _supplier_lists(statement: Statement) -> list[Sentence]:
    """Items under words like «Våre underleverandører er:», in lists where at least one is a supplier or a firm."""
    kept: list[Sentence] = []
    several: list[Sentence] = []
    for sentence in (*statement.running, None):
        is_item = sentence is not None and sentence.kind == ITEM and _SUPPLIERS & sentence.opened
        if is_item and sentence is not None:
            several.append(sentence)
            continue
        kept += several if any(_is_supplier(each.text) for each in several) else []
        several = []
    return kept


def _is_supplier(text: str) -> bool:
    return any(True for _ in suppliers_in(text)) or bool(organisations(text))


def _listed(item: Sentence) -> Iterator[System]:
    """«Norkap», «Norkap AS (tilbud)»: a name the catalogue does not have, and no kind of recipients."""
    found = _LISTED.match(item.text)
    is_kind = item.told("recipient") or item.told("subject") or item.told("data") or item.told("purpose")
    if found is None or is_kind or any(True for _ in suppliers_in(item.text)) or _KIND.search(found[1]):
        return
    yield System(found[1].strip(), None, item)


def _is_name_denied(sentence: Sentence, place: int) -> bool:
    """«Vi bruker ikke Klarna»; but not «Klarnas data er ikke lagret hos oss», nor «… ikke hos oss, bare i Klarna»."""
    if not sentence.tokens.denied(place, place, _DENIALS):
        return False
    words = sentence.tokens.words
    denials = [at for at, word in enumerate(words) if word in _DENIALS]
    before = [at for at in denials if at < place]
    if before and _BUT & set(words[before[-1] : place]):
        return False
    return not (denials and not before and any(word.startswith(_STORED) for word in words[denials[0] :]))


def _is_in_use(sentence: Sentence, supplier: Supplier, start: int) -> bool:
    place = next((at for at, (begin, end) in enumerate(sentence.tokens.spans) if begin <= start < end), None)
    if place is not None and _is_name_denied(sentence, place) and not sentence.has("transfer.outside"):
        return False
    if supplier.kind != "social":
        return True
    # A link to a page, or where candidates are found: no supplier of ours.
    return bool(_SOCIAL_USE.search(sentence.text)) and not sentence.has("source.from")
