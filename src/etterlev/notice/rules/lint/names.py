"""Names and addresses in a sentence: organisations and their numbers, e-mail, telephone, postal addresses, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.law.identifiers import recognise_organisation_number

_CAPITALISED: Final = r"[A-ZÆØÅ][\wÆØÅæøå&.'’-]*"
_JOINED: Final = (
    r"(?:\s+(?:&|og|og\s|for|i|av|de|van|von|på|the|of|and|\d{1,4})\s+(?=[A-ZÆØÅ])|\s+(?=[A-ZÆØÅ&])(?:&\s+)?)"
)
# Forms of Norwegian and of other EEA law; then those of other countries.
NORWEGIAN_FORMS: Final = "AS|ASA|SA|ANS|DA|BA|KS|NUF|ENK|SF|KF|IKS|HF|FKF|AL|A/S"
_EEA_FORMS: Final = "AB|ApS|Oy|Oyj|GmbH|B\\.?V\\.?|N\\.?V\\.?|S\\.?A\\.?|SARL|S\\.?r\\.?l\\.?|OÜ|UAB|SE|ehf"
OUTSIDE_FORMS: Final = (
    "Inc\\.?|LLC|L\\.L\\.C\\.|Ltd\\.?|Limited|Corp\\.?|Corporation|Pte\\.?\\s+Ltd\\.?|Pty\\.?\\s+Ltd\\.?|plc|LLP"
)
_COMPANY: Final = re.compile(
    rf"(?<![\w@.])((?:{_CAPITALISED})(?:{_JOINED}{_CAPITALISED}){{0,6}}?(?:\s+[a-zæøå]{{3,}}){{0,2}}?)\s+({NORWEGIAN_FORMS}|{_EEA_FORMS}|{OUTSIDE_FORMS})(?![\w])"
)
_BODY: Final = re.compile(
    rf"(?<![\w@.])((?:Stiftelsen|Stiftinga|Foreningen|Foreninga|Advokatfirmaet|Organisasjonen|Idrettslaget|stiftelsen|stiftinga|foreningen)"
    rf"\s+{_CAPITALISED}(?:{_JOINED}{_CAPITALISED}){{0,6}}"
    rf"|{_CAPITALISED}(?:{_JOINED}{_CAPITALISED}){{0,4}}\s+(?:og\s+)?(?:IL|IF|FK|(?i:kommune|fylkeskommune|idrettslag|menighet|kyrkjelyd|borettslag|sameie|"
    rf"[\wæøå-]+klubb|[\wæøå-]+forening|[\wæøå-]+korps|skole|folkehøgskule|"
    rf"folkehøgskole|[\wæøå-]*barnehage|barnehave|[\wæøå-]*legekontor|[\wæøå-]*legesenter|[\wæøå-]*klinikk|universitet|sykehus|sjukehus|helseforetak|direktorat|borettslag|bibliotek|museum)))(?![\w])"
)
_NUMBER: Final = re.compile(r"(?<![\d.-])(\d{3}[\s\u00a0.]?\d{3}[\s\u00a0.]?\d{3})(?![\d-])")
# After the words for it, the spaces may stand anywhere.
_LABELLED: Final = re.compile(
    r"\borg\w*\.?\s?-?\s?(?:nr|nummer|no|number)?\.?\s?:?\s*((?:\d[\s\u00a0]?){9})(?!\d)", re.IGNORECASE
)
_EMAIL: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[email\s?protected\]|[\w.]+\s?(?:\(at\)|\[at\]|\(a\)|\{at\})\s?[\w.-]+",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?:\+\s?47|0047)[\s\u00a0]?(?:\d[\s\u00a0]?){8}(?!\d)|(?<![\d.,§-])(?:\d{2}[\s\u00a0]\d{2}[\s\u00a0]\d{2}[\s\u00a0]\d{2}|\d{3}[\s\u00a0]\d{2}[\s\u00a0]\d{3})(?![\d])"
    r"|(?:tlf\.?|telefon\w*|phone|mobil\w*|ring\w*(?:\s+oss)?(?:\s+på)?|call(?:\s+us)?(?:\s+on)?)[\s:]*(\+?\d[\d\s\u00a0]{3,14}\d)",
    re.IGNORECASE,
)
_POSTAL: Final = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅ.-]*(?:\s+[\wæøåÆØÅ.-]+){0,3}\s+\d{1,4}\s?[A-Za-z]?|[Pp]ostboks\s+\d+[^,.]{0,25}|[Pp]\.?\s?[Oo]\.?\s?[Bb]ox\s+\d+)\s*,?\s*\n?\s*(?:N-|NO-)?\d{4}\s+[A-ZÆØÅ]"
)
_STREET: Final = re.compile(
    r"[A-ZÆØÅ][\wæøå.-]*(?:\s[\wæøå.-]+){0,2}?(?:gata|gate|gaten|gt\.?|veien|vegen|vei|veg|plass|plassen|torg|torget|brygga|kaia|allé|alle|kaien|street|road)\s+\d{1,4}\s?[A-Z]?\b"
    r"|[A-ZÆØÅ]\w*\s(?:gate|vei|plass|gata)\s+\d{1,4}"
)
# «1337 Sandvika» on a line of its own.
_TOWN: Final = re.compile(r"\s*(?:N-|NO-)?\d{4}\s+[A-ZÆØÅ][\wæøåÆØÅ]+(?:\s[A-ZÆØÅ][\wæøåÆØÅ]+){0,2}\W*$")
_MONTHS: Final = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    "january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|des|dec"
)
_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}\.?\s*(?:{_MONTHS})\.?,?\s+\d{{2,4}}|(?:{_MONTHS})\.?\s+(?:\d{{1,2}},?\s+)?\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:vår|sommer|sommar|høst|haust|vinter|spring|summer|autumn|winter)\w*\s+20\d\d)\b",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"\b(?:versjon|utgave|version|ver\.?|v\.?)\s*:?\s*\d+(?:\.\d+)*\b", re.IGNORECASE)
# «Tun og Omegn Vel (org.nr. 988 077 917)»: whoever has a number is an organisation, whatever its form.
_WITH_NUMBER: Final = re.compile(
    rf"(?<![\w@.])({_CAPITALISED}(?:{_JOINED}{_CAPITALISED}){{0,5}})\s*\((?:[Oo]rg|[Oo]rganisa|[Oo]rganiza|NO\s)[^()\d]{{0,24}}"
    r"\d{3}[\s\u00a0.]?\d{3}[\s\u00a0.]?\d{3}"
)
# Words that begin with a capital because they begin a sentence, not because they name anybody.
NO_NAMES: Final = frozenset(
    [
        "vi",
        "me",
        "du",
        "de",
        "den",
        "det",
        "dette",
        "disse",
        "dei",
        "alle",
        "hver",
        "kvar",
        "hvert",
        "kvart",
        "daglig",
        "dagleg",
        "the",
        "we",
        "our",
        "your",
        "you",
        "each",
        "every",
        "this",
        "that",
        "behandlingsansvarlig",
        "behandlingsansvarleg",
        "kunden",
        "kundene",
        "kunder",
        "selskapet",
        "virksomheten",
        "verksemda",
        "avdelingen",
        "når",
        "hvis",
        "dersom",
        "om",
        "for",
        "ved",
        "i",
        "på",
        "personvern",
        "kontakt",
        "ansvarlig",
        "som",
        "hvem",
        "kven",
        "a",
        "an",
        "who",
        "what",
        "client",
        "customer",
        "controller",
        "data",
        "such",
        "styret",
        "styreleder",
        "ledelsen",
        "firmaet",
        "bedriften",
        "klinikken",
        "butikken",
        "den",
        "enkelte",
        "kommunen",
        "skolen",
        "skulen",
        "barnehagen",
    ]
)


# «Personvernerklæring for Ytre Vik kommune».
_STATEMENT: Final = re.compile(r"(?:personvern|privacy|cookie)\w*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A named organisation; `form` is AS, SA, Inc. … or empty."""

    name: str
    form: str

    @property
    def is_outside(self) -> bool:
        """Whether the legal form is one no EEA country has."""
        return bool(re.fullmatch(OUTSIDE_FORMS, self.form))


