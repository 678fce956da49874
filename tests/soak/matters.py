"""What comes by e-mail and belongs in several departments, one step at a time, each as its user would do it again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from etterlev.controllers.actors import Actor, Reason
from etterlev.controllers.queries import department, departments
from etterlev.jobs import JOBS
from etterlev.requests import arrival_queries, queries
from etterlev.requests.actions import arrivals, hide, identify, matters
from etterlev.requests.actions.answering import Upload
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import AlreadyAnswered
from etterlev.requests.queries import CaseCard
from etterlev.requests.rules import Level
from examples.generate import Example
from tests.soak.trial import Step

FORM = UUID("22222222-2222-4222-8222-222222222222")
LETTER = """From: {name} <{email}>
To: personvern@fjordtall.example
Subject: Innsyn og sletting
Date: Mon, 16 Nov 2026 10:00:00 +0100
Message-ID: <1@example.no>

Hei, hva har dere om meg? Slett resten.
"""


class MatterThread:
    """What the steps share: who wrote, where, and who acts."""

    def __init__(self, example: Example, by: Callable[[], Actor]) -> None:
        nina = example.cast.nina
        self.name, self.email, self.department, self._by = nina.name, nina.email, nina.department, by

    def steps(self) -> list[Step]:
        return [
            Step("take in an e-mail", self.take_in),
            Step("register it", self.register),
            Step("know who wrote", self.vouch),
            Step("search for it", self.search),
            Step("hide a word", self.hide),
            Step("ask another department", self.spread),
            Step("make a case of the rest", self.split),
            Step("move that case", self.move),
        ]

    def take_in(self) -> None:
        """As a mail server hands it over, and hands it over again."""
        content = LETTER.format(name=self.name, email=self.email).encode()
        arrivals.take_in(self.department, Upload("brev.eml", content, len(content)), by=self._by(), now=timezone.now())

    def register(self) -> None:
        here = department(self.department)
        waiting = arrival_queries.waiting(self._by().scope(Reason.CASE))
        intake = Intake(
            here.controller.id, here.slug, "A15", "nb", self.email, self.name, "Hva har dere?", FORM, door="email"
        )
        arrival = waiting[0].id if waiting else None
        arrivals.register(intake, timezone.localdate(), arrival, by=self._by(), now=timezone.now())

    def vouch(self) -> None:
        """Whoever was cut off sees whether it was said already: said twice, it stands twice in the log."""
        case = self._case("A15")
        if case.identified_at is None:
            identify.vouch(case.id, Level.ADDRESS, "Vi kjenner henne fra før.", by=self._by(), now=timezone.now())

    def search(self) -> None:
        for each in self._case("A15").searches:
            JOBS["requests.search"].work(each.id, now=timezone.now())

    def hide(self) -> None:
        hide.decide_others(self._case("A15").id, (), ["kallenavn"], "", by=self._by(), now=timezone.now())

    def spread(self) -> None:
        """Whoever was cut off sees on the case whether the others were asked."""
        case = self._case("A15")
        if case.matter is None:
            matters.ask_others(case.id, [self._elsewhere()], by=self._by(), now=timezone.now())

    def split(self) -> None:
        """And whether the rest has become a case of its own."""
        here = department(self.department).controller.id
        cases = queries.all_cases(self._by().scope(Reason.CASE, [here]), timezone.now())
        if not any(each.right == "A17" for each in cases):
            matters.split(self._case("A15").id, "A17", by=self._by(), now=timezone.now())

    def move(self) -> None:
        try:
            matters.move(
                self._case("A17").id, self._elsewhere(), "Hun er kunde der.", by=self._by(), now=timezone.now()
            )
        except AlreadyAnswered:
            return

    def _elsewhere(self) -> str:
        here = department(self.department)
        return next(each.slug for each in departments() if each.controller.id != here.controller.id)

    def _case(self, right: str) -> CaseCard:
        """The case of this matter here: the one that came by e-mail."""
        here = department(self.department).controller.id
        cases = queries.all_cases(self._by().scope(Reason.CASE, [here]), timezone.now())
        return next(each for each in cases if each.right == right and each.door == "email")
