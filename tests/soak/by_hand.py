"""The thread of whoever searches by hand: written to, reminded, passed on, answered, told; each as after a crash."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from etterlev.controllers.queries import controller_by_slug
from etterlev.jobs import JOBS
from etterlev.requests.actions import answering, decide
from etterlev.requests.actions.answering import Reply, Upload
from etterlev.sources import actions as sources
from etterlev.sources.owners import Owner, Ownership
from examples.generate import Example
from tests.soak import clock
from tests.soak.children import in_child
from tests.soak.thread import Thread
from tests.soak.trial import Step

KNUT = Owner("Knut Kjeller", "knut@fjordtall.example", "nb")
VERA = Owner("Vera Vikar", "vera@fjordtall.example", "nn")
FOUND = b"%PDF-1.4\n%%EOF\n"


class ByHand(Thread):
    """One archive with an owner who is silent, and a substitute who finds something."""

    def __init__(self, example: Example, post: Path) -> None:
        super().__init__(example, post)
        # Up to the search nothing is new: it is done once, undisturbed. Raises RuntimeError if it fails.
        end = in_child(self._begin)
        if end.code:
            raise RuntimeError(f"the story does not begin ({end.code})")

    def steps(self) -> list[Step]:
        return [
            Step("write to the owner", self.work),
            Step("remind the owner", self.go_on, later=timedelta(days=4)),
            Step("pass it on to the substitute", self.go_on, later=timedelta(days=5)),
            Step("send what was written", self.go_on, later=timedelta(hours=1)),
            Step("the substitute answers with a file", self.answer),
            Step("take the file with", self.take_with),
            Step("approve", self.approve),
            Step("tell the contact and send the link", self.go_on, later=timedelta(hours=1)),
        ]

    def _begin(self) -> int:
        clock.set_to(clock.start())
        self.import_register()
        by, now, controller = self._by(), timezone.now(), controller_by_slug(self.department).id
        archive = sources.add(controller, slug="archive", name="archive", kind="manual", reach={}, by=by, now=now)
        sources.appoint(archive, Ownership(KNUT, VERA, 8), by=by, now=now)
        self.ask()
        self.work()
        self.enter_code()
        return 0

    def go_on(self) -> None:
        """What the worker does with tasks and letters; the other clocks that are due after so many days are not
        tried here. A letter leaves in the step after the one that wrote it, as one whose nudge was lost.
        """
        for name in ("requests.tasks", "letters.send"):
            for about in JOBS[name].due(now=timezone.now()):
                JOBS[name].work(about, now=timezone.now())

    def answer(self) -> None:
        """Sent again after a crash, the form is the one that was open before it."""
        newest = sorted((self.post / VERA.email).glob("*.eml"))[-1].read_bytes()
        secret = re.search(rb"/oppgave/[^/]+/([^/\s]+)/", newest.replace(b"=\r\n", b""))
        assert secret is not None
        reply = Reply("done", "", 0, [Upload("avtale.pdf", FOUND, len(FOUND))])
        answering.answer(secret.group(1).decode(), reply, by=self._stranger(), now=timezone.now())

    def take_with(self) -> None:
        (search,) = self._case().searches
        decide.decide_findings(search.id, {"0"}, by=self._by(), now=timezone.now())
