"""`etterlev request list|show|arrive|search`."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etterlev.project.command.shared import Bar, add_format, installed, now, operator, show

if TYPE_CHECKING:
    from etterlev.requests.queries import CaseCard

from etterlev.errors import EtterlevError
from etterlev.languages import gettext_noop
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev request list
  etterlev request show HV-2026-001 --format json
  etterlev request search                           alt som venter, hver kilde lest én gang
  etterlev request arrive oslo brev.eml             til personvernkontakten, som registrerer den
  |etterlev request arrive oslo -                   det samme, fra e-postserveren (videresending til et program)
""")


# One byte more than is taken in is read, and refused.
_MOST: Final = 10 * 1024 * 1024


class UnknownReference(EtterlevError):
    """Vi har ingen henvendelse med nummeret {reference}. Se «etterlev request list»."""


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("what", choices=("list", "show", "arrive", "search"))
    parser.add_argument("reference", nargs="?", metavar=_("HV-ÅR-NUMMER"), help=_("show: saken; arrive: avdelingen"))
    parser.add_argument(
        "file", nargs="?", metavar=_("FIL"), help=_("arrive: e-posten eller brevet; - leser fra standard inn")
    )
    add_format(parser)


def run(word: str, options: argparse.Namespace) -> int:
    """Deciding a case needs a person with a role and a name in the log: that is the console's."""
    if options.what == "show" and options.reference is None:
        raise ArgumentMissing(word="etterlev request show", what=_("HV-ÅR-NUMMER"))
    if options.what == "arrive":
        return _arrive(options)
    if options.what == "search":
        return _search(options)
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


def _arrive(options: argparse.Namespace) -> int:
    """Put in what came; a person reads it over and registers it. Raises what taking in raises."""
    if options.reference is None or options.file is None:
        raise ArgumentMissing(word="etterlev request arrive", what=f"{_('AVDELING')} {_('FIL')}")
    piped = options.file == "-"
    content = sys.stdin.buffer.read(_MOST + 1) if piped else Path(options.file).read_bytes()
    installed()
    from etterlev.requests.actions import arrivals
    from etterlev.requests.actions.answering import Upload

    file = Upload("e-post" if piped else options.file, content, len(content))
    made = arrivals.take_in(options.reference, file, by=operator(), now=now())
    show({"arrival": str(made)}, options, [str(made)])
    return 0


def _search(options: argparse.Namespace) -> int:
    """Search every source that cases wait for, once for all of them. What the worker does, without waiting for it."""
    installed()
    from etterlev.controllers.actors import Reason
    from etterlev.requests import queries
    from etterlev.requests.actions.search import search
    from etterlev.sources import queries as sources

    by = operator()
    cards = {card.id: card for card in sources.sources(by.scope(Reason.EVIDENCE))}
    told: list[dict[str, Any]] = []
    for source, waiting in queries.waiting_for_sources(by.scope(Reason.CASE)).items():
        card, done = cards[source], 0
        bar = Bar(f"{card.controller}: {card.name}", len(waiting))
        for search_id in waiting:
            done += search(search_id, by=by, now=now(), done=partial(bar.beyond, done))
        bar.at(len(waiting))
        told.append({"controller": card.controller, "source": card.name, "waited": len(waiting), "searched": done})
    lines = [f"{each['searched']}/{each['waited']}  {each['controller']}  {each['source']}" for each in told]
    show(told, options, lines)
    return 0 if all(each["searched"] == each["waited"] for each in told) else 1


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
