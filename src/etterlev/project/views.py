"""What both surfaces answer to machines: alive, and which version with which tables."""

from __future__ import annotations

from functools import cache

from django.db import DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from etterlev import __version__
from etterlev.controllers import queries as controllers
from etterlev.controllers.errors import NoGroup
from etterlev.doors import ANYONE, open_to


@cache
def _name() -> str:
    return controllers.group_name()


def group_name() -> str:
    """The group's name, asked for once per process; Etterlev before there is a group, and when nobody can be asked:
    the page that says so needs a name too.
    """
    try:
        return _name()
    except (NoGroup, DatabaseError):
        return "Etterlev"


@open_to(ANYONE)
def health(_: HttpRequest) -> HttpResponse:
    """200 when both stores answer."""
    for store in connections.all():
        with store.cursor() as cursor:
            cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@open_to(ANYONE)
def status(_: HttpRequest) -> JsonResponse:
    """The version and the newest migration: how an operator sees that an upgrade took."""
    newest = MigrationRecorder(connections["default"]).migration_qs.order_by("-id").first()
    migration = newest and f"{newest.app}.{newest.name}"
    return JsonResponse({"version": __version__, "migration": migration})
