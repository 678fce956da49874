"""What is another person's in an answer: read it over, show what may be shown, hide what the program did not see."""

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
from etterlev.requests.actions.hide import decide_others

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def others(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Choose what of others stands in the answer. Words to hide come one on each line."""
    shown, words = request.POST.getlist("shown"), request.POST.get("words", "").splitlines()
    reasons = request.POST.get("reasons", "")
    choose = partial(decide_others, case_id, shown, words, reasons, by=request.actor, now=timezone.now())
    return step(request, case_id, "others", choose, gettext("Valget er lagret. Slik blir svaret:"))
