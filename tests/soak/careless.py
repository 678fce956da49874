"""Two ways of doing the same: one that a kill can cut in two, and one that it cannot. For the harness's own tests."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from etterlev.controllers import actions as controllers
from etterlev.controllers.actors import operator
from etterlev.controllers.models import Group
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from examples.generate import Example
from tests.soak.trial import Step


class Careless:
    """Says in the log that it was done, and then does it: two transactions."""

    def __init__(self, example: Example, post: Path) -> None:
        """Needs nothing of the example."""

    def steps(self) -> list[Step]:
        return [Step("name the group", self.name_group)]

    def name_group(self) -> None:
        if not Group.objects.exists():
            self._tell()
            controllers.name_group("Fjordtall", "")

    def _tell(self) -> None:
        ledger.record(Event.REGISTER_IMPORTED, by=operator(()), at=timezone.now(), controller=None)


class Careful(Careless):
    """The same in one transaction."""

    def name_group(self) -> None:
        with transaction.atomic():
            super().name_group()