def organisations(text: str) -> tuple[Organisation, ...]:
    """Those named with their legal form, or as a public body, foundation or association."""
    companies = list(_COMPANY.finditer(text))
    found = [Organisation(_trimmed(each[1]), each[2]) for each in companies]
    # «Advokatfirmaet Lund AS» is one organisation, by its form.
    bodies = (
        each
        for each in _BODY.finditer(text)
        if not any(one.start() < each.end() and each.start() < one.end() for one in companies)
    )
    found += [Organisation(_trimmed(each[1]), "") for each in bodies]
    known = {f"{each.name} {each.form}".strip() for each in found} | {each.name for each in found if not each.form}
    numbered = (_trimmed(each[1]) for each in _WITH_NUMBER.finditer(text))
    found += [Organisation(each, "") for each in numbered if each not in known]
    return tuple(each for each in dict.fromkeys(found) if each.name)


# «Eier av Snehvit barnehage», «Styret i Tun borettslag».
_OFFICE: Final = re.compile(
    r"^(?:Eier|Eigar|Eierne|Styret|Leder|Leiar|Styreleder|Styreleiar|Daglig leder|Dagleg leiar)\s+(?:av|i|for)\s+"
)


def _trimmed(name: str) -> str:
    """Without words that only begin the sentence: «Behandlingsansvarlig er …», «Vi i …»."""
    words = _OFFICE.sub("", name.replace("\n", " ")).split()
    while words and (words[0].lower().strip(".,:") in NO_NAMES or _STATEMENT.match(words[0])):
        words.pop(0)
    return " ".join(words)


