"""What is sent to a case. An address somebody reloads or goes back to leads to the case itself, and does nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest

P = ParamSpec("P")
View = Callable[Concatenate["StaffRequest", UUID, P], HttpResponse]


def to_case(view: View[P]) -> View[P]:
    """Only POST reaches the view; looking goes to the case's page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def sent(request: StaffRequest, case_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return redirect("staff_case", case_id)
        return view(request, case_id, *args, **kwargs)

    return sent  # type: ignore[return-value]  # wraps keeps the names of the parameters
