"""`etterlev serve`: the portal and the console, each in a process and on a port of its own."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import installed, say
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev serve                               portalen på 8000, konsollen på 8001
  etterlev serve --only portal --port 8080     bare den ene, for eksempel bak en omvendt proxy
  etterlev work &                              en egen prosess tar køen
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("--only", choices=("portal", "console"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, help=_("med --only: porten"))


def run(word: str, options: argparse.Namespace) -> int:
    if options.port is not None and options.only is None:
        raise ArgumentMissing(word="etterlev serve", what="--only")
    installed()
    from etterlev.project.configuration import configuration
    from etterlev.project.servers import require_free, running, surface

    settings = configuration()
    ports = {"portal": port_of(settings.portal_origin, 8000), "console": port_of(settings.console_origin, 8001)}
    chosen = [options.only] if options.only else list(ports)
    for name in chosen:
        require_free(options.host, options.port or ports[name])
    processes = [surface(name, options.port or ports[name], os.environ, options.host) for name in chosen]
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with running(*processes):
        for name in chosen:
            say(f"{name}: {settings.portal_origin if name == 'portal' else settings.console_origin}")
        while not stop.wait(0.5):
            if any(process.poll() is not None for process in processes):
                return 1
    return 0


def port_of(origin: str, default: int) -> int:
    """The port in an origin."""
    from urllib.parse import urlsplit

    return urlsplit(origin).port or default
