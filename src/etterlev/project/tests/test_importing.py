"""`etterlev import FILE`: a draft on the screen or in a file, and one clear message when there is nothing to read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etterlev.notice.rules.lint.tests.corpus import labelled
from etterlev.project.command import main

STATEMENTS = {each.name: each.path for each in labelled()}
GOOD = str(STATEMENTS["regnskap-god"])


def test_the_draft_is_yaml_with_the_sentences_and_the_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", GOOD]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Utkast til behandlingsregister, lest ut av")
    assert "etterlev: register/1" in said
    assert "# linje " in said
    assert "# mangler: " in said


def test_in_a_file_the_screen_gets_the_count(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "register.yaml"
    assert main(["import", GOOD, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "Felt som må fylles ut" in said.err
    assert "etterlev: register/1" in out.read_text(encoding="utf-8")


def test_machines_get_rows_claims_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", GOOD, "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert {"file", "language", "group", "website", "controllers", "systems", "activities", "claims"} <= value.keys()
    row = value["controllers"][0]
    assert set(row) == {"key", "document", "said", "from_sector", "unsure", "missing"}
    assert {"line", "quote"} == set(row["said"][0])


@pytest.mark.parametrize(("language", "words"), [("nn", "Utkast til behandlingsregister, lese ut av"), ("en", "Draft")])
def test_the_draft_speaks_the_readers_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("ETTERLEV_LANGUAGE", language)
    main(["import", GOOD])
    assert words in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 500, b"Hjem\nOm oss\nKontakt\nLogg inn\n"])
def test_what_is_no_statement_gives_one_message_and_no_draft(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "side.txt"
    path.write_bytes(content)
    assert main(["import", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_no_django_is_started_to_make_a_draft() -> None:
    code = (
        "import sys; from etterlev.project.command import main; "
        f"main(['import', {GOOD!r}]); sys.exit('django.db' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
