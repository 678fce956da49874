"""What headers of columns mean, in Norwegian and English, abbreviated as people abbreviate them.

A header is compared in small ASCII letters without signs: «Fødselsdato», `fodsels_dato` and `FoedselsDato` are one.
The first pattern that is found in it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from etterlev.sources.contract import IdentifierKind

_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "é": "e"})
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_HUMP: Final = re.compile(r"(?<=[a-zæøå0-9])(?=[A-ZÆØÅ])")


@dataclass(frozen=True)
class Meaning:
    """A category of the law's vocabulary, and what it identifies people by, if anything."""

    category: str
    identifies: IdentifierKind | None = None


_K = IdentifierKind
# In this order: an abbreviation that is part of a longer word comes after it.
_PATTERNS: Final[tuple[tuple[str, str, IdentifierKind | None], ...]] = (
    (
        "national-identity-number",
        r"fodselsn|^fnr|fnr$|personn(umme)?r|^ssn|nationalid|identitynumber|dnummer",
        _K.NATIONAL_ID,
    ),
    ("birth-date", r"fodselsdato|fodtdato|^fodt|fdato|birthda|dateofbirth|^dob$|born(on|date)|bursdag", _K.BIRTH_DATE),
    (
        "organisation",
        r"orgn(umme)?r|organisasjonsn|orgno|organi[sz]ationn|foretaksn|vatn(o|umber)",
        _K.ORGANISATION_NUMBER,
    ),
    ("bank-account", r"konton(umme)?r|bankkonto|accountn(o|r|umber)$|bankaccount|iban|lonnskonto", _K.BANK_ACCOUNT),
    (
        "customer-number",
        r"kunden(umme)?r|klientn(umme)?r|customern(o|r|umber)|clientn(o|r|umber)|custno",
        _K.CUSTOMER_NUMBER,
    ),
    ("supplier-number", r"leverandorn(umme)?r|suppliern(o|umber)|vendorn(o|umber)", None),
    (
        "employee-number",
        r"ansattn(umme)?r|arbeidstakern|employeen(o|r|umber)|staffn(o|umber)|lonnsn(umme)?r",
        _K.EMPLOYEE_NUMBER,
    ),
    ("email", r"epost|email|mailadress|mailaddress|^mail$|mailto", _K.EMAIL),
    ("ip-address", r"^ip$|ipadr|ipaddr|remoteaddr|clientip|ipv[46]", None),
    ("phone", r"telefon|^tlf|tlf(nr)?$|mobil|phone|msisdn|^fax$|cellno", _K.PHONE),
    ("password", r"passord|password|passwd|pwdhash", None),
    ("login", r"brukernavn|username|userid$|loginname|innloggingsnavn|^upn$", None),
    ("references", r"referanseperson|referenceperson|referee", None),
    ("next-of-kin", r"parorende|nextofkin|emergencycontact", None),
    ("name", r"fornavn|etternavn|mellomnavn|fulltnavn|slektsnavn|kontaktperson", _K.NAME),
    (
        "name",
        r"firstname|lastname|fullname|givenname|familyname|surname|middlename|contactname|personname|displayname",
        _K.NAME,
    ),
    ("signature", r"signatur", None),
    ("photo", r"portrett|profilbilde|^bilde$|photo|portrait|avatar", None),
    ("identity-document", r"passn(umme)?r|passportn|legitimasjon|iddocument", None),
    ("citizenship", r"statsborger|citizenship|nationality|nasjonalitet", None),
    ("aml-report", r"okokrim|mistenkelig|suspicious|hvitvask\w*(melding|rapport)|^mt(melding|rapport)", None),
    (
        "aml-investigation",
        r"hvitvask|mistank|moneylaunder|suspicion|forsterke\w*tiltak|enhancedduedil|^(aml|edd)n?o",
        None,
    ),
    ("political-exposure", r"^(is)?pep$|politiskeksponert|politicallyexposed", None),
    ("sanctions-check", r"sanksjon|sanction", None),
    ("source-of-funds", r"midlenesopp|sourceoffunds", None),
    ("background-check", r"politiattest|bakgrunnssjekk|backgroundcheck", None),
    ("criminal-offences", r"straffedom|straffbar|criminal|conviction", None),
    ("attachment-of-earnings", r"utlegg|paleggstrekk|garnish", None),
    ("trade-union", r"fagforening|fagforbund|tradeunion|^union|kontingenttrekk", None),
    ("tax-card", r"skattekort|skattetrekk|taxcard|trekktabell|tabelltrekk", None),
    ("pension", r"pensjon|pension|^otp$|^afp$", None),
    ("salary", r"lonn|salary|^wage|bonus|provisjon", None),
    ("health-follow-up", r"sykmeld|sykemeld|diagnos|helseopp", None),
    ("sickness-absence", r"sykefrav|egenmelding|sickleave|sickness|^fravar|absence", None),
    ("allergies", r"allerg", None),
    ("dietary-requests", r"matonske|^diett?$|dietary|kosthold|mealrequest", None),
    ("family", r"^barn|ektefelle|spouse|^child|sivilstand|sivilstatus|maritalstatus|familie", None),
    ("working-hours", r"arbeidstid|timeliste|^timer$|workinghours|hoursworked|^hours$", None),
    ("leave", r"^ferie|permisjon|vacation|^leave", None),
    ("travel-claims", r"reiseregning|kjoregodt|mileage|travelclaim", None),
    ("tax", r"skatt|selvangivelse|^tax", None),
    ("insurance", r"forsikring|insurance|polisen", None),
    ("ownership", r"aksje|eierandel|shareholding|beneficialowner", None),
    ("board-roles", r"styreverv|styremedlem|styreleder|boardrole", None),
    ("employment-contract", r"arbeidsavtale|ansettelsesform|employmentcontract|stillingsprosent", None),
    ("job-title", r"stilling|jobtitle|^tittel$|^title$|^rolle$|^role$|yrke|occupation", None),
    ("organisation", r"firma|arbeidsgiver|employer|selskap|companyname|^company$|organi[sz]ation", None),
    (
        "address",
        r"adresse|address|gatenavn|^gate|street|postn(umme)?r|postalcode|zip(code)?$|poststed|^city$|^by$|kommune",
        None,
    ),
    ("location", r"latitude|longitude|^lat$|^l(o?)ng$|^gps|geoposisjon", None),
    ("language", r"^sprak|^language|malform", None),
    ("education", r"utdann|education|^degree", None),
    ("certificates", r"sertifi|certifi|kursbevis", None),
    ("application", r"soknad|jobapplication", None),
    ("cv", r"^cv|resume$", None),
    ("consent", r"samtykke|consent|reservasjon|optin|optout|markedsforing", None),
    ("newsletter-reading", r"openedat|clickedat|apnetnyhetsbrev", None),
    ("newsletter-subscription", r"nyhetsbrev|newsletter|subscri|abonne", None),
    ("interests", r"interesse|interests", None),
    ("cookie-identifier", r"cookie|visitorid|gclid|sessionid|sesjonsid", None),
    ("device", r"useragent|^device|^enhet$|hostname|imei|macadr|macaddr", None),
    ("browsing", r"^url$|pageurl|^page$|^side$|referrer|sidevisning|landingpage", None),
    ("sign-in-history", r"sistinnlogg|lastlogin|loginat|signedinat|innloggettid", None),
    ("event-attendance", r"seminar|^kurs|^course|webinar|arrangement|attendance|pamelding", None),
    ("outstanding-claims", r"purring|inkasso|utestaende|dunning|overdue", None),
    ("payments", r"betaling|payment|^kid(nr)?$|betalt|paidon|paidat", None),
    ("credit", r"kreditt|creditlimit|creditscore", None),
    ("invoices", r"faktura|invoice", None),
    ("vouchers", r"bilag|voucher", None),
    ("documents", r"vedlegg|attachment|filnavn|filename|dokumentnavn", None),
    ("recording", r"opptak|recording", None),
    ("correspondence", r"melding|^message|^emne$|^subject$|korrespondanse", None),
    ("enquiry", r"henvendelse|enquiry|inquiry", None),
    (
        "free-text",
        r"merknad|kommentar|comment|notat|^notes?$|fritekst|remark|^memo$|^body$|^tekst$|beskrivelse|description",
        None,
    ),
)
# «Navn» and «name» alone may be a person's, a firm's or a thing's; the values and the table decide.
BARE_NAME: Final = re.compile(
    r"^(full|visnings|display)?(navn|name)$|(kunde|klient|ansatt|person|deltaker|customer|client|employee|user)(navn|name)$"
)
# What a whole table is about, for columns that do not say more themselves.
_TABLES: Final[tuple[tuple[str, str], ...]] = (
    ("invoices", r"faktura|invoice|ordre|^orders?$|orderline"),
    ("payments", r"betaling|payment|innbetal"),
    ("vouchers", r"bilag|voucher|postering|journalentr"),
    ("salary", r"lonn|salary|payroll|payslip"),
    ("sign-in-history", r"^logins?$|innlogging|signin|loginlog"),
    ("browsing", r"visit|pageview|sidevisning|besok"),
    ("event-attendance", r"seminar|attendance|kurs|course|pamelding|event|arrangement|deltak"),
    ("newsletter-subscription", r"nyhetsbrev|newsletter|subscri"),
    ("correspondence", r"melding|message|korrespondanse|correspond|sms|mail"),
    ("free-text", r"notat|^notes?$|comment|kommentar"),
    ("consent", r"samtykke|consent"),
    ("address", r"adresse|address"),
)

# A seminar's topic is the seminar's: only in a table of nothing else does it say that somebody wrote to somebody.
TOPICS: Final = frozenset({"emne", "subject"})


def folded(header: str) -> str:
    """A header in small ASCII letters, with nothing between its words."""
    return _NOT_WORD.sub("", words(header))


def words(header: str) -> str:
    """A header in small ASCII letters, its words apart."""
    apart = _HUMP.sub(" ", header).lower().translate(_LETTERS)
    return _NOT_WORD.sub(" ", apart.replace("oe", "o").replace("aa", "a")).strip()


def meaning(header: str) -> Meaning | None:
    """What a header says a column holds."""
    compact = folded(header)
    for pattern, found in _compiled():
        if pattern.search(compact):
            return found
    return None


def table_meaning(table: str) -> str | None:
    """The category of what a table is about."""
    compact = folded(table)
    return next((category for category, pattern in _TABLES if re.search(pattern, compact)), None)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    return tuple(_each())


def _each() -> Iterator[tuple[re.Pattern[str], Meaning]]:
    for category, pattern, identifies in _PATTERNS:
        yield re.compile(pattern), Meaning(category, identifies)
