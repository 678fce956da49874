"""The clock of a case: ask the person something, and register what they answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from etterlev.access.rules import Area
from etterlev.console.case_views import step
from etterlev.console.posting import to_case
from etterlev.doors import open_to
from etterlev.requests.actions import pause

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def ask_person(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Put a question to the person; the clock stands still until they answer."""
    ground, question = request.POST.get("ground", ""), request.POST.get("question", "")
    ask = partial(pause.ask, case_id, ground, question, by=request.actor, now=timezone.now())
    return step(request, case_id, "ask", ask, gettext("Spørsmålet er sendt, og fristen står stille."))


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def register_answer(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What the person answered by telephone or in a letter."""
    answer = partial(pause.answer, case_id, request.POST.get("answer", ""), by=request.actor, now=timezone.now())
    return step(request, case_id, "answer", answer, gettext("Svaret er registrert, og fristen løper igjen."))
