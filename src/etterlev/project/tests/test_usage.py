"""What is wrong with the words, the file or the settings is told in one line, and not a row is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections

from etterlev.errors import EtterlevError
from etterlev.project.command import main
from etterlev.project.configuration import configuration
from etterlev.project.tests.installation import GROUP
from tests.cast import World

OSLO = "Fjordtall Oslo AS"
NAME = f"    legal_name: {OSLO}\n"


def rows() -> dict[str, int]:
    """How many rows there are, behind every wall."""
    counts = {}
    for model in apps.get_models():
        store = "keys" if model._meta.app_label == "keystore" else "default"
        with connections[store].cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            counts[model._meta.db_table] = cursor.fetchone()[0]
    return counts


def said(capsys: pytest.CaptureFixture[str], code: int, *words: str) -> str:
    """Runs nothing: looks at what was said. One line on stderr, with these words, and nothing on stdout."""
    printed = capsys.readouterr()
    assert code == 2, printed.err
    assert printed.out == ""
    assert printed.err.startswith("etterlev: ")
    assert printed.err.count("\n") == 1, printed.err
    for word in words:
        assert word in printed.err, printed.err
    return printed.err


WRONG = {
    "an unknown key": ([(NAME, NAME + "    colour: blue\n")], ("Linje 17", "colour")),
    "a misspelt key": ([("    legal_name: " + OSLO, "    leagl_name: " + OSLO)], ("Linje 16", "Mente du «legal_name»")),
    "a controller twice": ([('"974760673"', '"988077917"')], ("Linje 24", "988077917", "to ganger")),
    "a name in addresses twice": ([("slug: bergen", "slug: oslo")], ("oslo", "to ganger")),
    "a number that is none": ([('"988077917"', '"988077918"')], ("988077918", "kontrollsifferet")),
    "a country that is a number": ([("country: NO", "country: 47")], ("country", "landkode")),
    "a country that is a truth": ([("country: NO", "country: false")], ("country", "landkode")),
    "a key that is missing": ([(NAME, "")], ("Linje 15", "legal_name", "mangler")),
    "a key twice": ([(NAME, NAME * 2)], ("Linje 17", "legal_name", "to ganger")),
    "no YAML": ([("etterlev: register/1", "etterlev: [register/1")], ("YAML", "linje 3")),
    "another version": ([("register/1", "register/9")], ("Linje 2", "register/9")),
}


def wrong_register(folder: Path, changes: list[tuple[str, str]]) -> Path:
    text = GROUP.read_text(encoding="utf-8")
    for one, other in changes:
        assert one in text
        text = text.replace(one, other, 1)
    path = folder / "register.yaml"
    path.write_text(text, encoding="utf-8")
    return path


LOOKED_AT = [(what, check) for what in WRONG for check in (True, False)]
# An organisation number is looked at when it is stored.
LOOKED_AT.remove(("a number that is none", True))


@pytest.mark.parametrize(("what", "check"), LOOKED_AT)
def test_a_register_that_is_wrong_is_told_where_and_nothing_of_it_is_read(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, check: bool
) -> None:
    changes, words = WRONG[what]
    file = str(wrong_register(tmp_path, changes))
    before = rows()
    said(capsys, main(["register", "import", *(["--check"] if check else []), file]), *words)
    assert rows() == before


def test_a_good_register_can_be_looked_at_first(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The way the command's own help says it, the option between the words."""
    before = rows()
    assert main(["register", "import", "--check", str(GROUP)]) == 0
    assert "Ingen feil: 3 behandlingsansvarlige" in capsys.readouterr().err
    assert rows() == before


@pytest.mark.parametrize(("language", "begins"), [("nb", "bruk: "), ("nn", "bruk: "), ("en", "usage: ")])
@pytest.mark.parametrize("word", ["lint", "notice", "backup"])
def test_help_names_the_command_whole_in_every_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, begins: str, word: str
) -> None:
    monkeypatch.setenv("ETTERLEV_LANGUAGE", language)
    with pytest.raises(SystemExit):
        main([word, "--help"])
    assert capsys.readouterr().out.startswith(f"{begins}etterlev {word} ")


