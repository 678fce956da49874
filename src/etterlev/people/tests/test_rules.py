"""Two records of one person are proposed as one, with why; a family in one house is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.people.rules import (
    HOUSEHOLD_AT_MOST,
    PROPOSED,
    Agreement,
    Likeness,
    Trait,
    agree,
    blocks,
    compare,
    pairs,
    similarity,
)

HOME = {"street": "fjordveien", "street_number": "1", "place": "bergen", "postal_code": "5003", "phone": "91234567"}
NINA = {"given_name": "nina", "family_name": "vik", "birth_date": "19900517", **HOME}


def likeness(one: dict[str, str], other: dict[str, str]) -> Likeness:
    return compare({Trait(k): v for k, v in one.items()}, {Trait(k): v for k, v in other.items()})


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"given_name": "nnia"},
        {"given_name": "vik", "family_name": "nina"},
        {"birth_date": "19900571"},
        {"family_name": "aas"},
        {"street": "bakken", "place": "oslo", "postal_code": "0150", "street_number": "7", "phone": "99999999"},
    ],
    ids=["the same", "a slip", "turned", "a day turned", "married", "moved"],
)
def test_one_person_twice_is_proposed(other: dict[str, str]) -> None:
    assert likeness(NINA, {**NINA, **other}).is_proposed


@pytest.mark.parametrize(
    "other",
    [
        {"given_name": "ola", "birth_date": "19851103"},
        {"given_name": "ola", "birth_date": ""},
        {"given_name": "eva"},
        {"birth_date": "19600102", **dict.fromkeys(HOME, "")},
        {"birth_date": "", **dict.fromkeys(HOME, "")},
    ],
    ids=["a husband", "a husband without a date", "a twin", "a namesake", "a name alone"],
)
def test_another_person_is_not(other: dict[str, str]) -> None:
    assert not likeness(NINA, {**NINA, **other}).is_proposed


def test_what_only_one_person_has_is_stronger_than_another_first_name() -> None:
    one, other = {**NINA, "email": "nina@example.no"}, {**NINA, "email": "nina@example.no", "given_name": "anna"}
    assert likeness(one, other).is_proposed


def test_the_sum_is_told_part_by_part_and_a_household_counts_as_one_thing() -> None:
    found = likeness(NINA, {**NINA, "family_name": "berg"})
    assert [each.trait for each in found.evidence[:2]] == [Trait.BIRTH_DATE, Trait.PHONE]
    assert {each.trait: each.agreement for each in found.evidence}[Trait.FAMILY_NAME] is Agreement.OTHER
    assert found.weight == 13.0 + 7.0 - 4.0 + HOUSEHOLD_AT_MOST > PROPOSED


def test_what_one_of_them_lacks_says_nothing() -> None:
    assert likeness(NINA, {"given_name": "nina", "email": "x@y.no"}).evidence[0].trait is Trait.GIVEN_NAME


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("12345", "12345", Agreement.SAME),
        ("12345", "12354", Agreement.CLOSE),
        ("12345", "1234", Agreement.CLOSE),
        ("12345", "12945", Agreement.CLOSE),
        ("12345", "52341", Agreement.OTHER),
        ("12345", "123", Agreement.OTHER),
    ],
)
def test_digits_are_close_by_one_slip(one: str, other: str, agreement: Agreement) -> None:
    assert agree(Trait.PHONE, one, other) is agree(Trait.PHONE, other, one) is agreement


def test_similarity_is_what_jaro_and_winkler_say() -> None:
    assert similarity("martha", "marhta") == pytest.approx(0.9611, abs=1e-4)
    assert similarity("dixon", "dicksonx") == pytest.approx(0.8133, abs=1e-4)
    assert similarity("", "x") == 0


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_similarity_is_the_same_both_ways_and_one_for_the_same(one: str, other: str) -> None:
    assert similarity(one, one) == pytest.approx(1)
    assert 0 <= similarity(one, other) <= 1


def test_a_key_of_very_many_brings_nobody_together() -> None:
    many = [{Trait.PHONE: "22000000"} for _ in range(60)]
    assert list(pairs(many)) == []
    assert list(pairs(many[:3])) == [(0, 1), (0, 2), (1, 2)]
    assert set(blocks({Trait.GIVEN_NAME: "nina"})) == set()
