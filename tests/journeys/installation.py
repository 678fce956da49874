"""The fictional group, installed by its own command and served by its own processes, with a mail server of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from etterlev.project import servers
from etterlev.project.demo.mail import Mailbox, free_port, mail_server, text_of
from examples.generate import Cast, generate

CHANGE = ("--change-nb", "Første versjon.", "--change-nn", "Første versjonen.", "--change-en", "The first version.")


@dataclass(frozen=True)
class Installation:
    """Where it is, and what everybody's letters say."""

    home: Path
    portal: str
    console: str
    mailbox: Mailbox
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        """A word of the command, as its own process."""
        command = [sys.executable, "-m", "etterlev.project.command", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    @cached_property
    def cast(self) -> Cast:
        return generate(self.home / "cast", seed=0).cast

    def letters(self, address: str) -> int:
        return len(self.mailbox.to(address))

    def code(self, address: str, number: int) -> str:
        """The code in the `number`-th letter to an address."""
        return self._in_letter(address, number, r"\b\d{6}\b")

    def link(self, address: str, number: int, path: str) -> str:
        """The address that leads to `path` in the `number`-th letter."""
        return self._in_letter(address, number, rf"http://\S+/{path}/\S+")

    def _in_letter(self, address: str, number: int, pattern: str) -> str:
        found = re.search(pattern, text_of(self.mailbox.wait_for(address, number)))
        assert found, f"the letter holds nothing like {pattern}"
        return found.group()


@contextmanager
def installed(home: Path) -> Iterator[Installation]:
    """Set up, mapped, published and served."""
    with mail_server() as mailbox:
        portal, console = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        own = {
            "ETTERLEV_HOME": str(home),
            "ETTERLEV_PORTAL_ORIGIN": portal,
            "ETTERLEV_CONSOLE_ORIGIN": console,
            "ETTERLEV_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "ETTERLEV_SENDER": "personvern@fjordtall.example",
            "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving",
            "PYTHONPATH": os.pathsep.join(
                str(p) for p in (Path(__file__).parents[2] / "src", Path(__file__).parents[2])
            ),
        }
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("ETTERLEV_", "DJANGO_"))}
        place = Installation(home, portal, console, mailbox, {**inherited, **own})
        place.run("init", "--example")
        _confirm_maps(place)
        place.run("notice", "publish", *CHANGE)
        processes = [
            servers.surface("portal", _port(portal), place.environment),
            servers.surface("console", _port(console), place.environment),
            servers.worker(place.environment),
        ]
        with servers.running(*processes):
            servers.wait_for(portal, processes[0])
            servers.wait_for(console, processes[1])
            yield place


def _confirm_maps(place: Installation) -> None:
    departments = {each.legal_name: each.slug for each in generate(place.home / "cast", seed=0).group.controllers}
    sources: list[dict[str, Any]] = json.loads(place.run("source", "list", "--format", "json"))
    for each in sources:
        if each["kind"] != "manual" and departments[each["controller"]] == place.cast.nina.department:
            name = f"{departments[each['controller']]}/{each['slug']}"
            place.run("source", "map", name)
            place.run("source", "confirm", name)


def _port(origin: str) -> int:
    return int(origin.rpartition(":")[2])
