"""The story of the statement itself: the one the group had, the one it has now, and one of a supplier's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from etterlev.project.command.words import _
from etterlev.project.demo.story import Stage, check, command
from etterlev.project.demo.visitor import Visitor

if TYPE_CHECKING:
    from examples.generate import Example


def read_the_old(at: Stage, made: Example) -> None:
    """What the group said before: what is wrong with it, and the register it would make."""
    at.heading(_("Erklæringen gruppen hadde fra før: hva er galt, og hva lover den?"))
    found = _linted(made.statement)
    errors = [each for each in found["findings"] if each["severity"] == "error"]
    check(bool(errors), _("linteren fant ingenting i den gamle erklæringen"))
    at.tell(_("{errors} feil av {count} funn. Ett av dem:", errors=len(errors), count=len(found["findings"])))
    worst = next(each for each in errors if each["line"])
    at.tell(_("  linje {line}, {id}: {message}", line=worst["line"], id=worst["id"], message=worst["message"]))
    draft = json.loads(command("import", str(made.statement), "--format", "json"))
    at.tell(
        _(
            "Utkast til register: {activities} behandlinger, {said} av dem nevnt i teksten, og {claims} løfter. "
            "{bound} av løftene har en kontroll bak seg.",
            activities=len(draft["activities"]),
            said=sum(bool(each["said"]) for each in draft["activities"]),
            claims=len(draft["claims"]),
            bound=sum(each["state"] == "bound" for each in draft["claims"]),
        )
    )


def read_the_new(at: Stage) -> None:
    """What was published, as anybody gets it, through the same linter."""
    at.heading(_("Den nye erklæringen leses av den samme linteren, slik hvem som helst får den"))
    visitor = Visitor()
    for language, prefix in (("nb", ""), ("nn", "/nn"), ("en", "/en")):
        path = at.home / f"personvernerklaering-{language}.md"
        path.write_bytes(visitor.get(f"{at.portal}{prefix}/personvernerklaering.md").body)
        errors = [each for each in _linted(path)["findings"] if each["severity"] == "error"]
        check(not errors, _("den nye erklæringen har feil: {found}", found=errors[:1]))
    at.tell(_("0 feil på bokmål, nynorsk og engelsk."))
    linked = json.loads(visitor.get(f"{at.portal}/personvernerklaering.jsonld").body)
    processes = [each for each in linked["@graph"] if each["@type"] == "dpv:Process"]
    at.tell(_("For maskiner: {count} behandlinger som lenkede data (JSON-LD).", count=len(processes)))


def watch_a_supplier(at: Stage, made: Example) -> None:
    """A supplier keeps copies longer and says so later; somebody has to decide."""
    at.heading(_("En leverandør endrer erklæringen sin"))
    from examples.statement import SUPPLIERS

    words = Template(SUPPLIERS.read_text(encoding="utf-8"))
    for name, kept, hours in (("1", "30 dager", "24"), ("2", "12 måneder", "72")):
        path = made.folder / f"fjellkopi-{name}.md"
        path.write_text(words.substitute(kept=kept, hours=hours), encoding="utf-8")
        command("watch", "add", "Fjellkopi AS", str(path))
    (supplier,) = json.loads(command("watch", "list", "--format", "json"))
    check(supplier["waiting"] == [2], _("endringen hos leverandøren ble ikke sett"))
    at.tell(
        _("{supplier} lagrer lenger og varsler senere. Det venter på en avgjørelse.", supplier=supplier["supplier"])
    )


def _linted(path: Path) -> dict[str, Any]:
    done = subprocess.run(  # our own command; findings are exit 1 and part of the story
        [sys.executable, "-m", "etterlev.project.command", "lint", str(path), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode in (0, 1), done.stderr)
    value: dict[str, Any] = json.loads(done.stdout)
    return value
