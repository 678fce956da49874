"""Take what somebody found by hand: their answer, with files, into the search it was asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext

from etterlev.controllers.actors import Actor, Role, action
from etterlev.ledger.events import Event
from etterlev.requests import file_kinds, rules, task_queries, task_rules
from etterlev.requests.actions.asking import DECIDERS, Errand, locked, wait_again
from etterlev.requests.actions.identify import require_open
from etterlev.requests.actions.waiting import give_up, pass_on, settle, tell_contact
from etterlev.requests.errors import (
    AnsweredByAnother,
    AnsweredMeanwhile,
    FileKindUnknown,
    FilesNeeded,
    FileTooLarge,
    MessageTooLong,
    OutcomeNeeded,
    TaskGone,
    TooManyFiles,
    WordsNeeded,
)
from etterlev.requests.models import Case, Search, Task, TaskFile, TaskLink
from etterlev.requests.task_rules import Outcome, Turn
from etterlev.sources.contract import Relation
from etterlev.sources.errors import OwnerCannot
from etterlev.sources.manual import EVERYTHING
from etterlev.vault.fields import prepare, reveal
from etterlev.vault.journal import record as journal

BY_HAND = "hand"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; neither its name nor its size is believed. `size` counts what came before it was cut."""

    name: str
    content: bytes
    size: int


@dataclass(frozen=True)
class Reply:
    """What somebody who has looked says. `seen` is how many answers there were when they opened the form; `removed` are
    files they gave before and take back.
    """

    outcome: str
    words: str
    seen: int
    files: Sequence[Upload] = ()
    removed: Collection[str] = ()


@dataclass(frozen=True)
class _Said:
    """A reply that holds, and who it came from."""

    outcome: Outcome
    words: str
    role: Turn
    staff: UUID | None = None


@action
def look(secret: str, *, by: Actor, now: datetime) -> UUID:
    """Record that whoever holds a link is about to see whom it concerns. Returns the task. Raises TaskGone."""
    link = task_queries.link_of(secret)
    if link is None:
        raise TaskGone
    task, case = link.task, link.task.case
    _log(Event.TASK_OPENED, case, task.holder_id, by=by, now=now, detail={"as": link.holder})
    found: UUID = task.id
    return found


@action
def answer(secret: str, reply: Reply, *, by: Actor, now: datetime) -> None:
    """Take an answer by link; it may be changed until the case is decided. The same answer sent twice is one.

    Raises TaskGone, OutcomeNeeded, WordsNeeded, FilesNeeded, FileTooLarge, TooManyFiles, FileKindUnknown, and
    AnsweredMeanwhile when another answer came while the form was open.
    """
    link = task_queries.link_of(secret)
    if link is None:
        raise TaskGone
    it = locked(link.task_id)
    # Locked now: what was true before the lock may not be so any more.
    if task_queries.link_of(secret) is None:
        raise TaskGone
    outcome = _outcome(reply)
    _take(it, reply, _Said(outcome, _words(reply, outcome, it.task), Turn(link.holder)), by=by, now=now)


@action
def answer_for(task_id: UUID, reply: Reply, *, by: Actor, now: datetime) -> None:
    """A privacy contact answers on the owner's behalf, and says why. Raises as `answer` does, and RoleMissing."""
    it = locked(task_id)
    by.require(it.case.controller_id, *DECIDERS)
    require_open(it.case)
    outcome = _outcome(reply)
    _take(it, reply, _Said(outcome, _enough(reply.words), Turn.CONTACT, by.ref), by=by, now=now)


