"""`etterlev notice preview|publish|versions` and `etterlev promises`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import add_format, installed, now, operator, say, show
from etterlev.project.command.words import _, language

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev promises                            kontroller det som skal kontrolleres nå
  etterlev promises --sentence S4 --now        … bare løftene bak S4, og med en gang
  etterlev notice preview --language nn        slik ville erklæringen blitt
  etterlev notice preview endringer.html --against gammel.docx   … og hva som er endret fra den dere har, og hvorfor
  etterlev notice publish --change-nb "Første versjon." --change-nn "Første versjon." --change-en "First version."
  etterlev notice pdf erklæring.pdf --language en
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    add_format(parser)
    if word == "promises":
        parser.add_argument("--sentence", metavar="S1–S28", help=_("bare løftene bak denne setningen"))
        parser.add_argument("--now", action="store_true", help=_("kontroller selv om det ikke er tid for det"))
        return
    parser.add_argument("what", choices=("preview", "publish", "versions", "pdf"))
    parser.add_argument("file", nargs="?", type=Path, metavar=_("FIL"))
    parser.add_argument("--language", choices=("nb", "nn", "en"), default="nb")
    parser.add_argument("--effective-on", type=date.fromisoformat, metavar=_("DATO"), help=_("standard: i dag"))
    for each in ("nb", "nn", "en"):
        parser.add_argument(f"--change-{each}", default="", help=_("hva som er endret, i én setning"))
    parser.add_argument(
        "--against", type=Path, metavar=_("FIL"), help=_("en eldre erklæring; viser hva som er endret, og hvorfor")
    )
    parser.add_argument("--correction", action="store_true", help=_("en rettelse, som alltid kan publiseres"))
    parser.add_argument(
        "--tell", action=argparse.BooleanOptionalAction, default=None, help=_("om de det angår skal få brev")
    )
    parser.add_argument("--reasons", default="", help=_("hvorfor du velger noe annet enn forslaget om brev"))


def run(word: str, options: argparse.Namespace) -> int:
    installed()
    if word == "promises":
        return _promises(options)
    return {"preview": _preview, "publish": _publish, "versions": _versions, "pdf": _pdf}[options.what](options)


def _promises(options: argparse.Namespace) -> int:
    """Exit 1 when a promise is broken."""
    from etterlev.notice import actions, queries
    from etterlev.promises import PROMISES, State

    chosen = [code for code, each in PROMISES.items() if options.sentence in (None, each.sentence)]
    due = chosen if options.now else [code for code in queries.due(now()) if code in chosen]
    for code in due:
        actions.check_one(code, now=now())
    standings = queries.standings(now(), chosen)
    value: list[dict[str, Any]] = [
        {
            "code": code,
            "sentence": PROMISES[code].sentence,
            "state": standing.state,
            "reach": PROMISES[code].reach,
            "checked_at": standing.finding and standing.finding.checked_at,
            "figures": dict(standing.finding.figures) if standing.finding else {},
            "uncovered": list(standing.finding.uncovered) if standing.finding else [],
        }
        for code, standing in standings.items()
    ]
    show(value, options, [f"{v['sentence']:4} {v['state']:16} {v['code']}  {v['figures'] or ''}" for v in value])
    return 1 if any(v["state"] == State.BROKEN for v in value) else 0


def _tracked(options: argparse.Namespace) -> int:
    """What would be published beside a text from elsewhere, in that text's language."""
    from etterlev.law.deadlines import oslo_date
    from etterlev.notice import actions, queries
    from etterlev.notice.rules import tracked_show
    from etterlev.notice.rules.lint import judge
    from etterlev.notice.rules.tracked import review
    from etterlev.sources.text import read

    document = read(options.against)
    report = judge(document.blocks, document.file)
    spoken, newest = report.statement.language, queries.newest()
    made, _gaps = actions.preview(
        spoken, number=(newest.number if newest else 0) + 1, effective_on=oslo_date(now()), by=operator()
    )
    found, reader = review(report, made, language()), language()
    if options.file is not None and options.file.suffix == ".html":
        options.file.write_text(tracked_show.page(found, document.file, reader, spoken), encoding="utf-8")
    elif options.file is not None:
        options.file.write_text(tracked_show.markdown(found, document.file, reader), encoding="utf-8")
    else:
        show(tracked_show.as_json(found, document.file), options, [tracked_show.markdown(found, document.file, reader)])
    return 0


def _preview(options: argparse.Namespace) -> int:
    if options.against is not None:
        return _tracked(options)
    from etterlev.law.deadlines import oslo_date
    from etterlev.notice import actions, queries

    newest = queries.newest()
    number = (newest.number if newest else 0) + 1
    made, gaps = actions.preview(options.language, number=number, effective_on=oslo_date(now()), by=operator())
    sections = [[section.heading, *(sentence.text for sentence in section.sentences)] for section in made.sections]
    missing = [gap.said(options.language) for gap in gaps]
    value = {"sections": sections, "gaps": missing}
    lines = [line for section in sections for line in ("", section[0], *section[1:])]
    show(value, options, lines)
    for gap in missing:
        say(_("mangler: {gap}", gap=gap))
    return 0


def _publish(options: argparse.Namespace) -> int:
    from etterlev.law.deadlines import oslo_date
    from etterlev.notice import actions

    number = actions.publish(
        effective_on=options.effective_on or oslo_date(now()),
        change={"nb": options.change_nb, "nn": options.change_nn, "en": options.change_en},
        is_correction=options.correction,
        tell=options.tell,
        telling_reasons=options.reasons,
        by=operator(),
        now=now(),
    )
    sys.stdout.write(f"{number}\n")
    return 0


def _versions(options: argparse.Namespace) -> int:
    from etterlev.notice import queries

    rows = queries.editions()
    value = [{"number": r.number, "effective_on": r.effective_on, "change": r.change.nb} for r in rows]
    show(value, options, [f"{r.number}  {r.effective_on}  {r.change.nb}" for r in rows])
    return 0


def _pdf(options: argparse.Namespace) -> int:
    from etterlev.notice import pdf, queries
    from etterlev.notice.errors import UnknownVersion

    newest = queries.newest()
    if newest is None:
        raise UnknownVersion(number=1)
    made = pdf.of_version(newest.id, options.language)
    if options.file is None:
        sys.stdout.buffer.write(made)
    else:
        options.file.write_bytes(made)
    return 0
