"""The statement against Articles 13 and 14, item by item, and against the rules beyond them, in each language."""

from __future__ import annotations

import re

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.law.notice_items import Source, When, items_required, notice_items
from etterlev.notice.rules.diff import plain
from etterlev.notice.rules.statement import Statement
from etterlev.notice.tests.group import group, only_controller, said, with_activity
from etterlev.promises import Reach

# Where each item is answered: the key of a sentence, and words that must stand in it, in bokmål, nynorsk and English.
ANSWERED: dict[str, tuple[str, tuple[str, str, str]]] = {
    "N01": (
        "avdelinger",
        ("Fjordtall Oslo AS, org.nr. 988077917, Storgata 1", "org.nr. 988077917", "org. no. 988077917"),
    ),
    "N03": ("personvernkontakt", ("personvernombud", "personvernombod", "data protection officer")),
    "N04": ("behandling-kundeforhold", ("å utføre oppdraget", "å utføre oppdraget", "to carry out the engagement")),
    "N05": ("behandling-kundeforhold", ("artikkel 6 nr. 1 bokstav b", "artikkel 6 nr. 1 bokstav b", "Article 6(1)(b)")),
    "N06": ("interesseavveining", ("At kundene våre får vite", "At kundane våre får vite", "That our customers learn")),
    "N07": (
        "behandling-kundeforhold",
        ("Opplysninger: Navn, e-post", "Opplysningar: Namn, e-post", "Data: Name, e-mail"),
    ),
    "N08": ("leverandorer", ("PowerOffice Go (PowerOffice AS)", "PowerOffice AS", "PowerOffice AS")),
    "N09": ("utenfor-eos", ("Israel – EU-kommisjonen", "Israel – EU-kommisjonen", "Israel – The European Commission")),
    "N10": (
        "lagring-bokf-p",
        ("fem år etter regnskapsårets slutt", "fem år etter at rekneskapsåret", "five years after"),
    ),
    "N11a": ("rett-innsyn", ("hvilke, hva vi bruker dem til", "kva vi bruker dei til", "what we use them for")),
    "N11b": ("rett-retting", ("rett til å få det rettet", "rett til å få det retta", "the right to have it corrected")),
    "N11c": ("rett-sletting", ("Du kan kreve at vi sletter", "Du kan krevje at vi slettar", "require us to erase")),
    "N11d": ("rett-begrensning", ("lagrer opplysningene uten å bruke", "utan å bruke", "without using them")),
    "N11e": ("protest", ("Du kan protestere", "Du kan protestere", "You can object")),
    "N11f": ("rett-ta-med", ("en maskin kan lese", "ei maskin kan lese", "a machine can read")),
    "N12": (
        "rett-samtykke",
        ("trekke samtykket når du vil", "trekkje samtykket når du vil", "withdraw the consent at any time"),
    ),
    "N13": ("datatilsynet", ("klage til Datatilsynet", "klage til Datatilsynet", "complain to Datatilsynet")),
    "N14": ("plikt", ("Uten fødselsnummer og kontonummer", "Utan fødselsnummer", "Without your identity number")),
    "N15": ("kilder", ("Brønnøysundregistrene (åpen kilde)", "open kjelde", "a public source")),
    "N16": ("automatisk", ("med et program alene", "med eit program åleine", "by a program alone")),
    "N17": ("versjon", ("versjon 3", "versjon 3", "version 3")),
    "N18": ("protest", ("når som helst", "når som helst", "at any time")),
    "N19": ("databehandler", ("er databehandler", "er databehandlar", "we are the processor")),
    "N20": ("bruk-rettighetene", ("koster ingenting", "kostar ingenting", "costs nothing")),
    "N21": ("frist", ("innen en måned", "innan ein månad", "within one month")),
}
BEYOND: dict[str, tuple[str, tuple[str, str, str]]] = {
    "X01": (
        "kapsler-samtykke",
        ("Grunnlaget er samtykket ditt", "Grunnlaget er samtykket ditt", "The legal basis is your consent"),
    ),
    "X03": ("brudd-datatilsynet", ("innen 72 timer", "innan 72 timar", "within 72 hours")),
    "X04": ("brudd-deg", ("ansatt, søker eller kontaktperson", "tilsett, søkjar", "an employee, an applicant")),
    "X05": (
        "brudd-oppdragsgiver",
        ("varsler vi oppdragsgiveren", "varslar vi oppdragsgivaren", "we notify the client"),
    ),
    "X06": ("sikring", ("Tofaktor ved innlogging", "Tofaktor ved innlogging", "Two factors at sign-in")),
    "X08": ("fodselsnummer", ("lønn og personal", "løn og personal", "payroll and personnel")),
    "X09": ("serlige", ("artikkel 9 nr. 2 bokstav b", "artikkel 9 nr. 2 bokstav b", "Article 9(2)(b)")),
    "X10": ("markedsforing-regler", ("er ikke markedsføring", "er ikkje marknadsføring", "are not marketing")),
    "X12": (
        "personopplysning",
        ("Det holder at du kan kjennes igjen", "du kan kjennast att", "that you can be recognised"),
    ),
    "X13": ("lagringssted", ("Ansatte – PowerOffice Go", "Tilsette – PowerOffice Go", "Employees – PowerOffice Go")),
    "X14": ("meld-fra", ("personvern@fjordtall.example",) * 3),
    "X15": ("innsamling", ("Når vi ber deg", "Når vi ber deg", "When we ask you")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", [*ANSWERED, *BEYOND])
def test_each_item_is_answered_where_it_says(item: str, language: Language) -> None:
    key, words = (ANSWERED | BEYOND)[item]
    sentence = said(group(), language).sentence(key)
    assert sentence is not None, f"{item} has no sentence «{key}»"
    assert words[LANGUAGES.index(language)] in plain(sentence)
    assert item in sentence.items, f"«{key}» does not say that it answers {item}"


def test_every_item_the_law_asks_of_this_group_is_walked() -> None:
    circumstances = frozenset(When) - {When.OUTSIDE_EEA, When.JOINT_CONTROLLERS, When.NEW_PURPOSE}
    asked = {item.id for source in Source for item in items_required(source, circumstances)}
    # N11 is the six below it; N20 and N21 are about form and reach, which items_required leaves to Article 12.
    assert asked - {"N11"} <= set(ANSWERED)
    assert set(ANSWERED) <= set(notice_items()) | {"N17", "N19", "N20", "N21"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_a_representative_a_norwegian_group_does_not_need(language: Language) -> None:
    assert not [sentence for sentence in said(group(), language).sentences() if "N02" in sentence.items]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_to_object_stands_apart_from_the_other_rights(language: Language) -> None:
    statement = said(group(), language)
    apart = [section for section in statement.sections if section.is_apart]
    assert [section.key for section in apart] == ["protest"]
    keys = {sentence.key for sentence in apart[0].sentences}
    assert {"protest", "markedsforing"} <= keys
    assert not any(key.startswith("rett-") for key in keys)


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "ingen unntak"), ("nn", "ingen unntak"), ("en", "no exceptions")]
)
def test_saying_no_to_marketing_has_no_exceptions_and_needs_no_grounds(language: Language, words: str) -> None:
    sentence = said(group(), language).sentence("markedsforing")
    assert sentence is not None
    assert words in sentence.text
    assert sentence.door == "markedsforing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_is_named_only_where_one_is_appointed(language: Language) -> None:
    assert said(group(), language).sentence("personvernombud") is None
    contact = group().controllers[0].contact
    assert contact is not None
    appointed = only_controller("gruppen", contact=type(contact)(contact.name, contact.email, contact.phone, True))
    sentence = said(appointed, language).sentence("personvernombud")
    assert sentence is not None
    assert "Liv Dahl" in plain(sentence)