@action
def look_at_file(file_id: UUID, *, by: Actor, now: datetime) -> None:
    """Record that a privacy contact is about to open a file. Raises TaskGone for one that is not there any more."""
    row = TaskFile.objects.filter(id=file_id).select_related("task__case").defer("content").first()
    if row is None:
        raise TaskGone
    by.require(row.controller_id, Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
    _log(Event.TASK_FILE_OPENED, row.task.case, row.holder_id, by=by, now=now, detail={"sha256": row.sha256})


def let_go(case: Case, *, now: datetime) -> None:
    """The case is decided: no link works any more, and the files are in the answer or for nobody."""
    TaskFile.objects.filter(task__case=case).update(content=None)
    TaskLink.objects.filter(task__case=case, closed_at=None).update(closed_at=now)


def _outcome(reply: Reply) -> Outcome:
    if reply.outcome not in set(Outcome):
        raise OutcomeNeeded(field="outcome")
    return Outcome(reply.outcome)


def _words(reply: Reply, outcome: Outcome, task: Task) -> str:
    """Reasons where there must be some: for «cannot», and for «done» without a file."""
    if outcome is Outcome.CANNOT:
        return _enough(reply.words)
    kept = TaskFile.objects.filter(task=task).exclude(id__in=_ids(reply.removed)).exists()
    if outcome is Outcome.DONE and not kept and not reply.files and len(reply.words.strip()) < rules.LEAST_REASONS:
        raise FilesNeeded(field="files", least=rules.LEAST_REASONS)
    return _fitting(reply.words)


def _enough(words: str) -> str:
    if len(words.strip()) < rules.LEAST_REASONS:
        raise WordsNeeded(field="reasons", least=rules.LEAST_REASONS)
    return _fitting(words)


def _fitting(words: str) -> str:
    if len(words) > rules.LONGEST_MESSAGE:
        raise MessageTooLong(field="reasons", limit=rules.LONGEST_MESSAGE)
    return words.strip()


def _take(it: Errand, reply: Reply, said: _Said, *, by: Actor, now: datetime) -> None:
    kinds = [_checked(number, each) for number, each in enumerate(reply.files, start=1)]
    if reply.seen != it.task.answers:
        if _is_the_same(it.task, reply, said):
            return
        raise AnsweredMeanwhile
    if task_rules.undoes_anothers(said.outcome, said.role, it.task.state, it.task.answered_as):
        raise AnsweredByAnother
    _change_files(it.task, reply, kinds, keep=said.outcome is Outcome.DONE, now=now)
    is_late = it.case.state == Case.State.REVIEW
    task, has_substitute = it.task, it.task.substitute is not None
    is_final = task_rules.is_final(said.outcome, said.role, Turn(task.turn), has_substitute=has_substitute)
    task.state = said.outcome if is_final else Task.State.ASKED
    task.answers += 1
    task.answered_at, task.answered_as, task.answered_by, task.reasons = now, said.role, said.staff, said.words
    task.save(update_fields=["state", "answers", "answered_at", "answered_as", "answered_by", "reasons"])
    hashes = list(TaskFile.objects.filter(task=task).order_by("position").values_list("sha256", flat=True))
    detail: dict[str, object] = {
        "as": said.role,
        "outcome": said.outcome,
        "files": hashes,
        "source": str(it.search.source_id),
    }
    _log(Event.TASK_ANSWERED, it.case, task.holder_id, by=by, now=now, detail=detail)
    _carry_on(it, said, is_final=is_final, by=by, now=now)
    if is_late and is_final and said.role is not Turn.CONTACT and said.outcome is not Outcome.CANNOT:
        tell_contact(it, "answered", by=by, now=now)


def _carry_on(it: Errand, said: _Said, *, is_final: bool, by: Actor, now: datetime) -> None:
    """What an answer does to the search."""
    if said.outcome is not Outcome.CANNOT:
        it.search.found = _found(it)
        settle(it, Search.State.SEARCHED, _covered(it, said, now), by=by, now=now)
        return
    it.search.found = None
    if not is_final:
        wait_again(it.case, it.search)
        if it.task.turn == Turn.OWNER:
            pass_on(it, OwnerCannot, by=by, now=now)
        return
    give_up(it, OwnerCannot, by=by, now=now)
    if said.role is not Turn.CONTACT:
        tell_contact(it, "cannot", by=by, now=now)


def _is_the_same(task: Task, reply: Reply, said: _Said) -> bool:
    """Whether a form sent twice says what stands there already."""
    known = set(TaskFile.objects.filter(task=task).values_list("sha256", flat=True))
    sent = {sha256(each.content).hexdigest() for each in reply.files}
    same = (task.state, task.reasons or "", task.answered_as) == (said.outcome, said.words, said.role)
    return same and sent <= known


def _checked(number: int, upload: Upload) -> str:
    """What a file is, by its bytes. Raises FileTooLarge or FileKindUnknown, by number: a name can be personal."""
    if upload.size > file_kinds.LARGEST_FILE or len(upload.content) != upload.size:
        raise FileTooLarge(field="files", number=number, limit=file_kinds.LARGEST_FILE // file_kinds.MEGABYTE)
    kind = file_kinds.kind_of(upload.content)
    if kind is None:
        raise FileKindUnknown(field="files", number=number)
    return kind


def _change_files(task: Task, reply: Reply, kinds: Sequence[str], *, keep: bool, now: datetime) -> None:
    """Take away what was taken back, add what is new. Only «done» has files; a file given twice is one."""
    rows = TaskFile.objects.filter(task=task)
    if not keep:
        rows.delete()
        return
    rows.filter(id__in=_ids(reply.removed)).delete()
    held = reveal(TaskFile.objects.filter(task=task).defer("content"), "name")
    taken, known = {row.name for row in held}, {row.sha256 for row in held}
    last = max((row.position for row in held), default=0)
    fresh: list[TaskFile] = []
    for upload, kind in zip(reply.files, kinds, strict=True):
        digest = sha256(upload.content).hexdigest()
        if digest in known:
            continue
        name = file_kinds.safe_name(upload.name, kind, taken)
        taken.add(name)
        known.add(digest)
        fresh.append(_file(task, upload, now=now, name=name, kind=kind, position=last + len(fresh) + 1))
    if len(taken) > file_kinds.MOST_FILES:
        raise TooManyFiles(field="files", limit=file_kinds.MOST_FILES)
    TaskFile.objects.bulk_create(prepare(fresh))


def _file(task: Task, upload: Upload, *, name: str, kind: str, position: int, now: datetime) -> TaskFile:
    return TaskFile(
        id=uuid4(),
        controller_id=task.controller_id,
        task=task,
        holder_id=task.holder_id,
        name=name,
        content=upload.content,
        kind=kind,
        size=upload.size,
        sha256=sha256(upload.content).hexdigest(),
        position=position,
        added_at=now,
    )


def _ids(typed: Collection[str]) -> list[UUID]:
    found = []
    for each in typed:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _found(it: Errand) -> dict[str, Any]:
    """The files as findings. A person chose them, so a person decides each; what was decided before stands."""
    reveal([it.search], "found")
    before = {
        record["key"]: record["included"]
        for unit in (it.search.found or {"units": []})["units"]
        for record in unit["records"]
    }
    rows = reveal(TaskFile.objects.filter(task=it.task).defer("content").order_by("position"), "name")
    # The person reads these names, so they are in the case's language.
    with translation.override(it.case.language):
        unit, name, size = gettext("filer"), gettext("fil"), gettext("antall byte")
    fields = [{"name": each, "category": ""} for each in (name, size, "sha256")]
    records: list[dict[str, Any]] = [
        {
            "key": str(row.id),
            "relation": str(Relation.OWN),
            # No program weighed the evidence: a person chose it, and another decides.
            "tier": BY_HAND,
            "path": [],
            "included": before.get(str(row.id)),
            "values": {name: row.name, size: row.size, "sha256": row.sha256},
        }
        for row in rows
    ]
    return {"units": [{"unit": unit, "fields": fields, "records": records}] if records else []}


def _covered(it: Errand, said: _Said, now: datetime) -> dict[str, Any]:
    """Searched by a person: in which role, and when."""
    found: dict[str, Any] = it.search.found or {"units": []}
    records: list[Any] = [record for unit in found["units"] for record in unit["records"]]
    unit = found["units"][0]["unit"] if records else EVERYTHING
    counted = {"rows": len(records), "found": len(records), "used": ["name"], "reason": ""}
    return {"unit": unit, "state": "searched", **counted, "by": str(said.role), "at": now.isoformat()}


def _log(event: Event, case: Case, holder: UUID, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(event, controller=case.controller_id, holder=holder, by=by, at=now, about=case.id, detail=detail)
