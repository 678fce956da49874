"""What is missing in the register, so that the statement cannot say it. Never filled with invented words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.languages import Language
from etterlev.law.bases import LegalBasis
from etterlev.law.packs import Text
from etterlev.notice.rules.rights import MARKETING
from etterlev.notice.rules.texts import gap_texts
from etterlev.notice.rules.website import VISITOR, has_cookies_without_consent
from etterlev.register.document import Activity, ControllerPart, Register, Role, SupplierRole

# What only a live proof can carry: «all», «never», «only» are read as promises.
ABSOLUTE: Final = re.compile(r"\b(kun|aldri|alltid|alle|ingen)\b")
OFFENCES: Final = "criminal-offences"
# What marketing may rest on (Article 6(1)(a) and (f)).
MAY_MARKET: Final = (LegalBasis.CONSENT, LegalBasis.LEGITIMATE_INTEREST)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and where."""

    key: str
    where: Text | None = None
    word: str = ""

    @property
    def item(self) -> str:
        """Which item of the notice it leaves open: N01–N21 or X01–X15."""
        return gap_texts()[self.key].item

    def said(self, language: Language) -> str:
        blanks = {"where": self.where.said(language)} if self.where else {}
        return gap_texts()[self.key].say.said(language, **blanks, **({"word": self.word} if self.word else {}))


def find(register: Register) -> tuple[Gap, ...]:
    """Every gap, each once."""
    return tuple(dict.fromkeys(_all(register)))


def _all(register: Register) -> Iterator[Gap]:
    for part in register.controllers:
        yield from _controller(register, part)
    own = [held.activity for held in register.activities if held.activity.role is Role.CONTROLLER]
    for activity in own:
        yield from _activity(activity)
    for held in register.systems:
        if held.system.role is SupplierRole.PROCESSOR and held.system.agreement_signed_on is None:
            yield Gap("agreement-missing", same(held.system.name))
    yield from _whole(register, own)


def _controller(register: Register, part: ControllerPart) -> Iterator[Gap]:
    name = same(part.legal_name)
    if part.contact is None:
        yield Gap("contact-missing", name)
    if not part.departments and not part.is_group:
        yield Gap("department-missing", name)
    if not register.of(part.slug):
        yield Gap("activities-missing", name)


def _activity(activity: Activity) -> Iterator[Gap]:
    missing = {
        "subjects-missing": not activity.subjects,
        "categories-missing": not activity.categories,
        "recipients-missing": not activity.systems and not activity.recipients,
        "obligation-missing": activity.obligation is None,
        "automated-unsaid": activity.automated_decisions is None,
        "balancing-test-missing": any(p.interest and p.balancing_test_on is None for p in activity.purposes),
        "cookies-without-consent": VISITOR in activity.subjects and has_cookies_without_consent(activity),
        "offence-unfounded": OFFENCES in activity.categories and activity.special_provision is None,
        "marketing-unfounded": any(p.code in MARKETING and p.basis not in MAY_MARKET for p in activity.purposes),
        "review-missing": activity.reviewed_on is None,
    }
    yield from (Gap(key, activity.name) for key, is_missing in missing.items() if is_missing)
    for measure in activity.security:
        yield from (Gap("absolute-word", activity.name, word) for word in ABSOLUTE.findall(measure.nb.lower()))


def _whole(register: Register, own: list[Activity]) -> Iterator[Gap]:
    if own and not any(activity.sources for activity in own):
        yield Gap("sources-unsaid")
    if len(own) == len(register.activities):
        yield Gap("processor-role-unsaid")
    if register.website and not any(VISITOR in activity.subjects for activity in own):
        yield Gap("website-unsaid", same(register.website))
    if not any(held.activity.security for held in register.activities):
        yield Gap("security-unsaid")


def same(name: str) -> Text:
    """A name is the same in every language."""
    return Text(name, name, name)
