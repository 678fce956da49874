"""An archive with an owner and a substitute, and what each of them does by link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from etterlev.controllers.actors import Reason, stranger
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.letters.models import Letter
from etterlev.requests import task_queries
from etterlev.requests.actions import answering
from etterlev.requests.actions.answering import Reply, Upload
from etterlev.requests.models import Task
from etterlev.requests.task_queries import TaskCard
from etterlev.requests.tests.story import Asked
from etterlev.sources import actions as sources
from etterlev.sources import queries as asked_sources
from etterlev.sources.owners import Owner, Ownership
from etterlev.vault.fields import reveal
from tests.cast import World

KNUT = Owner("Knut Kjeller", "knut@fjordtall.example", "nb")
VERA = Owner("Vera Vikar", "vera@fjordtall.example", "nn")
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64)


def archive_of(world: World) -> UUID:
    """The paper archive in Oslo."""
    cards = asked_sources.sources(world.operator.scope(Reason.EVIDENCE))
    return next(card.id for card in cards if card.controller_id == world.oslo and card.slug == "arkiv")


def appoint(world: World, substitute: Owner | None = VERA, days: int = 8) -> None:
    named = Ownership(KNUT, substitute, days)
    sources.appoint(archive_of(world), named, by=world.operator, now=world.now)


def upload(name: str, content: bytes) -> Upload:
    return Upload(name, content, len(content))


@dataclass
class Errand:
    """One task, seen from whoever was asked."""

    asked: Asked

    @property
    def world(self) -> World:
        return self.asked.world

    @property
    def card(self) -> TaskCard:
        return self.at(self.world.now)

    def at(self, now: datetime) -> TaskCard:
        (card,) = task_queries.of_case(self.world.operator.scope(Reason.CASE), self.asked.id, now)
        return card

    def row(self) -> dict[str, Any]:
        with behind_wall({self.world.oslo}):
            found: dict[str, Any] = Task.objects.values().get(case_id=self.asked.id)
        return found

    def letters(self, to: Owner | str) -> list[tuple[str, str]]:
        """Subject and body of each letter to somebody, the oldest first."""
        address = to if isinstance(to, str) else to.email
        with behind_wall({self.world.oslo}):
            rows = reveal(Letter.objects.filter(about=self.asked.id).order_by("queued_at", "message_id"))
            return [(row.subject, row.body or "") for row in rows if row.to == address]

    def secret(self, of: Owner, number: int = -1) -> str:
        """The secret in one of somebody's letters."""
        found = re.search(r"/oppgave/[^/]+/([^/\s]+)/", self.letters(of)[number][1])
        assert found is not None
        return found.group(1)

    def says(self, outcome: str, words: str = "", *files: Upload, of: Owner = KNUT, **more: Any) -> None:
        """They open the page as it is now, and answer."""
        seen = more.get("seen", self.card.answers)
        reply = Reply(outcome, words, seen, files, more.get("removed", ()))
        at = more.get("at", self.world.now)
        answering.answer(more.get("secret") or self.secret(of), reply, by=stranger(self.world.oslo), now=at)

    def sweep(self, days: int) -> datetime:
        """What the worker does so many days later; doing it again does nothing more."""
        now = self.world.now + timedelta(days=days)
        for about in list(JOBS["requests.tasks"].due(now=now)):
            JOBS["requests.tasks"].work(about, now=now)
        assert list(JOBS["requests.tasks"].due(now=now)) == []
        return now

    def search(self) -> Any:
        return next(each for each in self.asked.card.searches if each.source == "Papirarkivet")

    def found(self) -> list[dict[str, Any]]:
        units = self.asked.contents.found[self.search().id]["units"]
        return [record for unit in units for record in unit["records"]]
