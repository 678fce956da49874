"""Where everything is, read from ETTERLEV_* in the environment. Any value may instead come from a file named by
..._FILE.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from etterlev.errors import EtterlevError, reason_of
from etterlev.languages import gettext_noop
from etterlev.project.proxies import Network, networks


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
    proxies: tuple[Network, ...] = ()
    embed_origins: tuple[str, ...] = ()

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
        raise BadSetting(name=f"{key}_FILE", value=path, reason=reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise BadSetting(name=f"{key}_FILE", value=path, reason=gettext_noop("filen er ikke tekst")) from error


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
        smtp_url=_mail_server("SMTP_URL", setting("SMTP_URL", "smtp://127.0.0.1:25")),
        sender=setting("SENDER", "personvern@localhost"),
        portal_origin=_origin("PORTAL_ORIGIN", setting("PORTAL_ORIGIN", "http://127.0.0.1:8000")),
        console_origin=_origin("CONSOLE_ORIGIN", setting("CONSOLE_ORIGIN", "http://127.0.0.1:8001")),
        surface=_one_of("SURFACE", setting("SURFACE", "command"), ("portal", "console", "command")),
        debug=setting("DEBUG", "no") == "yes",
        proxies=_proxies("PROXIES", setting("PROXIES", "127.0.0.1, ::1")),
        embed_origins=tuple(
            _origin("EMBED_ORIGINS", each) for each in setting("EMBED_ORIGINS").replace(",", " ").split()
        ),
    )


def address(name: str, url: str) -> DatabaseAddress:
    """`sqlite:////path` or `postgresql://user:password@host:port/database`, or `…/database?host=/socket/folder`."""
    parts = _parts(name, url)
    if parts.scheme == "sqlite":
        return DatabaseAddress("sqlite", _database_name(name, unquote(parts.path[1:])))
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting(
            name=f"ETTERLEV_{name}",
            value=parts.scheme,
            reason=gettext_noop("adressen må begynne med sqlite: eller postgresql:"),
        )
    query = dict(parse_qsl(parts.query))
    return DatabaseAddress(
        "postgresql",
        _database_name(name, unquote(parts.path.lstrip("/"))),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        query.get("host", parts.hostname or ""),
        query.get("port", str(parts.port or "")),
    )


def _parts(name: str, url: str) -> SplitResult:
    """An address taken apart. Its own text is never repeated: it may hold a password. Raises BadSetting."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        reason = gettext_noop("det er ikke en adresse, eller porten er ikke et tall mellom 0 og 65535")
        raise BadSetting(name=f"ETTERLEV_{name}", value="…", reason=reason) from error
    return parts


def _database_name(name: str, path: str) -> str:
    if not path:
        reason = gettext_noop("navnet på databasen mangler sist i adressen")
        raise BadSetting(name=f"ETTERLEV_{name}", value="…", reason=reason)
    return path


def _origin(name: str, value: str) -> str:
    parts = _parts(name, value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        reason = gettext_noop("den må ha formen https://vert, uten noe etter")
        raise BadSetting(name=f"ETTERLEV_{name}", value=value, reason=reason)
    return value.rstrip("/")


def _mail_server(name: str, value: str) -> str:
    parts = _parts(name, value)
    if parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname:
        reason = gettext_noop("adressen må begynne med smtp:, smtps: eller smtp+starttls:, og ha en vert")
        raise BadSetting(name=f"ETTERLEV_{name}", value=parts.scheme, reason=reason)
    return value


def _proxies(name: str, value: str) -> tuple[Network, ...]:
    try:
        return networks(value)
    except ValueError as error:
        reason = gettext_noop("skriv nettverksadresser med komma mellom, for eksempel 127.0.0.1, 10.0.0.0/8")
        raise BadSetting(name=f"ETTERLEV_{name}", value=value, reason=reason) from error


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise NotAChoice(name=f"ETTERLEV_{name}", value=value, allowed=", ".join(allowed))
    return value
