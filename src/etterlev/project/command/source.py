"""`etterlev source add|list|check|map|confirm|owner` and `etterlev locate`."""

from __future__ import annotations

import argparse
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from etterlev.project.command.shared import add_format, installed, now, operator, show

if TYPE_CHECKING:
    from etterlev.sources.queries import SourceCard

from etterlev.languages import LANGUAGES, gettext_noop
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev source add oslo crm sql postgresql://leser@vert/crm --name "CRM, Oslo"
  etterlev source map oslo/crm             hva kilden inneholder, og hva ingen vet hva er
  etterlev source map oslo/crm --fides crm.yml   det samme, med det dere har skrevet for Fides
  etterlev source confirm oslo/crm         bekreft kartet
  etterlev source add oslo arkiv manual --name Papirarkivet
  etterlev source owner oslo/arkiv "Knut Moe <knut@eksempel.no>" "Vera Li <vera@eksempel.no>" --days 7
                                           hvem som leter der et program ikke kan, og hvem som trer inn
  etterlev source check                    svarer alle kildene, og er kartene i kraft?
  etterlev locate oslo --email navn@eksempel.no
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    add_format(parser)
    if word == "locate":
        parser.add_argument("controller", help=_("avdelingens kortnavn"))
        for kind in ("email", "phone", "name", "customer-number"):
            parser.add_argument(f"--{kind}", action="append", default=[])
        return
    parser.add_argument("what", choices=("add", "list", "check", "map", "confirm", "owner"))
    parser.add_argument(
        "words",
        nargs="*",
        metavar=_("ORD"),
        help=_(
            "add: AVDELING NAVN TYPE [ADRESSE]; map, confirm: AVDELING/NAVN; owner: AVDELING/NAVN EIER [STEDFORTREDER]"
        ),
    )
    parser.add_argument("--days", default="7", help=_("owner: dager hver av dem har på seg, 1 til 21 (standard: 7)"))
    parser.add_argument("--letters", default="nb", choices=LANGUAGES, help=_("owner: språket i brevene (standard: nb)"))
    parser.add_argument(
        "--fides", type=Path, metavar=_("FIL"), help=_("map: legg et Fides-datasett (YAML) over forslaget")
    )
    parser.add_argument("--name", help=_("navnet på sidene"))


def run(word: str, options: argparse.Namespace) -> int:
    installed()
    if word == "locate":
        return _locate(options)
    words = {"add": _add, "list": _list, "check": _check, "map": _map, "confirm": _confirm, "owner": _owner}
    return words[options.what](options)


def _add(options: argparse.Namespace) -> int:
    from etterlev.controllers.queries import controller_by_slug
    from etterlev.sources import actions

    if len(options.words) < 3:
        raise ArgumentMissing(word="etterlev source add", what=_("AVDELING NAVN TYPE [ADRESSE]"))
    slug, name, kind, *address = options.words
    controller = controller_by_slug(slug)
    reach = {"address": address[0]} if address else {}
    actions.add(controller.id, slug=name, name=options.name or name, kind=kind, reach=reach, by=operator(), now=now())
    return 0


def _owner(options: argparse.Namespace) -> int:
    """Name who searches a source by hand, and who steps in."""
    from etterlev.sources import actions, owners

    if len(options.words) < 2:
        raise ArgumentMissing(word="etterlev source owner", what=_("AVDELING/NAVN EIER [STEDFORTREDER]"))
    card, (one, *another) = _named(options.words[0]), options.words[1:]
    found = [owners.owner(*parseaddr(text), options.letters) for text in (one, *another[:1])]
    named = owners.Ownership(found[0], found[1] if another else None, owners.days(options.days))
    actions.appoint(card.id, named, by=operator(), now=now())
    return 0


def _cards() -> list[SourceCard]:
    from etterlev.controllers.actors import Reason
    from etterlev.sources import queries

    return queries.sources(operator().scope(Reason.EVIDENCE))


def _named(text: str) -> SourceCard:
    from etterlev.controllers.queries import controller_by_slug
    from etterlev.sources.errors import UnknownSource

    if not text:
        raise ArgumentMissing(word="etterlev source map", what=_("AVDELING/NAVN"))
    slug, _slash, name = text.partition("/")
    controller = controller_by_slug(slug)
    for card in _cards():
        if card.controller_id == controller.id and card.slug == name:
            return card
    raise UnknownSource


def _list(options: argparse.Namespace) -> int:
    cards = _cards()
    value = [
        {"controller": c.controller, "slug": c.slug, "name": c.name, "kind": c.kind, "confirmed_at": c.confirmed_at}
        for c in cards
    ]
    show(value, options, [f"{c.controller}  {c.slug}  {c.kind}  {c.name}" for c in cards])
    return 0


