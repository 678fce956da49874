"""Who may enter the console: deny by default, and look at the roles of this day at every request."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone, translation

from etterlev.access import queries as access
from etterlev.access.errors import NoAccess
from etterlev.access.rules import Area
from etterlev.controllers.actors import Actor
from etterlev.doors import ANYONE, SIGNED_IN, door_of
from etterlev.languages import LANGUAGES
from etterlev.project import edge

if TYPE_CHECKING:
    from etterlev.access.models import User

Respond = Callable[[HttpRequest], HttpResponse]


class Visitor:
    """A signed-in member of staff, with the roles of this day."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.actor = access.actor_of(user, timezone.localdate())

    @cached_property
    def name(self) -> str:
        """Opened only where a page says it."""
        return access.name_of(self.user)

    @cached_property
    def areas(self) -> frozenset[str]:
        """What the menu may lead to."""
        return frozenset(area.value for area in Area if access.within(self.actor, area).controllers)

    @cached_property
    def lacks_factor(self) -> bool:
        """Whether this account must connect a phone before anything is shown to it."""
        if not settings.SECOND_FACTOR_REQUIRED:
            return False
        return not get_adapter().is_mfa_enabled(self.user, types=[Authenticator.Type.TOTP])


class StaffRequest(HttpRequest):
    """A request by a member of staff who has passed the door. `actor` reaches as far as the door does."""

    actor: Actor
    staff: User
    visitor: Visitor


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

    def __call__(self, request: Any) -> HttpResponse:
        if not isinstance(request.user, AnonymousUser):
            request.visitor = Visitor(request.user)
        return self.respond(request)

    def process_view(self, request: Any, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        door = door_of(view)
        if door == ANYONE:
            return None
        visitor: Visitor | None = getattr(request, "visitor", None)
        if visitor is None:
            return HttpResponseRedirect(f"/sign-in/?next={request.path}")
        request.staff, request.actor = visitor.user, visitor.actor
        if door == SIGNED_IN:
            return None
        if visitor.lacks_factor:
            return redirect("mfa_index")
        # Raised here, an error would pass by the middleware that makes pages of them.
        request.actor = access.within(visitor.actor, Area(door)) if door else Actor(visitor.actor.ref, frozenset())
        return None if request.actor.controllers else edge.refused(request, NoAccess())
