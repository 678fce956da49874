"""The numbers met in a file, remembered in a few bytes each, and none of them forgotten or made up."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from etterlev.sources.saft.hashes import SMALLEST, Hashes

# Small ones fall beside each other, the others anywhere.
NUMBERS = st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(2, 3 * SMALLEST), max_size=5 * SMALLEST)


@given(NUMBERS.map(lambda several: [each for each in several if each]))
def test_it_is_a_set(numbers: list[int]) -> None:
    met, plain = Hashes(), set[int]()
    for each in numbers:
        assert met.add(each) is (each not in plain)
        plain.add(each)
    assert len(met) == len(plain)
    assert all(each in met for each in numbers)
    assert not any(each in met for each in range(-50, 0) if each not in plain)


def test_nothing_is_a_number_too() -> None:
    met = Hashes()
    assert 0 not in met
    assert met.add(0)
    assert not met.add(0)


def test_a_number_takes_a_few_bytes() -> None:
    met = Hashes()
    for each in range(100_000):
        met.add(hash(str(each)))
    assert len(met) == 100_000
    assert sys.getsizeof(met._slots) <= 24 * len(met)
