"""Where everything is, read from ETTERLEV_* in the environment. Any value may instead come from a file named by
..._FILE.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from etterlev.errors import EtterlevError
from etterlev.languages import gettext_noop


class BadSetting(EtterlevError):
    """Innstillingen {name} har verdien «{value}», som ikke kan brukes: {reason}. Rett den i miljøet og start igjen."""

    spoken = frozenset({"reason"})


class NotAChoice(EtterlevError):
    """Innstillingen {name} kan ikke være «{value}». Velg en av {allowed} i miljøet, og start igjen."""


class NotSetUp(EtterlevError):
    """Etterlev er ikke satt opp i {home}. Kjør «etterlev init» der, eller pek ETTERLEV_HOME på en mappe som er satt
    opp.
    """


@dataclass(frozen=True)
class DatabaseAddress:
    """A SQLite file or a PostgreSQL address, in Django's words."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""


@dataclass(frozen=True)
class Configuration:
    """Everything the processes of one installation share."""

    home: Path
    database: DatabaseAddress
    owner_database: DatabaseAddress
    keys_database: DatabaseAddress
    smtp_url: str
    sender: str
    portal_origin: str
    console_origin: str
    surface: str
    debug: bool

    @property
    def ring(self) -> Path:
        return self.home / "ring"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret.key"

    @property
    def recipients(self) -> Path:
        """For whom backups are encrypted: data.txt, keys.txt and ring.txt, one age key a line."""
        return self.home / "recipients"

    @property
    def portal_host(self) -> str:
        return urlsplit(self.portal_origin).hostname or "localhost"

    @property
    def console_host(self) -> str:
        return urlsplit(self.console_origin).hostname or "localhost"

    @property
    def ledger_origin(self) -> str:
        """The log's name in its signed heads: the portal's host, as C2SP asks for a URL without scheme."""
        return f"{self.portal_host}/ledger"

    @property
    def locks(self) -> Path:
        return self.home / "locks"


def setting(name: str, default: str = "") -> str:
    """The value of ETTERLEV_<name>, from the environment or from the file that ETTERLEV_<name>_FILE names."""
    key = f"ETTERLEV_{name}"
    path = os.environ.get(f"{key}_FILE")
    if path is None:
        return os.environ.get(key, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(
            name=f"{key}_FILE", value=path, reason=error.strerror or gettext_noop("kan ikke leses")
        ) from error


@cache
def configuration() -> Configuration:
    """The configuration of this process. Raises BadSetting for a value that cannot be used."""
    home = Path(setting("HOME", "var")).resolve()
    database = address("DATABASE_URL", setting("DATABASE_URL") or f"sqlite:///{home / 'data.db'}")
    return Configuration(
        home=home,
        database=database,
        owner_database=address("OWNER_DATABASE_URL", setting("OWNER_DATABASE_URL"))
        if setting("OWNER_DATABASE_URL")
        else database,
        keys_database=address("KEYS_DATABASE_URL", setting("KEYS_DATABASE_URL") or f"sqlite:///{home / 'keys.db'}"),
        smtp_url=setting("SMTP_URL", "smtp://127.0.0.1:25"),
        sender=setting("SENDER", "personvern@localhost"),
        portal_origin=setting("PORTAL_ORIGIN", "http://127.0.0.1:8000").rstrip("/"),
        console_origin=setting("CONSOLE_ORIGIN", "http://127.0.0.1:8001").rstrip("/"),
        surface=_one_of("SURFACE", setting("SURFACE", "command"), ("portal", "console", "command")),
        debug=setting("DEBUG", "no") == "yes",
    )


def address(name: str, url: str) -> DatabaseAddress:
    """`sqlite:////path` or `postgresql://user:password@host:port/database`, or `…/database?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return DatabaseAddress("sqlite", unquote(parts.path[1:]))
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting(
            name=f"ETTERLEV_{name}",
            value=parts.scheme,
            reason=gettext_noop("adressen må begynne med sqlite: eller postgresql:"),
        )
    query = dict(parse_qsl(parts.query))
    return DatabaseAddress(
        "postgresql",
        parts.path.lstrip("/"),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        query.get("host", parts.hostname or ""),
        query.get("port", str(parts.port or "")),
    )


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise NotAChoice(name=f"ETTERLEV_{name}", value=value, allowed=", ".join(allowed))
    return value
