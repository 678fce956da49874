"""The thread of the statement: from the text they had to a register, a change, those it concerns, and a supplier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from string import Template
from uuid import UUID

from django.utils import timezone

from etterlev.controllers.actors import Actor, Reason
from etterlev.controllers.queries import controller_by_slug
from etterlev.jobs import JOBS
from etterlev.law.packs import Text
from etterlev.letters.queries import LOST_AFTER
from etterlev.notice import actions as notice
from etterlev.notice import drafts, suppliers
from etterlev.notice import queries as notice_asked
from etterlev.notice.actions import drafting, watching
from etterlev.people import actions as people
from etterlev.people import queries as people_asked
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.register.actions import import_register
from etterlev.register.document import Held, Register
from examples.generate import Example
from examples.statement import SUPPLIERS
from tests.soak.trial import Step

SUPPLIER = "Fjellkopi AS"
CHANGED = Text("å lage statistikk over kundene våre", "å lage statistikk over kundane våre", "to count our customers")


class StatementThread:
    """What the steps share: the text the group had, its register, and who acts."""

    def __init__(self, example: Example, register: Register, by: Callable[[], Actor]) -> None:
        self.text, self.department = example.statement.read_bytes(), example.cast.nina.department
        self.register, self._by = register, by

    def steps(self) -> list[Step]:
        return [
            Step("draft a register of the old text", self.draft),
            Step("take the draft into use", self.take),
            Step("record customers and a new purpose", self.change_register),
            Step("publish the change", self.publish),
            Step("write to those it concerns", partial(_work, "notice.tell")),
            Step("send what was written", partial(_work, "letters.send"), later=LOST_AFTER + timedelta(minutes=1)),
            Step("follow a supplier", partial(self.follow, kept="30 dager", hours="24")),
            Step("take in what the supplier changed", partial(self.follow, kept="12 måneder", hours="72")),
        ]

    def draft(self) -> None:
        if drafts.newest() is None:
            drafting.make(self.text, "personvern.txt", by=self._by(), now=timezone.now())

    def take(self) -> None:
        """Whoever was cut off sees whether the draft is still there."""
        draft = drafts.newest()
        if draft is None:
            return
        row = next(each for each in draft.rows if each.row.key == "nettstatistikk")
        said = {f"security.{each}": words for each, words in (("nb", "Tilgang"), ("nn", "Tilgang"), ("en", "Access"))}
        drafting.confirm(draft.id, row.number, said, by=self._by())
        drafting.take(draft.id, by=self._by(), now=timezone.now())

    def change_register(self) -> None:
        controller = controller_by_slug(self.department).id
        if not people_asked.known_at(self._by().scope(Reason.EVIDENCE, [controller]), _address(0)):
            people.record([_customer(controller, each) for each in range(2)], by=self._by(), now=timezone.now())
        import_register(_changed(self.register), by=self._by(), now=timezone.now())

    def publish(self) -> None:
        newest = notice_asked.newest()
        if newest is not None and newest.number == 1:
            change = {"nb": "Nytt formål.", "nn": "Nytt føremål.", "en": "A new purpose."}
            today, now = timezone.localdate(), timezone.now()
            notice.publish(effective_on=today, change=change, is_correction=True, tell=True, by=self._by(), now=now)

    def follow(self, *, kept: str, hours: str) -> None:
        words = Template(SUPPLIERS.read_text(encoding="utf-8")).substitute(kept=kept, hours=hours)
        known = suppliers.found(SUPPLIER)
        supplier = known.id if known else watching.watch(SUPPLIER, by=self._by(), now=timezone.now())
        watching.take_in(supplier, words.encode(), "fjellkopi.md", by=self._by(), now=timezone.now())


def _work(name: str) -> None:
    """What the worker does with the jobs of one name. The worker itself is killed in the other thread."""
    for about in JOBS[name].due(now=timezone.now()):
        JOBS[name].work(about, now=timezone.now())


def _address(number: int) -> str:
    return f"kunde{number}@example.no"


def _customer(controller: UUID, number: int) -> PersonEntry:
    relation = RelationEntry("customer", "kundeforhold", date(2025, 1, 1))
    return PersonEntry(
        controller, f"Kunde {number}", (("email", _address(number)),), (relation,), id=UUID(int=number + 1)
    )


def _changed(register: Register) -> Register:
    return replace(register, activities=tuple(_with_purpose(each) for each in register.activities))


def _with_purpose(held: Held) -> Held:
    if held.activity.code != "kundeforhold":
        return held
    first, *rest = held.activity.purposes
    return replace(held, activity=replace(held.activity, purposes=(replace(first, text=CHANGED), *rest)))
