"""`etterlev staff list|invite|grant|end|link`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from etterlev.project.command.shared import add_format, installed, now, operator, show

if TYPE_CHECKING:
    from uuid import UUID

    from etterlev.access.queries import StaffCard
    from etterlev.controllers.actors import Role

from etterlev.languages import gettext_noop
from etterlev.project.command.words import _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev staff list
  etterlev staff invite oslo siv@firma.example "Siv Aas" --role privacy_contact
  etterlev staff grant gruppen liv@firma.example --role group_lead --everywhere
  etterlev staff end siv@firma.example
  etterlev staff link siv@firma.example
""")


def add_arguments(parser: argparse.ArgumentParser, _word: str) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="list|invite|grant|end|link")
    add_format(what.add_parser("list", help=_("alle ansatte med konto, og rollene de har i dag")))
    for word, explained in (
        ("invite", _("ny konto; skriver ut lenken for å velge passord")),
        ("grant", _("gi en rolle")),
    ):
        each = what.add_parser(word, help=explained)
        each.add_argument("controller", help=_("avdelingens kortnavn"))
        each.add_argument("email")
        if word == "invite":
            each.add_argument("name")
        each.add_argument("--role", action="append", default=[], metavar=_("ROLLE"), help=_("kan gjentas"))
        each.add_argument("--everywhere", action="store_true", help=_("rollen gjelder i hele gruppen"))
    for word, explained in (("end", _("avslutt alle roller etter i dag")), ("link", _("ny lenke for å velge passord"))):
        what.add_parser(word, help=explained).add_argument("email")


def run(word: str, options: argparse.Namespace) -> int:
    """A secret link is printed once, for whoever invites to pass on."""
    installed()
    DOES[options.what](options)
    return 0


def _list(options: argparse.Namespace) -> None:
    from etterlev.access.queries import everybody

    value = [
        {
            "name": each.name,
            "email": each.email,
            "roles": sorted({role for held in each.roles.values() for role in held}),
        }
        for each in everybody(now().date())
    ]
    show(value, options, [f"{v['email']}  {v['name']}  {', '.join(v['roles']) or '-'}" for v in value])


def _invite(options: argparse.Namespace) -> None:
    from etterlev.access import actions
    from etterlev.controllers.queries import controller_by_slug

    home = controller_by_slug(options.controller).id
    roles = _roles(options)
    _, secret = actions.invite(
        controller=home, name=options.name, email=options.email, roles=roles, by=operator(), now=now()
    )
    _print_link(secret)


def _grant(options: argparse.Namespace) -> None:
    from etterlev.access import actions

    account = _account(options.email)
    for controller, roles in _roles(options).items():
        for role in sorted(roles):
            actions.grant(account.id, controller, role, by=operator(), now=now())


def _end(options: argparse.Namespace) -> None:
    from etterlev.access import actions

    actions.end_roles(_account(options.email).id, last_on=now().date(), by=operator(), now=now())


def _link(options: argparse.Namespace) -> None:
    from etterlev.access import actions

    _print_link(actions.new_link(_account(options.email).id, by=operator(), now=now()))


def _roles(options: argparse.Namespace) -> dict[UUID, frozenset[Role]]:
    """Raises UnknownRole."""
    from etterlev.access.errors import UnknownRole
    from etterlev.controllers.actors import Role
    from etterlev.controllers.queries import controller_by_slug, controller_ids

    for word in options.role:
        if word not in set(Role):
            raise UnknownRole(role=word, roles=", ".join(Role))
    where = controller_ids() if options.everywhere else {controller_by_slug(options.controller).id}
    return dict.fromkeys(where, frozenset(Role(word) for word in options.role))


def _account(email: str) -> StaffCard:
    """Raises UnknownStaff."""
    from etterlev.access import queries
    from etterlev.access.errors import UnknownStaff

    user = queries.by_email(email)
    if user is None:
        raise UnknownStaff
    return queries.card(user, now().date())


def _print_link(secret: str) -> None:
    from django.conf import settings

    sys.stdout.write(f"{settings.CONSOLE_ORIGIN}/velg-passord/{secret}/\n")


DOES: Final[dict[str, Callable[[argparse.Namespace], None]]] = {
    "list": _list,
    "invite": _invite,
    "grant": _grant,
    "end": _end,
    "link": _link,
}