def _check(options: argparse.Namespace) -> int:
    """Whether every source answers and has a map in force. Exit 1 when one does not."""
    from etterlev.controllers.actors import Reason
    from etterlev.errors import EtterlevError
    from etterlev.project.command.words import language
    from etterlev.sources import actions, queries
    from etterlev.sources.errors import StructureChanged

    found: list[dict[str, Any]] = []
    for card in _cards():
        problem = ""
        if card.needs_map:
            try:
                actions.describe(card.id, by=operator(), now=now())
                problem = "" if card.confirmed_at else _("kartet er ikke bekreftet")
                if card.id in {each.id for each in queries.changed(operator().scope(Reason.EVIDENCE))}:
                    problem = StructureChanged().sentence(language())
            except EtterlevError as error:
                problem = error.sentence(language())
        found.append({"controller": card.controller, "source": card.slug, "problem": problem})
    show(found, options, [f"{f['controller']}  {f['source']}  {f['problem'] or _('svarer')}" for f in found])
    return 1 if any(f["problem"] for f in found) else 0


def _map(options: argparse.Namespace) -> int:
    from etterlev.project.command.words import language
    from etterlev.sources import actions
    from etterlev.sources.actions import mapping
    from etterlev.sources.grounds import said

    card = _named(options.words[0] if options.words else "")
    imported = None
    if options.fides is None:
        described = actions.describe(card.id, by=operator(), now=now())
    else:
        imported = mapping.import_fides(card.id, _read(options.fides), by=operator(), now=now())
        described = imported.description
    value = {
        "fingerprint": described.fingerprint,
        "units": [
            {"name": u.name, "rows": u.rows, "fields": {f.name: f.category for f in u.fields}} for u in described.units
        ],
        "unclassified": described.unclassified,
        **({} if imported is None else {"left": [[each.where, each.what, each.why] for each in imported.left]}),
    }
    lines = [
        f"{unit.name}.{f.name}  {f.category or _('ukjent')}  {f.confidence:.0%}  {said(f.evidence, language())}"
        for unit in described.units
        for f in unit.fields
    ]
    if imported is not None:
        lines += [_("ikke oversatt: {where} {what}").format(where=each.where, what=each.what) for each in imported.left]
    show(value, options, lines)
    return 0


def _read(file: Path) -> str:
    """The text of a dataset. Raises FidesUnreadable."""
    from etterlev.sources.errors import FidesUnreadable

    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FidesUnreadable(field="fides") from None


def _confirm(options: argparse.Namespace) -> int:
    from etterlev.controllers.actors import Reason
    from etterlev.sources import actions, queries
    from etterlev.sources.errors import MapNotConfirmed

    card = _named(options.words[0] if options.words else "")
    newest = queries.newest_map(operator().scope(Reason.EVIDENCE), card.id)
    if newest is None:
        raise MapNotConfirmed
    actions.confirm(card.id, newest.fingerprint, by=operator(), now=now())
    return 0


def _locate(options: argparse.Namespace) -> int:
    """What is held, per source: counts and where, no values. The look is in the log."""
    from etterlev.controllers.queries import controller_by_slug
    from etterlev.ledger import actions as ledger
    from etterlev.ledger.events import Event
    from etterlev.project.work.wall import whole_installation
    from etterlev.sources import actions
    from etterlev.sources.contract import Identifier, IdentifierKind, Subject

    given = [
        Identifier(IdentifierKind(kind), value)
        for kind in ("email", "phone", "name", "customer_number")
        for value in getattr(options, kind)
        if value.strip()
    ]
    if not given:
        raise ArgumentMissing(word="etterlev locate", what="--email, --phone, --name, --customer-number")
    controller = controller_by_slug(options.controller)
    subject = Subject("0", tuple(given))
    found: list[dict[str, Any]] = []
    for card in [c for c in _cards() if c.controller_id == controller.id]:
        answer = actions.search(card.id, [subject], by=operator())
        with whole_installation():
            ledger.record(
                Event.SUBJECTS_LOCATED, by=operator(), at=now(), controller=UUID(str(controller.id)), about=card.id
            )
        units: dict[str, int] = {}
        for record in answer.records:
            units[record.finding.unit] = units.get(record.finding.unit, 0) + 1
        found.append({"source": card.slug, "complete": answer.is_complete, "found": units})
    show(
        found,
        options,
        [
            (_("{source}: {count} funn") if f["complete"] else _("{source}: {count} funn (ikke fullstendig)")).format(
                source=f["source"], count=sum(f["found"].values())
            )
            for f in found
        ],
    )
    return 0 if all(f["complete"] for f in found) else 1
