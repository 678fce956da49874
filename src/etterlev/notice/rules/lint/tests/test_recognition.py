"""What is recognised: organisations, numbers, dates, articles, systems; and what only looks like it."""

from __future__ import annotations

import pytest

from etterlev.notice.rules.lint import names
from etterlev.notice.rules.lint.articles import references
from etterlev.notice.rules.lint.catalogue import suppliers_in
from etterlev.notice.rules.lint.sentences import split, words_of
from etterlev.notice.rules.lint.tests.corpus import labelled


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("artikkel 6 nr. 1 bokstav f", ["A6-1-f"]),
        ("personvernforordningens artikkel 6 nr. 1 a)", ["A6-1-a"]),
        ("art. 6 (1) b og c", ["A6-1-b", "A6-1-c"]),
        ("Article 6(1)(f) of the GDPR", ["A6-1-f"]),
        ("GDPR 6.1.f", ["A6-1-f"]),
        ("GDPR artikkel 6 bokstav b, c og f", ["A6-1-b", "A6-1-c", "A6-1-f"]),
        ("artikkel 9 nr. 2 bokstav b", ["A9-2-b"]),
        ("artikkel 6 nr. 1 bokstav c og artikkel 9 nr. 2 bokstav h", ["A6-1-c", "A9-2-h"]),
        ("Art. 6(1)(b)/(f)", ["A6-1-b", "A6-1-f"]),
        ("(bokstav c)", ["A6-1-c"]),
        ("Article 6 (1 b) of the Regulation", ["A6-1-b"]),
        ("GDPR artikkel 6-1 f", ["A6-1-f"]),
        ("art. 6 nr. 1 litra f", ["A6-1-f"]),
        ("artikkel 6 første ledd bokstav b", ["A6-1-b"]),
        ("artikkel 6-8 og 12", []),
        ("personopplysningsloven § 16 bokstav e", []),
        ("artikkel 28 nr. 3 bokstav a", []),
        ("artikkel 6 a person may", []),
        ("plan a og plan b", []),
        ("vi henter opplysninger fra politi, domstoler og andre", []),
        ("artikkel 6 nr. 1 bokstav h", []),
    ],
)
def test_articles_and_letters_are_read_however_they_are_written(text: str, codes: list[str]) -> None:
    assert [each.code for each in references(text)] == codes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Behandlingsansvarlig er Havsule AS, Bergen.", "Havsule"),
        ("Accounting 4 You AS er behandlingsansvarlig.", "Accounting 4 You"),
        ("Strandgata legesenter AS, Strandgata 8", "Strandgata legesenter"),
        ("Rør & Varme AS bestemmer", "Rør & Varme"),
        ("Personvernerklæring for Ytre Vik kommune", "Ytre Vik kommune"),
        ("Stiftelsen Bygdetunet Li svarer for dette", "Stiftelsen Bygdetunet Li"),
    ],
)
def test_organisations_are_found_by_their_form(text: str, name: str) -> None:
    assert [each.name for each in names.organisations(text)][:1] == [name]


@pytest.mark.parametrize("text", ["Vi er behandlingsansvarlig.", "Daglig leder er ansvarlig.", "ALLE SOM VIL"])
def test_what_only_begins_with_a_capital_is_no_organisation(text: str) -> None:
    assert names.organisations(text) == ()


def test_organisation_numbers_have_a_right_check_digit() -> None:
    assert names.organisation_numbers("org.nr. 988 077 917") == ("988077917",)
    assert names.organisation_numbers("NO 974 760 673 MVA") == ("974760673",)
    assert names.organisation_numbers("org.nr. 988 077 918") == ()


@pytest.mark.parametrize("text", ["ring 22 33 44 55", "tlf. 02714", "+47 900 11 222", "phone: 51 00 22 33"])
def test_telephone_numbers_are_known(text: str) -> None:
    assert names.has_phone(text)


