"""The matrix of legal bases and rights, against the W3C Data Privacy Vocabulary."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law import errors
from etterlev.law.bases import (
    Answer,
    LegalBasis,
    Right,
    SpecialCondition,
    name_of,
    read_right,
    rights_under,
    verdict,
)
from etterlev.law.packs import read_pack

# eu-gdpr:A6-1-x dpv:hasRight …, as the vocabulary's own mapping has it (legal/eu/gdpr, version 2).
DPV = {
    "A6-1-a": "A13 A14 A15 A16 A17 A18 A20 A22 A7-3 A77",
    "A6-1-b": "A13 A14 A15 A16 A17 A18 A20 A22 A77",
    "A6-1-c": "A13 A15 A16 A18 A77",
    "A6-1-d": "A13 A14 A15 A16 A17 A18 A22 A77",
    "A6-1-e": "A13 A14 A15 A16 A18 A21 A22 A77",
    "A6-1-f": "A13 A14 A15 A16 A17 A18 A21 A22 A77",
}
# Where the vocabulary is too coarse: the right exists, sometimes on a condition.
DEVIATIONS = {("A6-1-c", "A14"), ("A6-1-c", "A17"), ("A6-1-c", "A22"), ("A6-1-e", "A17")}
# Rights the vocabulary's mapping does not speak of.
OUR_OWN = {Right.COPY, Right.RECIPIENTS_TOLD, Right.OBJECTION_TO_MARKETING}
BASES = st.sets(st.sampled_from(LegalBasis))


def test_the_matrix_is_that_of_the_vocabulary_but_for_the_named_deviations() -> None:
    theirs = {(basis, right) for basis, rights in DPV.items() for right in rights.split()}
    ours = {(basis.value, right.value) for basis in LegalBasis for right in rights_under([basis]) - OUR_OWN}
    assert theirs - ours == set()
    assert ours - theirs == DEVIATIONS


def test_what_the_vocabulary_says_is_verified_and_the_deviations_are_not() -> None:
    for basis in LegalBasis:
        for right in set(Right) - {Right.RECIPIENTS_TOLD, Right.OBJECTION_TO_MARKETING}:
            deviates = (basis.value, right.value) in DEVIATIONS
            assert verdict(right, basis).is_verified is not deviates, (basis, right)


@given(BASES, st.sampled_from(LegalBasis))
def test_adding_a_basis_never_removes_a_right(bases: set[LegalBasis], another: LegalBasis) -> None:
    assert rights_under(bases) <= rights_under(bases | {another})


@given(BASES, BASES)
def test_the_rights_of_several_bases_are_those_of_each(one: set[LegalBasis], other: set[LegalBasis]) -> None:
    assert rights_under(one | other) == rights_under(one) | rights_under(other)


def test_without_a_basis_there_is_nothing_to_invoke_a_right_against() -> None:
    assert rights_under([]) == frozenset()


@pytest.mark.parametrize("basis", LegalBasis)
def test_marketing_can_always_be_refused_and_a_complaint_always_lodged(basis: LegalBasis) -> None:
    assert {Right.OBJECTION_TO_MARKETING, Right.COMPLAINT, Right.ACCESS, Right.COPY} <= rights_under([basis])


def test_only_consent_can_be_withdrawn() -> None:
    assert [basis for basis in LegalBasis if Right.WITHDRAWAL in rights_under([basis])] == [LegalBasis.CONSENT]


def test_portability_is_for_consent_and_contract_only() -> None:
    assert {basis for basis in LegalBasis if verdict(Right.PORTABILITY, basis).answer is Answer.YES} == {
        LegalBasis.CONSENT,
        LegalBasis.CONTRACT,
    }


def test_erasure_under_a_legal_obligation_depends_on_the_duty_and_says_so_in_three_languages() -> None:
    blocked = verdict(Right.ERASURE, LegalBasis.LEGAL_OBLIGATION)
    assert blocked.answer is Answer.CONDITIONAL
    assert blocked.condition is not None
    assert "17 nr. 3 bokstav b" in blocked.citation
    assert "ikke slette" in blocked.condition.nb
    assert "ikkje slette" in blocked.condition.nn
    assert "cannot erase" in blocked.condition.en


def test_every_conditional_answer_tells_its_condition() -> None:
    conditional = [
        verdict(right, basis)
        for right in Right
        for basis in LegalBasis
        if verdict(right, basis).answer is Answer.CONDITIONAL
    ]
    assert len(conditional) == 2
    assert all(each.condition for each in conditional)


@pytest.mark.parametrize("term", [*LegalBasis, *SpecialCondition, *Right])
def test_every_term_has_a_name_and_an_article(term: LegalBasis | SpecialCondition | Right) -> None:
    assert name_of(term).id == term
    assert name_of(term).citation.startswith("personvernforordningen artikkel ")


def test_the_codes_are_those_that_are_stored() -> None:
    assert LegalBasis.LEGITIMATE_INTEREST.value == "A6-1-f"
    assert [each.value for each in SpecialCondition] == [f"A9-2-{letter}" for letter in "abcdefghij"]
    assert {Right.COPY.value, Right.OBJECTION_TO_MARKETING.value, Right.WITHDRAWAL.value} == {"A15-3", "A21-2", "A7-3"}


GROUP = """
  [[right.verdict]]
  bases = {bases}
  answer = "{answer}"
  citation = "artikkel 15"
  status = "unverified"
"""
RIGHT = """
version = 1
[[right]]
id = "A15"
citation = "artikkel 15"
status = "unverified"
name.nb = "innsyn"
name.nn = "innsyn"
name.en = "access"
"""
ALL_BUT_F = '["A6-1-a", "A6-1-b", "A6-1-c", "A6-1-d", "A6-1-e"]'


@pytest.mark.parametrize(
    "groups",
    [
        GROUP.format(bases=ALL_BUT_F, answer="yes"),
        GROUP.format(bases=ALL_BUT_F, answer="yes") + GROUP.format(bases='["A6-1-f", "A6-1-a"]', answer="no"),
    ],
)
def test_a_row_that_forgets_or_repeats_a_basis_is_refused(tmp_path: Path, groups: str) -> None:
    (tmp_path / "rights.toml").write_text(RIGHT + groups, encoding="utf-8")
    with pytest.raises(errors.BasesNotCovered):
        read_pack(tmp_path / "rights.toml").read("right", read_right)


def test_a_conditional_answer_without_its_condition_is_refused(tmp_path: Path) -> None:
    groups = GROUP.format(bases=ALL_BUT_F, answer="yes") + GROUP.format(bases='["A6-1-f"]', answer="conditional")
    (tmp_path / "rights.toml").write_text(RIGHT + groups, encoding="utf-8")
    with pytest.raises(errors.KeyMissing):
        read_pack(tmp_path / "rights.toml").read("right", read_right)
