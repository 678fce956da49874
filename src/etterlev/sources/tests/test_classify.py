"""What a column holds, by its header, by its values, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from typing import Any

import pytest

from etterlev.law.example_numbers import bank_account, organisation_number, synthetic_national_identity_number
from etterlev.law.vocabulary import data_category
from etterlev.sources.classify import BY_HEADER, Judgement, classify, together
from etterlev.sources.contract import IdentifierKind
from etterlev.sources.header_words import _PATTERNS, _TABLES, meaning

K = IdentifierKind
FNR = [synthetic_national_identity_number(date(1960 + n, 1 + n % 12, 1 + n % 28), n).digits for n in range(40)]
ACCOUNTS = [bank_account(n).digits for n in range(40)]
FIRMS = [organisation_number(n).digits for n in range(40)]
NAMES = [
    "Kari Nordmann",
    "Ola Hansen",
    "Per-Arne Moe",
    "Åse Ødegård",
    "Nina Marie Vik",
    "Jens Wu",
    "Eva Lund",
    "LIV DAHL",
]
STREETS = ["Storgata 1", "Fjordveien 12 B", "Lille Øvregate 3", "Postboks 55 Sentrum", "Bakken 7", "Kirkegaten 2A"]
THINGS = ["Kontorstol", "Skrivebord", "Lampe", "Penn", "Bordlampe", "Hefteapparat", "Mappe"]
TEXTS = [
    "Kunden ringte og spurte om fakturaen.",
    "Vi avtalte et nytt møte i neste uke.",
    "Ønsker svar på e-post før fredag.",
    "Sendte over bilagene som manglet.",
    "Har byttet bank og vil ha ny avtale.",
]


def judged(header: str, values: Sequence[Any], unit: str = "tab_3") -> tuple[str | None, IdentifierKind | None]:
    found = classify(unit, header, values)
    return found.category, found.identifies


@pytest.mark.parametrize(
    ("values", "category", "identifies"),
    [
        ([f"a{n}@example.no" for n in range(20)], "email", K.EMAIL),
        (FNR, "national-identity-number", K.NATIONAL_ID),
        ([f"{each[:6]} {each[6:]}" for each in FNR], "national-identity-number", K.NATIONAL_ID),
        ([int(each) for each in FNR], "national-identity-number", K.NATIONAL_ID),
        (ACCOUNTS, "bank-account", K.BANK_ACCOUNT),
        ([f"{each[:4]}.{each[4:6]}.{each[6:]}" for each in ACCOUNTS], "bank-account", K.BANK_ACCOUNT),
        (FIRMS, "organisation", K.ORGANISATION_NUMBER),
        ([f"+47 9{n:02} 34 567" for n in range(20)], "phone", K.PHONE),
        ([f"9{n:02} 34 567" for n in range(20)], "phone", K.PHONE),
        (NAMES, "name", K.NAME),
        (STREETS, "address", None),
        (TEXTS, "free-text", None),
        ([f"10.0.0.{n}" for n in range(20)], "ip-address", None),
        (["Fjord AS", "Vik Regnskap AS", "Lie ANS", "Moe Holding ASA", "Kari Lund"], "organisation", None),
        ([date(1940, 3, 4) + timedelta(days=700 * n) for n in range(30)], "birth-date", K.BIRTH_DATE),
    ],
)
def test_values_are_known_under_a_header_that_says_nothing(
    values: list[Any], category: str, identifies: IdentifierKind | None
) -> None:
    assert judged("kol_07", values) == (category, identifies)


@pytest.mark.parametrize(
    "values",
    [
        list(range(1, 500)),
        [20240101 + n for n in range(28)],
        [f"2024-01-{n:02}" for n in range(1, 28)],
        [datetime(2024, 1, 1) + timedelta(hours=n) for n in range(50)],  # noqa: DTZ001  # as databases give them
        [str(40000000 + n) for n in range(50)],
        [f"{n:04}" for n in range(50)],
        ["ja", "nei"] * 20,
        THINGS,
        [10000000000 + 7919 * n for n in range(60)],
        [12.5 * n for n in range(50)],
        [],
        [None, "", None],
    ],
)
def test_what_cannot_be_decided_is_left_to_a_person(values: list[Any]) -> None:
    assert classify("tab_3", "kol_07", values) == Judgement(None, 0.0, "")


@pytest.mark.parametrize(
    ("header", "category"),
    [
        ("fodselsnummer", "national-identity-number"), ("Fødselsnr", "national-identity-number"),
        ("fnr", "national-identity-number"),
        ("fødselsdato", "birth-date"), ("BirthDate", "birth-date"), ("date_of_birth", "birth-date"),
        ("e-post", "email"), ("EpostAdresse", "email"), ("email_address", "email"),
        ("Mobilnr.", "phone"), ("tlf", "phone"),
        ("kontonr", "bank-account"), ("bank_account_number", "bank-account"), ("orgnr", "organisation"),
        ("kundenr", "customer-number"), ("Ansattnummer", "employee-number"), ("fornavn", "name"), ("last_name", "name"),
        ("postnr", "address"), ("Gateadresse", "address"), ("city", "address"), ("stilling", "job-title"),
        ("timelønn", "salary"),
        ("skattetrekk", "tax-card"), ("sykefravær_dager", "sickness-absence"), ("fagforening", "trade-union"),
        ("allergier", "allergies"), ("pårørende_navn", "next-of-kin"), ("merknad", "free-text"),
        ("nyhetsbrev", "newsletter-subscription"),
        ("passord_hash", "password"), ("ip_adresse", "ip-address"), ("sist_innlogget", "sign-in-history"),
        ("internal_flag", None), ("id", None), ("version", None),
    ],
)  # fmt: skip
def test_headers_in_norwegian_and_english(header: str, category: str | None) -> None:
    found = meaning(header)
    assert (found.category if found else None) == category
    assert classify("tab", header, []).confidence == (BY_HEADER if category else 0.0)


def test_headers_lie_and_values_decide() -> None:
    assert judged("epost_sendt", [date(2024, 1, n) for n in range(1, 20)])[0] is None
    assert judged("kontonummer", FNR) == ("national-identity-number", K.NATIONAL_ID)
    assert judged("fnr", ACCOUNTS) == ("bank-account", K.BANK_ACCOUNT)
    # A ledger's accounts have four digits.
    assert judged("kontonr", [str(n) for n in range(1000, 1050)])[0] is None


def test_numbers_with_wrong_check_digits_are_taken_at_their_headers_word_and_no_more() -> None:
    wrong = [f"8601{n:07}" for n in range(100)]
    found = classify("tab", "account_number", wrong)
    assert (found.category, found.identifies, found.confidence) == ("bank-account", K.BANK_ACCOUNT, 0.5)
    assert judged("kol_07", wrong)[0] is None


def test_a_few_bad_values_do_not_hide_what_a_column_is_and_many_do() -> None:
    good, bad = FNR[:9], ["ukjent"]
    assert judged("kol_07", good + bad)[0] == "national-identity-number"
    assert judged("kol_07", FNR[:7] + bad * 3)[0] is None


@pytest.mark.parametrize(
    ("unit", "values", "category", "identifies"),
    [
        ("customer", ["Kunde 1", "Kunde 2"], "name", K.NAME),
        ("ansatte", [], "name", K.NAME),
        ("product", THINGS, None, None),
        ("avdeling", ["Lønn", "Regnskap"], "organisation", None),
        ("seminar", ["MVA for nye", "Lønn"], "event-attendance", None),
        ("tab_3", NAMES, "name", K.NAME),
        ("tab_3", THINGS, None, None),
        ("customer", ["Fjord AS", "Vik AS"], "organisation", None),
    ],
)
def test_a_bare_name_is_what_its_table_and_values_make_it(
    unit: str, values: list[str], category: str | None, identifies: IdentifierKind | None
) -> None:
    assert judged("navn", values, unit) == judged("name", values, unit) == (category, identifies)


def test_a_column_that_refers_to_rows_identifies_nobody_unless_its_values_do() -> None:
    assert classify("invoice", "customer_number", [1, 2, 3], is_link=True).category is None
    emails = [f"a{n}@example.no" for n in range(9)]
    assert classify("visit", "email", emails, is_link=True).identifies is K.EMAIL


def test_the_table_speaks_for_columns_that_say_nothing() -> None:
    assert classify("invoice", "amount", list(islice(cycle([100, 250]), 20))).category == "invoices"
    assert classify("invoice", "id", list(range(20))).category is None


def test_some_firms_among_people_do_not_hide_the_people() -> None:
    people = ["Nina Hansen", "Per Johansen", "Kari Berg", "Ylvali Tveterås", "Brageir Knatten", "Tindra Myklatun"]
    firms = ["Fjordtall Regnskap AS", "Kvernåsen Bygg AS", "Tindramo Velforening ANS", "Myklatun Rør AS"]
    mixed = classify("t_017", "kol_06", [*people, *firms])
    assert (mixed.category, mixed.identifies) == ("name", IdentifierKind.NAME)
    assert classify("t_017", "kol_06", [*people[:3], *firms, "Moss Rør AS"]).category == "organisation"


def test_a_topic_is_that_of_its_table() -> None:
    for header in ("emne", "Subject"):
        assert classify("kurs", header, ["Digital bokføring"] * 9).category == "event-attendance"
        assert classify("mailbox", header, ["Hei"] * 9).category == "correspondence"
        assert classify("t_017", header, ["Hei"] * 9).category == "correspondence"


def test_a_topic_alone_makes_no_letter_of_a_table_without_people() -> None:
    seminar = {
        "subject": classify("tab_8", "subject", ["Digital bokføring"] * 9),
        "nr": classify("tab_8", "nr", [1, 2]),
    }
    assert {each.category for each in together(seminar).values()} == {None}
    sent = {**seminar, "mottaker": classify("tab_8", "mottaker", ["nina@example.no", "per@example.no"] * 3)}
    assert together(sent)["subject"].category == "correspondence"
    written = {**seminar, "notat": classify("tab_8", "notat", ["Hun ringer tilbake etter ferien."])}
    assert together(written)["subject"].category == "correspondence"


def test_every_category_named_is_one_of_the_laws_vocabulary() -> None:
    for category in {*(each[0] for each in _PATTERNS), *(each[0] for each in _TABLES)}:
        assert data_category(category).id == category


def test_a_judgement_holds_no_value() -> None:
    assert not [n for n in NAMES if n in repr(classify("tab", "name", NAMES))]
