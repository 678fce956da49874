"""A request from end to end, each step done as its own person does it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django_tasks_db.models import DBTaskResult

from etterlev.controllers.actors import Actor, Reason, stranger
from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.people import queries as people
from etterlev.people.queries import PersonRecord
from etterlev.requests import queries
from etterlev.requests.actions import decide, deliver, identify, receive
from etterlev.requests.actions import search as searching
from etterlev.requests.actions.receive import Intake
from etterlev.requests.models import Case, Search
from etterlev.requests.queries import CaseCard, CaseContents
from etterlev.vault.fields import reveal
from tests.cast import NINA_EMAIL, World

SIGNED = "Arkivet er gått gjennom for hånd. Der var det ingenting."


@dataclass
class Asked:
    """One case, and whoever meets it."""

    world: World
    id: UUID
    secret: str

    @property
    def person(self) -> Actor:
        return stranger(self.world.oslo)

    @property
    def card(self) -> CaseCard:
        return queries.card(self.world.operator.scope(Reason.CASE), self.id, self.world.now)

    @property
    def contents(self) -> CaseContents:
        return queries.contents(self.world.operator.scope(Reason.CASE), self.id, self.world.now)

    @property
    def record(self) -> PersonRecord:
        """Whom the case is about, once they have proven their address."""
        person = self.contents.person_id
        assert person is not None
        return people.person(self.world.operator.scope(Reason.CASE), person)

    def code(self) -> str:
        found = re.search(r"\b(\d{6})\b", self.letters("code")[-1])
        assert found is not None
        return found.group(1)

    def letters(self, kind: str) -> list[str]:
        """The bodies of the letters of a kind about this case, the newest last."""
        with behind_wall({self.world.oslo}):
            rows = Letter.objects.filter(about=self.id, kind=kind).order_by("queued_at", "message_id")
            return [letter.body or "" for letter in reveal(rows)]

    def prove(self, at: datetime | None = None) -> None:
        identify.enter_code(self.id, self.code(), by=self.person, now=at or self.world.now)

    def look(self) -> None:
        """Every source is searched."""
        for search in self.card.searches:
            searching.search(search.id, by=self.world.operator, now=self.world.now)

    def search_of(self, source: str) -> UUID:
        return next(search.id for search in self.card.searches if search.source == source)

    def sign_gaps(self) -> None:
        for search in self.card.searches:
            if search.state == "incomplete":
                decide.sign_gap(search.id, SIGNED, by=self.world.siv, now=self.world.now)

    def leave_doubtful(self) -> None:
        for search in self.card.searches:
            decide.decide_findings(search.id, (), by=self.world.siv, now=self.world.now)

    def approve(self, at: datetime | None = None) -> UUID:
        return decide.approve(self.id, by=self.world.siv, now=at or self.world.now)

    def answered(self) -> str:
        """Everything up to the link. Returns the secret of the answer."""
        self.prove()
        self.look()
        self.sign_gaps()
        self.leave_doubtful()
        self.approve()
        return self.link()

    def link(self) -> str:
        found = re.search(r"/svar/[^/]+/([^/\s]+)/", self.letters("answer")[-1])
        assert found is not None
        return found.group(1)

    def fetch(self, secret: str, at: datetime | None = None) -> dict[str, bytes]:
        _, package = deliver.fetch(secret, by=self.person, now=at or self.world.now)
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def ask(world: World, *, email: str = NINA_EMAIL, name: str = "Nina Vik", right: str = "A15", **more: str) -> Asked:
    """A request to Oslo from the portal. `more`: message, language."""
    key = uuid4()
    message, language = more.get("message", "Hva har dere om meg?"), more.get("language", "nb")
    intake = Intake(world.oslo, "oslo", right, language, email, name, message, key)
    secret = receive.receive(intake, by=stranger(world.oslo), now=world.now)
    with behind_wall({world.oslo}):
        return Asked(world, Case.objects.values_list("id", flat=True).get(form_key=key), secret)


def written(world: World) -> dict[str, int]:
    """How many rows a stranger's doings can have written."""
    with behind_wall({world.oslo}):
        kinds = [("letter " + kind, 1) for kind in Letter.objects.values_list("kind", flat=True)]
        counts = {name: sum(1 for each, _ in kinds if each == name) for name, _ in kinds}
        rows = {
            "cases": Case.objects.count(),
            "searches": Search.objects.count(),
            "tasks": DBTaskResult.objects.count(),
        }
    return counts | rows