@pytest.mark.parametrize("text", ["org.nr. 988 077 917", "i 2026", "artikkel 6 nr. 1", "5 år etter 31.12.2026"])
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert not names.has_phone(text)


@pytest.mark.parametrize(
    "text", ["12. mars 2026", "12.03.2026", "2026-03-12", "mars 2026", "12 March 2026", "høsten 2025", "March 12, 2026"]
)
def test_dates_are_known_in_the_ways_they_are_written(text: str) -> None:
    assert list(names.dates(f"Sist endret {text}"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vi bruker Googles verktøy Google Analytics.", ["Google", "Google Analytics"]),
        ("Regnskapet ligger i PowerOffice Go.", ["PowerOffice Go"]),
        ("Nyhetsbrev sendes med Mailchimp og Make.", ["Mailchimp", "Make"]),
        ("Vi tar vare på total oversikt og gjør det enkelt.", []),
    ],
)
def test_systems_are_known_by_name_and_common_words_are_left_alone(text: str, named: list[str]) -> None:
    found = [each.supplier.name for each in suppliers_in(text)]
    assert [each for each in found if each in named] == [each for each in named if each in found]
    assert bool(found) == bool(named)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Se bokføringsloven § 13 nr. 1 og jf. artikkel 6. Du kan klage.", 2),
        ("Sist endret 3. mars 2026. Vi lagrer bl.a. navn, f.eks. ditt.", 2),
        ("Spør oss! Vi svarer? Ja.", 3),
        ("Vi i Havsule AS, org.nr. 988 077 917, svarer.", 1),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_a_new_one_begins(text: str, count: int) -> None:
    assert len(list(split(text))) == count


@pytest.mark.parametrize(
    ("text", "word", "is_denied"),
    [
        ("Vi overfører ikke opplysninger til USA", "overfører", True),
        ("Vi overfører ikke bare navn, men også adresse", "overfører", False),
        ("Hvis du ikke svarer, sletter vi opplysningene", "sletter", False),
        ("Uten samtykke sender vi ingenting", "samtykke", True),
    ],
)
def test_a_denial_reaches_as_far_as_its_clause(text: str, word: str, *, is_denied: bool) -> None:
    words = words_of(text)
    place = words.words.index(word)
    assert words.denied(place, place, frozenset({"ikke", "ingen", "aldri"})) is is_denied


def test_a_full_statement_is_recognised_in_all_its_parts() -> None:
    report = next(each for each in labelled() if each.name == "regnskapsgruppe").report()
    known = {
        kind: {each.get("id", each.get("name")) for each in entries} for kind, entries in report.recognised.items()
    }
    assert {"Fjellheim Rekneskap Voss AS", "Fjellheim Rekneskap Førde AS"} <= known["controllers"]
    assert {"email", "phone", "postal"} <= known["contacts"]
    assert {"A6-1-a", "A6-1-b", "A6-1-c", "A6-1-f", "A9-2-b"} <= known["legal_bases"]
    assert {"processor", "officer"} <= known["roles"]
    assert {"version", "date"} <= known["dates"]
    assert {"sickness-absence", "national-identity-number", "cv"} <= known["data_categories"]
    assert {"tax-authority", "nav", "bank"} <= known["recipients"]
    special = {each["id"] for each in report.recognised["data_categories"] if each["special"]}
    assert special == {"sickness-absence"}
    numbers = {each["organisation_number"] for each in report.recognised["controllers"]}
    assert numbers == {"988077917", "974760673"}
    assert {each["id"] for each in report.recognised["transfers"]} == {"denied"}


def test_a_basis_is_tied_to_what_it_is_said_of() -> None:
    report = next(each for each in labelled() if each.name == "regnskapsgruppe").report()
    tied = {each["id"]: each["of"] for each in report.recognised["legal_bases"]}
    assert "newsletter" in tied["A6-1-a"]
    assert "website-statistics" in tied["A6-1-f"]
