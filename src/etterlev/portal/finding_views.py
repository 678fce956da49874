"""«Finn din avdeling» for whoever does not know: answered to the address, and not on the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import system
from etterlev.doors import ANYONE, open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.project.limits import Limit
from etterlev.requests.actions.point import point

LOOK_UPS = Limit(times=20, seconds=3_600)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_department(request: HttpRequest) -> HttpResponse:
    """Write to an address which departments know it. The page says the same to everybody."""
    shown = {"here": "departments", "is_sent": "sendt" in request.GET}
    if request.method != "POST":
        return render(request, "portal/find_department.html", shown)
    LOOK_UPS.check(request)
    email, by = request.POST.get("email", ""), system(controllers.controller_ids())
    try:
        point(email, language=language(), by=by, now=timezone.now())
    except EtterlevError as error:
        wrong = {**shown, "error": error.sentence(language()), "typed": email}
        return render(request, "portal/find_department.html", wrong, status=422)
    return redirect(f"{reverse('find_department')}?sendt")
