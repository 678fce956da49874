"""Choose a password from an invitation."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.access import actions as access
from etterlev.access import queries as staff
from etterlev.access.errors import InvitationSpent
from etterlev.doors import ANYONE, open_to
from etterlev.project.limits import Limit

ATTEMPTS = Limit(times=30, seconds=3_600)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation. Looking at it spends nothing."""
    ATTEMPTS.check(request)
    if staff.invitation(access.digest_of(secret), timezone.now()) is None:
        raise InvitationSpent
    errors: list[str] = []
    if request.method == "POST":
        password = request.POST.get("password", "")
        if password != request.POST.get("again", ""):
            errors = [gettext("De to passordene er ikke like. Skriv det samme to ganger.")]
        else:
            try:
                access.choose_password(secret, password, now=timezone.now())
            except ValidationError:
                errors = [gettext("Passordet er for kort, eller brukt av mange. Velg et annet på minst tolv tegn.")]
            else:
                return redirect("account_login")
    return render(request, "console/choose_password.html", {"errors": errors}, status=422 if errors else 200)
