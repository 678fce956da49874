"""Who may do what here: invite, end, and send a new link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etterlev.access import actions, queries
from etterlev.access.queries import StaffCard
from etterlev.access.rules import Area
from etterlev.console.staff_form import InvitationForm
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Role
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.STAFF)
@never_cache
def staff(request: StaffRequest) -> HttpResponse:
    """Every account of the actor's controllers, with the roles of today."""
    return _show(request, InvitationForm(within=request.actor.controllers))


@open_to(Area.STAFF)
@require_POST
def invite(request: StaffRequest) -> HttpResponse:
    """Make an account and write the link to its owner."""
    form = InvitationForm(request.POST, within=request.actor.controllers)
    if not form.is_valid():
        return _show(request, form)
    try:
        _invite(request, form)
    except EtterlevError as error:
        form.add_error("email", error.sentence(language()))
        return _show(request, form)
    return redirect("staff")


def _invite(request: StaffRequest, form: InvitationForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    home = controllers.controller_by_slug(said["controller"]).id
    where = request.actor.controllers if said["everywhere"] else frozenset({home})
    roles = dict.fromkeys(where, frozenset({Role(said["role"])}))
    user, secret = actions.invite(
        controller=home, name=said["name"], email=said["email"], roles=roles, by=request.actor, now=now
    )
    actions.send_link(user, secret, by=request.actor, now=now)


@open_to(Area.STAFF)
@require_POST
def end(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """End every role of an account after today."""
    _card(request, user_id)
    try:
        actions.end_roles(user_id, last_on=timezone.localdate(), by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _show(request, InvitationForm(within=request.actor.controllers), error=error)
    return redirect("staff")


@open_to(Area.STAFF)
@require_POST
def link(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Write a fresh link to somebody who never used the first, or forgot the password."""
    card, now = _card(request, user_id), timezone.now()
    actions.send_link(user_id, actions.new_link(user_id, by=request.actor, now=now), by=request.actor, now=now)
    done = gettext("Ny lenke er sendt til %(name)s.") % {"name": card.name}
    return _show(request, InvitationForm(within=request.actor.controllers), done=done)


def _everybody(request: StaffRequest) -> list[StaffCard]:
    reach = request.actor.controllers
    return [card for card in queries.everybody(timezone.localdate()) if card.controller_id in reach]


def _card(request: StaffRequest, user_id: UUID) -> StaffCard:
    found = next((card for card in _everybody(request) if card.id == user_id), None)
    if found is None:
        raise Http404
    return found


def _show(
    request: StaffRequest, form: InvitationForm, *, error: EtterlevError | None = None, done: str = ""
) -> HttpResponse:
    names = {card.id: card.legal_name for card in controllers.controllers()}
    shown = {
        "here": "staff",
        "people": [(card, _roles(card, names)) for card in _everybody(request)],
        "form": form,
        "error": error and error.sentence(language()),
        "done": done,
    }
    return render(request, "console/staff.html", shown, status=422 if error or form.errors else 200)


def _roles(card: StaffCard, names: dict[UUID, str]) -> list[tuple[str, str]]:
    """Each role once, with where it holds: empty where it holds everywhere."""
    where: dict[str, list[str]] = {}
    for controller, held in card.roles.items():
        for role in held:
            where.setdefault(role, []).append(names[controller])
    return [
        (role, "" if len(places) == len(names) else ", ".join(sorted(places))) for role, places in sorted(where.items())
    ]
