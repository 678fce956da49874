"""The end state of an installation, without what chance gave it: what must be equal however often it was killed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from etterlev.controllers.queries import controllers
from etterlev.database.wall import Walled
from etterlev.ledger import actions as ledger
from etterlev.ledger import queries as log
from etterlev.ledger.models import Entry
from etterlev.letters.models import Letter
from etterlev.notice.models import RegisterDraft, Telling, Version, WatchedVersion
from etterlev.project.work.wall import whole_installation
from etterlev.requests.models import Answer, Arrival, Case, Search, Task
from etterlev.vault.fields import reveal, sealed_fields
from etterlev.vault.keystore.models import BlindToken, LogPseudonym


def end_state(post: Path) -> dict[str, Any]:
    """Everything a person could notice, and that every sealed value still opens."""
    with whole_installation():
        ledger.sequence(timezone.now(), thorough=True)
        log.verify(ledger.signing_key(Path(settings.RING)).public_key())
        return {
            "controllers": sorted(card.slug for card in controllers()),
            "rows": {table.__name__: _count(table) for table in _walled()},
            "opened": {table.__name__: _opened(table) for table in _walled() if sealed_fields(table)},
            "events": dict(sorted(Counter(Entry.objects.values_list("event", flat=True)).items())),
            "cases": sorted(Case.objects.values_list("reference", "right", "state", "identity_level")),
            "arrivals": sorted(Arrival.objects.values_list("door", "kind", "size")),
            "searches": sorted(Search.objects.values_list("source_name", "state")),
            "answers": [
                (a.size > 0, a.package is not None, a.fetched_at is not None, a.links_sent)
                for a in Answer.objects.all()
            ],
            "versions": sorted(Version.objects.values_list("number", "is_correction")),
            "drafts": sorted((each.file, each.taken_at is not None) for each in RegisterDraft.objects.all()),
            "tellings": sorted((each.tells, each.finished_at is not None) for each in Telling.objects.all()),
            "suppliers": sorted(WatchedVersion.objects.values_list("watched__supplier", "number")),
            "tasks": sorted(Task.objects.values_list("state", "turn", "reminded", "answers")),
            "letters": sorted(Letter.objects.values_list("kind", "state")),
            "post": dict(sorted(Counter(path.parent.name for path in post.rglob("*.eml")).items())),
            "tokens": BlindToken.objects.count(),
            "pseudonyms": LogPseudonym.objects.count(),
            "unfinished jobs": DBTaskResult.objects.exclude(status="SUCCESSFUL").count(),
        }


def _walled() -> list[type[Walled]]:
    return [model for model in apps.get_models() if issubclass(model, Walled)]


def _count(table: type[Walled]) -> int:
    return int(table.objects.count())


def _opened(table: type[Walled]) -> int:
    """How many rows open under their keys; a row without its key raises."""
    return len(reveal(table.objects.all()))
