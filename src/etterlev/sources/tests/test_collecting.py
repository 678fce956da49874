"""While a look holds what it found, no circles are looked for; afterwards they are, also when threads overlap."""

from __future__ import annotations

import gc

import pytest

from etterlev.sources.collecting import undisturbed


def test_the_last_one_out_turns_the_search_for_circles_on_again() -> None:
    assert gc.isenabled()
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_look_that_fails_leaves_it_on() -> None:
    with pytest.raises(ZeroDivisionError), undisturbed():
        _ = 1 / 0
    assert gc.isenabled()


def test_whoever_had_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
