"""What is missing is named, with the place and the way out, and never filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.law.bases import LegalBasis
from etterlev.law.packs import Text
from etterlev.notice.rules.gaps import find
from etterlev.notice.rules.texts import gap_texts
from etterlev.notice.tests.group import group, only_controller, with_activity, without
from etterlev.register.document import Register

PURPOSE = group().activities[0].activity.purposes[0]
TRACKING = replace(
    PURPOSE,
    code="website-statistics",
    basis=LegalBasis.LEGITIMATE_INTEREST,
    interest=Text("a", "a", "a"),
    balancing_test_on=None,
)
NOT_REGISTERED: dict[str, Register] = {
    "contact-missing": only_controller("oslo", contact=None),
    "department-missing": only_controller("oslo", departments=()),
    "activities-missing": without("kundeforhold", "lonn", "klientregnskap"),
    "subjects-missing": with_activity("kundeforhold", subjects=()),
    "categories-missing": with_activity("kundeforhold", categories=()),
    "recipients-missing": with_activity("kundeforhold", systems=(), recipients=()),
    "obligation-missing": with_activity("kundeforhold", obligation=None),
    "automated-unsaid": with_activity("kundeforhold", automated_decisions=None),
    "balancing-test-missing": with_activity("nettsider", purposes=(TRACKING,)),
    "cookies-without-consent": with_activity("nettsider", purposes=(TRACKING,)),
    "review-missing": with_activity("kundeforhold", reviewed_on=None),
    "sources-unsaid": with_activity("kundeforhold", sources=()),
    "processor-role-unsaid": without("klientregnskap"),
    "website-unsaid": without("nettsider"),
    "security-unsaid": without("kundeforhold", "lonn"),
    "agreement-missing": replace(
        group(), systems=tuple(replace(h, system=replace(h.system, agreement_signed_on=None)) for h in group().systems)
    ),
    "offence-unfounded": with_activity("lonn", categories=("name", "criminal-offences"), special_provision=None),
    "marketing-unfounded": with_activity("nyhetsbrev", purposes=(replace(PURPOSE, code="newsletter"),)),
    "absolute-word": with_activity("kundeforhold", security=(Text("alle oppslag logges", "alle", "all"),)),
}


def test_a_whole_register_has_no_gaps() -> None:
    assert find(group()) == ()


@pytest.mark.parametrize("key", gap_texts())
def test_what_is_taken_away_is_missed(key: str) -> None:
    assert key in {gap.key for gap in find(NOT_REGISTERED[key])}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", gap_texts())
def test_a_gap_says_where_and_what_to_do(key: str, language: Language) -> None:
    gap = next(gap for gap in find(NOT_REGISTERED[key]) if gap.key == key)
    told = gap.said(language)
    assert "{" not in told
    assert gap.where is None or gap.where.said(language) in told
    assert gap.item[0] in "NX"
