"""The tree against the definition in RFC 6962, section 2.1, written the slow way round."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_from_inclusion,
    root_of,
)

SIZES = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(size)]


def by_definition(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962: split at the largest power of two below n."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + by_definition(hashes[:split]) + by_definition(hashes[split:])).digest()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 1000, 4097])
def test_the_frontier_has_the_root_of_the_definition(size: int) -> None:
    assert Frontier().extended(leaves(size)).root() == by_definition(leaves(size))


def test_an_empty_log_has_the_root_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest()


@given(SIZES, st.data())
def test_growing_in_steps_is_growing_at_once(size: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, size))
    assert Frontier().extended(leaves(size)[:cut]).extended(leaves(size)[cut:]) == Frontier().extended(leaves(size))


@given(SIZES, st.data())
def test_every_line_proves_that_it_is_in_the_tree(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves(size), index)
    assert root_from_inclusion(leaves(size)[index], index, size, proof) == root_of(leaves(size))


@given(st.integers(2, 70), st.data())
def test_a_proof_for_one_line_does_not_prove_another(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    proof = inclusion_proof(leaves(size), index)
    assert root_from_inclusion(leaves(size)[other], index, size, proof) != root_of(leaves(size))


@given(SIZES, st.data())
def test_a_longer_log_proves_that_it_has_the_shorter_one_in_it(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(leaves(size), old)
    assert is_consistent(old, root_of(leaves(old)), size, root_of(leaves(size)), proof)


@given(st.integers(2, 70), st.data())
def test_a_log_that_was_rewritten_cannot_prove_the_old_one(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    rewritten = [leaf_hash(b"x"), *leaves(size)[1:]]
    proof = consistency_proof(rewritten, old)
    assert not is_consistent(old, root_of(leaves(old)), size, root_of(rewritten), proof)