def test_no_word_claims_that_visits_are_never_linked_to_people() -> None:
    everything = " ".join(plain(sentence) for sentence in said(group()).sentences())
    assert "aldri" not in everything
    assert "så lenge det er nødvendig" not in everything


ABSOLUTE = {
    "nb": r"\b(kun|bare|aldri|alltid|alle|ingen)\b",
    "nn": r"\b(berre|aldri|alltid|alle|ingen)\b",
    "en": r"\b(only|never|always|all|nobody|none)\b",
}
# The law's own words: objecting to marketing has no exceptions (Article 21(3)).
THE_LAW_SAYS_SO = {"markedsforing"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_absolute_word_is_said_without_a_promise_behind_it(language: Language) -> None:
    spoken = [each for each in said(group(), language).sentences() if not each.key.startswith("lagring-")]
    bold = {each.key for each in spoken if re.search(ABSOLUTE[language], each.text.lower())}
    assert bold <= THE_LAW_SAYS_SO


@pytest.mark.parametrize("language", LANGUAGES)
def test_access_is_promised_only_when_something_proves_it(language: Language) -> None:
    words = {"nb": "Bare ansatte", "nn": "Berre tilsette", "en": "Only employees"}[language]
    assert words not in _text(said(group(), language), "tilgang")
    proven = said(group(), language, frozenset({"S18"}))
    assert words in _text(proven, "tilgang")
    assert proven.sentence("oppslag") is not None


def _text(statement: Statement, key: str) -> str:
    sentence = statement.sentence(key)
    assert sentence is not None
    return sentence.text


def test_marketing_rules_are_told_only_by_those_who_send_any() -> None:
    silent = with_activity("nyhetsbrev", purposes=group().activities[0].activity.purposes[:1])
    assert said(silent).sentence("markedsforing-regler") is None
    assert said(silent).sentence("markedsforing") is not None


def test_reach_has_three_degrees() -> None:
    assert {each.value for each in Reach} == {"measured", "attested", "unchecked"}
