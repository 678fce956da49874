"""The thread of the main job, one step at a time, each as its user would do it again after a crash."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from etterlev.controllers.actors import Actor, Reason, Role, operator, stranger
from etterlev.controllers.queries import controller_by_slug, controller_ids
from etterlev.jobs import JOBS
from etterlev.notice import actions as notice
from etterlev.notice import queries as notice_asked
from etterlev.project.work import loop
from etterlev.register.actions import import_register
from etterlev.register.parsing import parse
from etterlev.register.reading import read_file
from etterlev.requests import queries
from etterlev.requests.actions import decide, deliver, identify, receive
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import AlreadyAnswered
from etterlev.requests.queries import CaseCard
from etterlev.requests.rules import ANSWER_LASTS
from etterlev.sources import actions as sources
from etterlev.sources import queries as sources_asked
from etterlev.sources.errors import RepeatedSource
from examples.generate import Example
from tests.soak.matters import MatterThread
from tests.soak.statement import StatementThread
from tests.soak.trial import Step

FORM = UUID("11111111-1111-4111-8111-111111111111")


class Thread:
    """What the steps share: the example group's files, and the mailbox."""

    def __init__(self, example: Example, post: Path) -> None:
        nina = example.cast.nina
        self.register, self.post = parse(read_file(example.register)), post
        self.database = example.source(f"crm-{nina.department}").path
        self.email, self.name, self.department = nina.email, nina.name, nina.department
        self.example = example

    def steps(self) -> list[Step]:
        return [
            Step("import the register", self.import_register),
            Step("add a database and a paper archive", self.add_sources),
            Step("publish the statement", self.publish),
            Step("ask what is held", self.ask),
            Step("send the code", self.work),
            Step("enter the code", self.enter_code),
            Step("search and tell the contact", self.work),
            Step("sign the gap", self.sign_gap),
            Step("leave what is another's", self.decide_findings),
            Step("approve", self.approve),
            Step("send the link", self.work),
            Step("fetch the answer", self.fetch),
            Step("send the receipt", self.work),
            Step("erase the answer", self.erase, later=ANSWER_LASTS),
            *StatementThread(self.example, self.register, self._by).steps(),
            *MatterThread(self.example, self._by).steps(),
        ]

    def import_register(self) -> None:
        import_register(self.register, by=operator(controller_ids()), now=timezone.now())

    def add_sources(self) -> None:
        controller = controller_by_slug(self.department)
        for slug, kind, reach in (("crm", "sql", {"address": f"sqlite:///{self.database}"}), ("archive", "manual", {})):
            try:
                sources.add(
                    controller.id, slug=slug, name=slug, kind=kind, reach=reach, by=self._by(), now=timezone.now()
                )
            except RepeatedSource:
                continue
        scope = self._by().scope(Reason.EVIDENCE)
        for card in sources_asked.sources(scope):
            if card.needs_map:
                description = sources.describe(card.id, by=self._by(), now=timezone.now())
                sources.confirm(card.id, description.fingerprint, by=self._by(), now=timezone.now())

    def publish(self) -> None:
        """Whoever publishes sees the newest version and does not publish the same again."""
        if notice_asked.newest() is None:
            change = {"nb": "Første versjon.", "nn": "Første versjon.", "en": "First version."}
            by, now = self._by(), timezone.now()
            notice.publish(effective_on=timezone.localdate(), change=change, is_correction=True, by=by, now=now)

    def ask(self) -> None:
        controller = controller_by_slug(self.department)
        intake = Intake(
            controller.id, self.department, "A15", "nb", self.email, self.name, "Hva har dere om meg?", FORM
        )
        receive.receive(intake, by=stranger(controller.id), now=timezone.now())

    def enter_code(self) -> None:
        code = re.search(r"\b(\d{6})\b", self._newest_letter())
        assert code is not None
        identify.enter_code(self._case().id, code.group(1), by=self._stranger(), now=timezone.now())

    def work(self) -> None:
        loop.sweep(timezone.now())
        loop.work(until_idle=True)

    def sign_gap(self) -> None:
        for search in self._case().searches:
            if search.state == "incomplete":
                decide.sign_gap(search.id, "Arkivet er gått gjennom for hånd.", by=self._by(), now=timezone.now())

    def decide_findings(self) -> None:
        for search in self._case().searches:
            decide.decide_findings(search.id, (), by=self._by(), now=timezone.now())

    def approve(self) -> None:
        try:
            decide.approve(self._case().id, by=self._by(), now=timezone.now())
        except AlreadyAnswered:
            return

    def fetch(self) -> None:
        secret = re.search(r"/svar/[^/]+/([^/\s]+)/", self._newest_letter())
        assert secret is not None
        _, package = deliver.fetch(secret.group(1), by=self._stranger(), now=timezone.now())
        assert package.startswith(b"PK")

    def erase(self) -> None:
        """What the worker does when an answer's time is over."""
        job = JOBS["requests.expire"]
        for about in job.due(now=timezone.now()):
            job.work(about, now=timezone.now())

    def search_of(self, source: str) -> dict[str, Any]:
        """What the case says of one of its sources."""
        (search,) = [each for each in self._case().searches if each.source == source]
        return {"state": search.state, "units": search.coverage}

    def _by(self) -> Actor:
        """The operator, with the rights of a privacy contact: the soak tests what is written, not who may."""
        every = controller_ids()
        return Actor(UUID(int=9), every, {c: frozenset({Role.PRIVACY_CONTACT, Role.OPERATOR}) for c in every})

    def _stranger(self) -> Actor:
        return stranger(controller_by_slug(self.department).id)

    def _case(self) -> CaseCard:
        (case,) = queries.all_cases(self._by().scope(Reason.CASE), timezone.now())
        return case

    def _newest_letter(self) -> str:
        newest = sorted((self.post / self.email).glob("*.eml"))[-1]
        body = message_from_bytes(newest.read_bytes(), policy=default).get_body(("plain",))
        assert body is not None
        return str(body.get_content())