@pytest.mark.parametrize("content", [None, "ø".encode("latin-1"), b"", b"- a\n- b\n", b"\x00\x01"])
def test_a_file_that_is_no_register_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "register.yaml"
    if content is not None:
        path.write_bytes(content)
    before = rows()
    said(capsys, main(["register", "import", str(path)]))
    assert rows() == before


USAGE = {
    ("request", "arrive"): "AVDELING",
    ("backup", "run"): "--to",
    ("backup", "restore"): "MAPPE",
    ("backup", "restore", "x"): "--identities",
    ("register", "import"): "FIL",
    ("register", "sell"): "import, export",
    ("register",): "mangler",
    ("request", "show"): "HV-ÅR-NUMMER",
    ("request", "show", "HV-2026-999"): "HV-2026-999",
    ("source", "map"): "AVDELING/NAVN",
    ("source", "map", "oslo/ingen"): "Vi finner ikke denne kilden",
    ("source", "map", "trondheim/crm"): "trondheim",
    ("source", "add", "oslo", "crm"): "ADRESSE",
    ("source", "add", "oslo", "crm", "excel", "x"): "excel",
    ("source", "add", "oslo", "crm", "sql", "oracle://x"): "Adressen",
    ("source", "owner", "oslo/arkiv"): "EIER",
    ("source", "owner", "oslo/ingen", "Knut <knut@eksempel.no>"): "Vi finner ikke denne kilden",
    ("locate", "oslo"): "--email",
    ("locate", "oslo", "--email", " "): "--email",
    ("locate", "trondheim", "--email", "a@b.no"): "trondheim",
    ("staff", "invite", "oslo", "ny@firma.example", "Ny", "--role", "sjef"): "sjef",
    ("staff", "end", "ingen@firma.example"): "etterlev",
    ("promises", "--sentence"): "--sentence skal ha en verdi",
    ("init", "--seed", "sju"): "«sju»",
    ("hei",): "«hei»",
}


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_what_the_command_cannot_use_is_told_in_one_line(
    world: World, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    before = rows()
    said(capsys, main(list(words)), USAGE[words])
    assert rows() == before


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "er ikke noe vi kjenner"), ("nn", "er ikkje noko vi kjenner"), ("en", "is not one we know")],
)
def test_wrong_use_is_told_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    monkeypatch.setenv("ETTERLEV_LANGUAGE", language)
    said(capsys, main(["register", "sell"]), "sell", words)


SETTINGS = {
    ("SURFACE", "kiosk"): "portal",
    ("DATABASE_URL", "mysql://x/y"): "postgresql",
    ("DATABASE_URL", "postgresql://u:hemmelig@h:port/db"): "porten",
    ("DATABASE_URL", "postgresql://u:hemmelig@[h/db"): "adresse",
    ("OWNER_DATABASE_URL", "postgresql://u:hemmelig@h/"): "navnet på databasen",
    ("KEYS_DATABASE_URL", "sqlite:///"): "navnet på databasen",
    ("PORTAL_ORIGIN", "portal.no"): "https://vert",
    ("PORTAL_ORIGIN", "https://"): "https://vert",
    ("CONSOLE_ORIGIN", "https://vert/console"): "https://vert",
    ("SMTP_URL", "mail.no:25"): "smtp:",
    ("SMTP_URL", "smtp://u:hemmelig@mail.no:post"): "porten",
    ("PROXIES", "proxyen"): "127.0.0.1",
    ("SENDER_FILE", "/finnes/ikke"): "den finnes ikke",
}


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_setting_that_cannot_be_used_is_named_and_a_password_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ETTERLEV_{name}", value)
    with pytest.raises(EtterlevError) as error:
        configuration.__wrapped__()
    sentence = error.value.sentence()
    assert f"ETTERLEV_{name}" in sentence
    assert SETTINGS[name, value] in sentence
    assert "hemmelig" not in sentence


def test_a_setting_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://app:p%40ss@vert:5433/base?host=/var/run\n")
    monkeypatch.setenv("ETTERLEV_DATABASE_URL_FILE", str(tmp_path / "url"))
    found = configuration.__wrapped__().database
    assert (found.name, found.user, found.password, found.host, found.port) == (
        "base",
        "app",
        "p@ss",
        "/var/run",
        "5433",
    )
    (tmp_path / "url").write_bytes(b"\xff\xfe")
    with pytest.raises(EtterlevError, match="ikke tekst"):
        configuration.__wrapped__()
