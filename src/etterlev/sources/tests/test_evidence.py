"""How sure it is that a row is somebody's, from what agrees and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.sources.contract import IdentifierKind, Tier
from etterlev.sources.sql.evidence import STRONG, Match, Names, names, tier

K = IdentifierKind
matches = st.builds(Match, st.sampled_from([k for k in K if k is not K.BIRTH_DATE]), st.booleans())


def given_(*kinds: IdentifierKind) -> list[Match]:
    return [Match(kind, is_given=True) for kind in kinds]


def learnt(*kinds: IdentifierKind) -> list[Match]:
    return [Match(kind, is_given=False) for kind in kinds]


@pytest.mark.parametrize("kind", sorted(STRONG))
@pytest.mark.parametrize("agreement", list(Names))
def test_a_strong_identifier_that_was_asked_for_is_enough(kind: IdentifierKind, agreement: Names) -> None:
    assert tier(given_(kind), agreement, same_birth=False) is Tier.A


@pytest.mark.parametrize("kind", sorted(STRONG))
def test_one_that_was_learnt_is_only_a_guess_beside_another_name(kind: IdentifierKind) -> None:
    assert tier(learnt(kind), Names.DIFFER, same_birth=False) is Tier.C
    assert tier(learnt(kind), Names.SILENT, same_birth=False) is Tier.A


@pytest.mark.parametrize(
    ("found", "agreement", "same_birth", "result"),
    [
        (given_(K.NAME), Names.AGREE, False, Tier.C),
        (given_(K.NAME), Names.AGREE, True, Tier.B),
        (given_(K.PHONE), Names.AGREE, False, Tier.B),
        (learnt(K.PHONE), Names.AGREE, False, Tier.B),
        (given_(K.PHONE), Names.SILENT, False, Tier.C),
        (given_(K.PHONE), Names.DIFFER, False, Tier.C),
        (learnt(K.PHONE), Names.DIFFER, False, None),
        (learnt(K.BANK_ACCOUNT), Names.SILENT, False, Tier.C),
        (given_(K.BANK_ACCOUNT), Names.AGREE, False, Tier.B),
        (given_(K.PHONE, K.BANK_ACCOUNT), Names.SILENT, False, Tier.B),
        (given_(K.ORGANISATION_NUMBER), Names.DIFFER, False, Tier.C),
        ([], Names.AGREE, False, None),
    ],
)
def test_the_tiers(found: list[Match], agreement: Names, *, same_birth: bool, result: Tier | None) -> None:
    assert tier(found, agreement, same_birth=same_birth) is result


@given(st.lists(matches, max_size=5), matches, st.sampled_from(Names), st.booleans())
def test_more_evidence_never_makes_it_less_sure(found: list[Match], more: Match, agreement: Names, birth: bool) -> None:
    without = tier(found, agreement, same_birth=birth)
    assert (tier([*found, more], agreement, same_birth=birth) or "Z") <= (without or "Z")


@given(st.lists(matches, max_size=5))
def test_a_name_alone_or_nothing_is_never_sure(found: list[Match]) -> None:
    named = [each for each in found if each.kind is K.NAME]
    assert tier(named, Names.AGREE, same_birth=False) is (Tier.C if named else None)


@pytest.mark.parametrize(
    ("in_row", "known", "agreement"),
    [
        (["nina vik"], ["nina vik"], Names.AGREE),
        (["nina marie vik"], ["nina vik"], Names.AGREE),
        (["nina hansen"], ["nina vik"], Names.SILENT),
        (["n. vik"], ["nina vik"], Names.SILENT),
        (["ola vik"], ["nina vik"], Names.DIFFER),
        ([], ["nina vik"], Names.SILENT),
        (["ola vik"], [], Names.SILENT),
        (["ola vik", "nina vik"], ["nina vik"], Names.AGREE),
    ],
)
def test_what_names_say(in_row: list[str], known: list[str], agreement: Names) -> None:
    assert names(in_row, known) is agreement
