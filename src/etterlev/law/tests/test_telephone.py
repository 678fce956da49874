"""Telephone numbers are grouped as Norwegians say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law.words import telephone_in_words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+4749435720", "+47 494 35 720"),
        ("+4722334455", "+47 22 33 44 55"),
        ("41234567", "412 34 567"),
        ("22 33 44 55", "22 33 44 55"),
        ("80012345", "800 12 345"),
        ("+46701234567", "+46701234567"),
        ("02800", "02800"),
        ("", ""),
    ],
)
def test_a_number_is_grouped_as_it_is_said(number: str, said: str) -> None:
    assert telephone_in_words(number) == said


@given(st.text(max_size=20))
def test_no_digit_is_lost_or_moved(number: str) -> None:
    assert (
        telephone_in_words(number).replace(" ", "") == number.replace(" ", "") or telephone_in_words(number) == number
    )
