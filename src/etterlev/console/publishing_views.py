"""Before the button: the whole statement as it would be, what is changed in it, and whom that concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.errors import day
from etterlev.controllers import queries as controllers
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES, Language
from etterlev.notice import actions, embedding, telling_words
from etterlev.notice import queries as notice
from etterlev.notice.actions import telling
from etterlev.notice.rules.diff import Change, Kind, changes, plain
from etterlev.notice.rules.statement import Statement
from etterlev.project.edge import language
from etterlev.promises import PROMISES, State

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest

# What stands on the form, to what it means.
TELL = {"yes": True, "no": False}


@dataclass(frozen=True)
class Part:
    """A section as it would be: each sentence, and its change when there is one."""

    heading: str
    lines: tuple[tuple[str, Change | None], ...]

    @property
    def changed(self) -> int:
        """How many of its sentences are new, gone or say something else."""
        return sum(change is not None for _, change in self.lines)


@open_to(Area.STATEMENT)
@require_safe
def preview(request: StaffRequest) -> HttpResponse:
    """The statement as it would be published now, marked against the version published last."""
    return show(request)


def show(request: StaffRequest, error: EtterlevError | None = None) -> HttpResponse:
    """The page; with what was typed, when it was refused."""
    may_publish = _reaches_all(request, Area.PUBLISH)
    if not _reaches_all(request, Area.STATEMENT):
        return render(request, "console/publishing.html", {"here": "statement"}, status=422 if error else 200)
    typed = request.POST if error else request.GET
    soften = [code for code in typed.getlist("soften") if code in PROMISES]
    newest, now = notice.newest(), timezone.now()
    old, new = _both(request, "nb", soften), _both(request, language(), soften)
    plan = telling.plan(*old, by=request.actor, now=now) if may_publish else None
    parts = tuple(_parts(*new))
    broken = [code for code, each in notice.standings(now).items() if each.state is State.BROKEN]
    shown = {
        "here": "statement",
        "newest": newest,
        "title": new[1].title,
        "parts": parts,
        "changed": sum(part.changed for part in parts),
        "softened": [(PROMISES[code], code in soften) for code in dict.fromkeys((*broken, *soften))],
        "plan": telling_words.says(plan, language()) if plan else [],
        "may_publish": may_publish,
        "today": timezone.localdate(),
        "error": error and error.sentence(language()),
        "typed": typed if error else {},
    }
    return render(request, "console/publishing.html", shown, status=422 if error else 200)


def _reaches_all(request: StaffRequest, area: Area) -> bool:
    """Whether the visitor reaches every controller: to anybody else, the others' part of the text would seem gone."""
    return controllers.controller_ids() <= access.within(request.visitor.actor, area).controllers


def _both(request: StaffRequest, said_in: Language, soften: list[str]) -> tuple[Statement | None, Statement]:
    newest = notice.newest()
    number = (newest.number if newest else 0) + 1
    made, _ = actions.preview(
        said_in, number=number, effective_on=timezone.localdate(), by=request.actor, soften=soften
    )
    return (notice.statement(newest.id, said_in) if newest else None), made


def _parts(old: Statement | None, new: Statement) -> Iterator[Part]:
    found = {each.key: each for each in changes(old, new)} if old else {}
    removed = [each for each in found.values() if each.kind is Kind.REMOVED]
    for section in new.sections:
        gone = [each for each in removed if each.section == section.heading]
        lines = [(plain(each), found.get(each.key)) for each in section.sentences]
        yield Part(section.heading, (*lines, *(("", each) for each in gone)))
        removed = [each for each in removed if each not in gone]
    for each in removed:
        yield Part(each.section, (("", each),))


@open_to(Area.PUBLISH)
@require_POST
def publish(request: StaffRequest) -> HttpResponse:
    """Publish what the register says now, and tell those it concerns unless somebody decides otherwise."""
    try:
        actions.publish(
            effective_on=day(request.POST.get("effective_on", ""), "effective_on"),
            change={each: request.POST.get(f"change_{each}", "") for each in LANGUAGES},
            is_correction="is_correction" in request.POST,
            soften=[code for code in request.POST.getlist("soften") if code in PROMISES],
            tell=TELL.get(request.POST.get("tell", "")),
            telling_reasons=request.POST.get("telling_reasons", ""),
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return show(request, error)
    return redirect("staff_statement")


@open_to(Area.PUBLISH)
@require_POST
def check_now(request: StaffRequest, code: str) -> HttpResponse:
    """«Rettet: kontroller nå». Raises UnknownPromise."""
    actions.check_one(code, now=timezone.now())
    return redirect(f"{request.path.rsplit('/kontroller/', 1)[0]}/#{code}")


@open_to(Area.STATEMENT)
@require_safe
def embed(request: StaffRequest) -> HttpResponse:
    """The one line to put on the group's own site, and who may show it."""
    shown = {"here": "statement", "origin": settings.PORTAL_ORIGIN, "allowed": embedding.origins()}
    return render(request, "console/embed.html", shown)