def subject_of(text: str, before: int) -> str:
    """The capitalised name that stands before a place in the text, as in «Lysning menighet er behandlingsansvarlig»."""
    head = re.split(r"[,(]|\s(?:er|is|som|ved|har)(?:\s|$)", text[:before].strip(), maxsplit=1)[0].strip()
    words = head.split()
    if not words or len(words) > 6 or words[0].lower() in NO_NAMES or not words[0][0].isupper():
        return ""
    # «Lysning menighet», «Rør og Varme»: small words only between names, or one noun at the end.
    small = [
        word for word in words[:-1] if not word[0].isupper() and word not in ("og", "i", "av", "for", "&", "and", "of")
    ]
    if small:
        return ""
    return head


def organisation_numbers(text: str) -> tuple[str, ...]:
    """Nine digits whose check digit fits, without spaces."""
    written = [*(each[1] for each in _NUMBER.finditer(text)), *(each[1] for each in _LABELLED.finditer(text))]
    digits = dict.fromkeys(re.sub(r"[\s\u00a0.]", "", each) for each in written)
    return tuple(each for each in digits if recognise_organisation_number(each) is not None)


def emails(text: str) -> tuple[str, ...]:
    return tuple(each[0] for each in _EMAIL.finditer(text)) if "@" in text or "at" in text or "[" in text else ()


def has_phone(text: str) -> bool:
    return any(char.isdigit() for char in text) and bool(_PHONE.search(_NUMBERED.sub(" ", text)))


# An organisation number is no telephone number.
_NUMBERED: Final = re.compile(
    r"(?:org\.?\s?-?\s?n(?:r|ummer|umber)?\.?|organi\w+(?:nummer|\snumber)|registration number|orgnr)[\s.:]*"
    r"\d{3}[\s\u00a0.]?\d{3}[\s\u00a0.]?\d{3}",
    re.IGNORECASE,
)


def has_postal_address(text: str) -> bool:
    return bool(_POSTAL.search(text) or _STREET.search(text) or _TOWN.match(text))


def dates(text: str) -> Iterator[str]:
    """Dates and months with a year."""
    return (each[0] for each in _DATE.finditer(text))


def versions(text: str) -> Iterator[str]:
    return (each[0] for each in _VERSION.finditer(text))
