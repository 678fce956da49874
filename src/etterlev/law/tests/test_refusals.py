"""Refusals: every one carries its reason and the ways out, and some rights cannot be refused at all."""

from datetime import date

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.law import errors
from etterlev.law.bases import Right
from etterlev.law.refusals import (
    RefusalGround,
    grounds_against,
    omissions,
    refusal_ground,
    refusal_grounds,
    refuse,
)

UNTIL = date(2031, 12, 31)
GROUNDS = [refusal_ground(entry) for entry in refusal_grounds()]


def words_of(ground: RefusalGround, language: Language) -> str:
    right = min(ground.rights)
    return "\n".join(refuse(ground, right, language, until=UNTIL if ground.needs_until else None).paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.id)
def test_every_refusal_tells_of_datatilsynet_and_the_courts(ground: RefusalGround, language: Language) -> None:
    words = words_of(ground, language)
    assert "Datatilsynet" in words
    assert {"nb": "domstolene", "nn": "domstolane", "en": "courts"}[language] in words
    assert len(words.splitlines()) == 3


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.id)
def test_every_refusal_says_under_which_provision(ground: RefusalGround) -> None:
    law = {"nb": ("artikkel", "§", "loven"), "nn": ("artikkel", "§", "lova"), "en": ("Article", "section", "Act")}
    for language in LANGUAGES:
        assert any(word in words_of(ground, language).splitlines()[0] for word in law[language]), language


@pytest.mark.parametrize("right", [Right.OBJECTION_TO_MARKETING, Right.WITHDRAWAL, Right.COMPLAINT])
def test_marketing_withdrawal_and_complaint_cannot_be_refused(right: Right) -> None:
    assert grounds_against(right) == ()
    for ground in GROUNDS:
        with pytest.raises(errors.NotAGround):
            refuse(ground, right, "nb", until=UNTIL if ground.needs_until else None)


@pytest.mark.parametrize(
    "right",
    [
        Right.ACCESS,
        Right.COPY,
        Right.RECTIFICATION,
        Right.ERASURE,
        Right.RESTRICTION,
        Right.PORTABILITY,
        Right.OBJECTION,
    ],
)
def test_every_other_right_can_be_refused_as_manifestly_unfounded_or_for_want_of_identity(right: Right) -> None:
    assert {"RF-12-5-UNFOUNDED", "RF-12-5-EXCESSIVE", "RF-12-6"} <= {each.id for each in grounds_against(right)}


def test_erasure_has_the_five_exceptions_of_the_article() -> None:
    erasure = {each.id for each in grounds_against(Right.ERASURE)}
    assert {f"RF-17-3-{letter}" for letter in "ABCDE"} <= erasure


def test_the_six_norwegian_exceptions_are_for_information_and_access() -> None:
    for letter in "ABCDEF":
        ground = refusal_ground(f"RF-POL-16-{letter}")
        assert ground.rights == {Right.NOTICE_WHEN_COLLECTED, Right.NOTICE_FROM_OTHERS, Right.ACCESS, Right.COPY}
        assert f"bokstav {letter.lower()}" in ground.sentence.nb
        assert f"bokstav {letter.lower()}" in ground.sentence.nn
        assert f"letter {letter.lower()}" in ground.sentence.en


def test_the_rights_of_others_hold_back_a_part_only() -> None:
    assert refusal_ground("RF-15-4").is_partial
    assert refusal_ground("RF-20-4").is_partial


def test_a_legal_duty_and_a_claim_say_until_when() -> None:
    assert {ground.id for ground in GROUNDS if ground.needs_until} == {"RF-17-3-B", "RF-17-3-E", "RF-21-CLAIMS"}
    refusal = refuse(refusal_ground("RF-17-3-B"), Right.ERASURE, "nb", until=UNTIL)
    assert "etter 31. desember 2031" in refusal.reason
    with pytest.raises(errors.UntilMissing):
        refuse(refusal_ground("RF-17-3-B"), Right.ERASURE, "nb")


def test_a_date_that_would_not_be_said_is_refused() -> None:
    with pytest.raises(errors.UntilNotUsed):
        refuse(refusal_ground("RF-15-4"), Right.ACCESS, "nb", until=UNTIL)


def test_a_ground_for_one_right_does_not_refuse_another() -> None:
    with pytest.raises(errors.NotAGround):
        refuse(refusal_ground("RF-17-3-B"), Right.ACCESS, "nb", until=UNTIL)


def test_reports_of_money_laundering_are_left_out_and_no_letter_mentions_them() -> None:
    omitted = omissions()["OM-AML-28"]
    assert {Right.ACCESS, Right.COPY} <= omitted.rights
    assert not hasattr(omitted, "sentence")
    for ground in GROUNDS:
        for language in LANGUAGES:
            assert "vaskin" not in words_of(ground, language)
            assert "laundering" not in words_of(ground, language)
