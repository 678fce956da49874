"""The same person however it was typed: what is written in any of the usual ways has one normal form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law.example_numbers import bank_account, organisation_number, synthetic_national_identity_number
from etterlev.sources.contract import IdentifierKind
from etterlev.sources.normalise import is_firm, normal, same_name, written
from etterlev.sources.sql.spellings import DIGITS, numbers, parts, spellings

K = IdentifierKind


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        (K.EMAIL, " Kari.Nordmann@Example.NO ", "kari.nordmann@example.no"),
        (K.EMAIL, "<kari@example.no>", "kari@example.no"),
        (K.EMAIL, "mailto:kari@example.no", "kari@example.no"),
        (K.EMAIL, "ÅSE@ØRE.no", "åse@øre.no"),
        (K.EMAIL, "not an address", None),
        (K.EMAIL, "a b@example.no", None),
        (K.PHONE, "912 34 567", "91234567"),
        (K.PHONE, "+47 912-34-567", "91234567"),
        (K.PHONE, "0047 91234567", "91234567"),
        (K.PHONE, "(+47) 91.23.45.67", "91234567"),
        (K.PHONE, 91234567, "91234567"),
        (K.PHONE, Decimal("4791234567"), "91234567"),
        (K.PHONE, 91234567.0, "91234567"),
        (K.PHONE, "+46 70 123 45 67", "46701234567"),
        (K.PHONE, "0046701234567", "46701234567"),
        (K.PHONE, "02800", None),
        (K.PHONE, "1" * 30, None),
        (K.NATIONAL_ID, "010190 12345", "01019012345"),
        (K.NATIONAL_ID, 1019012345, "01019012345"),
        (K.NATIONAL_ID, 1.019012345e9, "01019012345"),
        (K.NATIONAL_ID, "12345", None),
        (K.BANK_ACCOUNT, "1234.56.78903", "12345678903"),
        (K.BANK_ACCOUNT, "NO93 8601 1117 947", "86011117947"),
        (K.BANK_ACCOUNT, 5301234567, "05301234567"),
        (K.ORGANISATION_NUMBER, "NO 974 760 673 MVA", "974760673"),
        (K.CUSTOMER_NUMBER, "00017", "17"),
        (K.CUSTOMER_NUMBER, "K-017", "k-017"),
        (K.CUSTOMER_NUMBER, "000", None),
        (K.NAME, "  Kari   NORDMANN ", "kari nordmann"),
        (K.NAME, "Nordmann, Kari Anne", "kari anne nordmann"),
        (K.NAME, "A\u030ase", "åse"),
        (K.NAME, "ord " * 30, None),
        (K.BIRTH_DATE, "1.2.1990", "1990-02-01"),
        (K.BIRTH_DATE, date(1990, 2, 1), "1990-02-01"),
        (K.BIRTH_DATE, datetime(1990, 2, 1, 12), "1990-02-01"),  # noqa: DTZ001  # as databases give them
        (K.BIRTH_DATE, "1990-02-01T00:00:00", "1990-02-01"),
        (K.BIRTH_DATE, "31.2.1990", None),
    ],
)
def test_a_value_has_one_normal_form(kind: IdentifierKind, value: object, form: str | None) -> None:
    assert normal(kind, value) == form


@given(st.sampled_from(list(IdentifierKind)), st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(kind: IdentifierKind, text: str) -> None:
    form = normal(kind, text)
    if form is not None:
        assert normal(kind, form) == form


@given(st.sampled_from(list(IdentifierKind)), st.one_of(st.none(), st.integers(), st.floats(), st.binary(), st.text()))
def test_no_value_breaks_the_reading_of_it(kind: IdentifierKind, value: object) -> None:
    form = normal(kind, value)
    assert form is None or (form and "\x00" not in form and form.encode())


@given(st.sampled_from([*DIGITS]), st.integers(0, 400), st.sampled_from(["{}", " {}", "{} ", "+{}", "({})"]))
def test_digits_are_found_among_their_spellings(kind: IdentifierKind, serial: int, around: str) -> None:
    examples = {
        K.NATIONAL_ID: synthetic_national_identity_number(date(2001, 2, 3), serial % 100).digits,
        K.BANK_ACCOUNT: bank_account(serial).digits,
        K.ORGANISATION_NUMBER: organisation_number(serial).digits,
        K.PHONE: str(40000000 + serial),
    }
    value = examples[kind]
    assert value in spellings(kind, [value])
    assert int(value) in numbers(kind, [value])
    if kind is not K.PHONE or "+" not in around:
        assert normal(kind, around.format(value)) == value


@given(st.lists(st.sampled_from(["kari", "åse", "ødegård", "æva", "nordmann", "lie"]), min_size=2, max_size=3))
def test_a_name_is_spelled_both_ways_round_and_in_both_cases(words: list[str]) -> None:
    name = " ".join(words)
    spelled = spellings(K.NAME, [name])
    # The engine makes A to Z small; the rest stands as it was typed.
    for typed in (name.upper(), name.title(), name, f"{words[-1]}, {' '.join(words[:-1])}".upper()):
        assert "".join(c.lower() if c.isascii() else c for c in typed) in spelled
    assert {words[0], words[-1], " ".join(words[:-1])} <= set(parts([name]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nina vik", "nina vik", True),
        ("nina vik", "nina marie vik", True),
        ("vik nina", "nina vik", True),
        ("nina vik", "nina", False),
        ("nina vik", "ola vik", False),
        ("nina vik", "nina aas", False),
        ("", "nina", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("text", "firm"), [("fjord regnskap as", True), ("nina vik", False), ("as", True), ("vik a/s", True)]
)
def test_firms_are_told_from_people(text: str, *, firm: bool) -> None:
    assert is_firm(text) is firm


@pytest.mark.parametrize(
    ("value", "text"), [(float("nan"), ""), (float("inf"), ""), (b"x", ""), (None, ""), (True, "True"), (1e30, "")]
)
def test_what_is_no_value_is_no_text(value: object, text: str) -> None:
    assert written(value) == text
