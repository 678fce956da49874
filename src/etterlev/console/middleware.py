"""Who may enter the console: deny by default, and look at the roles of this day at every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation

from etterlev.access import queries as access
from etterlev.access.errors import NoAccess
from etterlev.access.rules import Area, may_enter
from etterlev.controllers.actors import Actor
from etterlev.doors import ANYONE, SIGNED_IN, door_of
from etterlev.languages import LANGUAGES

if TYPE_CHECKING:
    from etterlev.access.models import User

Respond = Callable[[HttpRequest], HttpResponse]


class StaffRequest(HttpRequest):
    """A request by a member of staff who has passed the door."""

    actor: Actor
    staff: User


class StaffLanguage:
    """The console speaks the language of whoever is signed in; before that, the one last asked for here."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        asked = request.GET.get("language")
        chosen = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        wanted = chosen if isinstance(user, AnonymousUser) else user.language
        language = next((each for each in LANGUAGES if each == wanted), "nb")
        with translation.override(language):
            response = self.respond(request)
        response.setdefault("Content-Language", language)
        if asked == language:  # The next pages of signing in are asked for without it.
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


class StaffOnly:
    """Lets nobody past a view's door who has not the role for it today."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: Any, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        door = door_of(view)
        if door == ANYONE:
            return None
        user = request.user
        if isinstance(user, AnonymousUser):
            return HttpResponseRedirect(f"/sign-in/?next={request.path}")
        request.staff, request.actor = user, access.actor_of(user, timezone.localdate())
        if door == SIGNED_IN:
            return None
        every = frozenset().union(*request.actor.roles.values())
        if door is None or not may_enter(every, Area(door)):
            raise NoAccess
        return None
