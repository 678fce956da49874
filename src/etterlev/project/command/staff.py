"""`etterlev staff invite`."""

from __future__ import annotations

import argparse
import sys

from etterlev.project.command.shared import installed, now, operator

EXAMPLES = """\
eksempler:
  etterlev staff invite oslo siv@firma.no "Siv Aas" --role privacy_contact
  etterlev staff invite gruppen liv@firma.no "Liv Berg" --role group_lead --everywhere
"""


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    parser.add_argument("what", choices=("invite",))
    parser.add_argument("controller", help="avdelingens kortnavn")
    parser.add_argument("email")
    parser.add_argument("name")
    parser.add_argument("--role", action="append", default=[], help="privacy_contact, group_lead, accountant, web_editor, operator, auditor")
    parser.add_argument("--everywhere", action="store_true", help="rollen gjelder i hele gruppen")


def run(_: str, options: argparse.Namespace) -> int:
    """Invite somebody; the link that sets the password is printed once, for whoever invites to pass on."""
    installed()
    from django.conf import settings

    from etterlev.access import actions
    from etterlev.access.errors import UnknownRole
    from etterlev.controllers.actors import Role
    from etterlev.controllers.queries import controller_by_slug, controller_ids

    unknown = [word for word in options.role if word not in set(Role)]
    if unknown:
        raise UnknownRole(role=unknown[0], roles=", ".join(Role))
    controller = controller_by_slug(options.controller)
    roles = frozenset(Role(word) for word in options.role)
    where = controller_ids() if options.everywhere else frozenset({controller.id})
    _, secret = actions.invite(
        controller=controller.id,
        name=options.name,
        email=options.email,
        roles=dict.fromkeys(where, roles),
        by=operator(),
        now=now(),
    )
    sys.stdout.write(f"{settings.CONSOLE_ORIGIN}/velg-passord/{secret}/\n")
    return 0
