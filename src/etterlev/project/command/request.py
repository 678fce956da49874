"""`etterlev request list|show`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from etterlev.project.command.shared import add_format, installed, now, operator, show

if TYPE_CHECKING:
    from etterlev.requests.queries import CaseCard

from etterlev.errors import EtterlevError
from etterlev.languages import gettext_noop
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev request list
  etterlev request show HV-2026-001 --format json
""")


class UnknownReference(EtterlevError):
    """Vi har ingen henvendelse med nummeret {reference}. Se «etterlev request list»."""


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("what", choices=("list", "show"))
    parser.add_argument("reference", nargs="?", metavar=_("HV-ÅR-NUMMER"))
    add_format(parser)


def run(word: str, options: argparse.Namespace) -> int:
    """Deciding a case needs a person with a role and a name in the log: that is the console's."""
    if options.what == "show" and options.reference is None:
        raise ArgumentMissing(word="etterlev request show", what=_("HV-ÅR-NUMMER"))
    installed()
    from etterlev.controllers.actors import Reason
    from etterlev.requests import queries

    cards = queries.all_cases(operator().scope(Reason.CASE), now(), limit=10_000)
    if options.what == "show":
        cards = [card for card in cards if card.reference == options.reference]
        if not cards:
            raise UnknownReference(reference=options.reference)
    value = [_value(card) for card in cards]
    show(
        value,
        options,
        [f"{c['reference']}  {c['due_on']}  {c['state']}  {c['right']}  {c['controller']}" for c in value],
    )
    return 1 if any(card.is_open and card.clock.is_late for card in cards) else 0


def _value(card: CaseCard) -> dict[str, Any]:
    return {
        "reference": card.reference,
        "controller": card.controller,
        "right": card.right,
        "state": card.state,
        "received_at": card.received_at,
        "due_on": card.clock.deadline.due_on,
        "days_left": card.clock.left,
        "sources": [{"source": s.source, "state": s.state, "units": s.coverage} for s in card.searches],
    }
