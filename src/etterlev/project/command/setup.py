"""`etterlev init`: databases, keys, recipients, static files. Running it again changes nothing that stands."""

from __future__ import annotations

import argparse
import os
import secrets
from pathlib import Path

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import django, now, say
from etterlev.project.command.words import _
from etterlev.project.configuration import Configuration, configuration

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev init                    i ETTERLEV_HOME (standard: ./var)
  etterlev init --example          med den oppdiktede Fjordtall Gruppen
  ETTERLEV_DATABASE_URL=postgresql://app@vert/base ETTERLEV_OWNER_DATABASE_URL=postgresql://eier@vert/base etterlev init
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("--example", action="store_true", help=_("last den oppdiktede gruppen"))
    parser.add_argument(
        "--seed", type=int, default=0, help=_("et annet tall gir andre navn, tabeller og felt i eksempelet")
    )


def run(word: str, options: argparse.Namespace) -> int:
    settings = configuration()
    prepare(settings)
    django()
    migrate(settings)
    collect_static()
    if options.example:
        from etterlev.project.example import PASSWORD, load

        made = load(settings.home / "example", seed=options.seed, now=now())
        told = _("{group}: logg inn i konsollen som {email} med passordet «{password}».")
        say(told.format(group=made.group.name, email=made.cast.siv.email, password=PASSWORD))
    say(_("Etterlev er klar i {home}.", home=settings.home))
    escrow = settings.home / "escrow"
    say(
        _(
            "Flytt {escrow} til et annet sted enn der databasen er: uten den kan ingen sikkerhetskopi åpnes.",
            escrow=escrow,
        )
    )
    return 0


def prepare(settings: Configuration) -> None:
    """Folders, the secret of links and sessions, and age keys for the three sets of a backup."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.secret_file.exists():
        write_private(settings.secret_file, secrets.token_urlsafe(48))
    for name in ("data", "keys", "ring"):
        _recipient(settings, name)


def _recipient(settings: Configuration, name: str) -> None:
    public = settings.recipients / f"{name}.txt"
    if public.exists():
        return
    from pyrage.x25519 import Identity

    identity = Identity.generate()
    public.parent.mkdir(exist_ok=True)
    escrow = settings.home / "escrow"
    escrow.mkdir(exist_ok=True, mode=0o700)
    write_private(escrow / f"{name}.txt", str(identity))
    public.write_text(f"{identity.to_public()}\n", encoding="ascii")


def write_private(path: Path, content: str) -> None:
    """A new file only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(content + "\n")


def migrate(settings: Configuration) -> None:
    """Bring both stores to the newest tables; on PostgreSQL as the owner, then give the serving role its rights."""
    from django.core.management import call_command
    from django.db import connections

    from etterlev.project.postgres import as_owner, grant_serving_role

    with as_owner(settings):
        for alias in ("default", "keys"):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        for alias, address in (("default", settings.database), ("keys", settings.keys_database)):
            if address.engine == "postgresql" and address.user:
                grant_serving_role(connections[alias], address.user)


def collect_static() -> None:
    """Fonts and styles, compressed and named by their contents."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
