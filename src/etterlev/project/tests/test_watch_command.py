"""`etterlev watch compare`: two files, no database, and an exit code that says whether it matters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etterlev.notice.tests.test_watch import LINES
from etterlev.project.command import main

FIRST = "\n\n".join(LINES["nb"])


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "i-fjor.md", tmp_path / "i-aar.md"
    old.write_text(FIRST, encoding="utf-8")
    new.write_text(FIRST.replace("etter 12 måneder", "etter 5 år"), encoding="utf-8")
    return str(old), str(new)


def test_what_matters_is_said_with_both_sentences_and_ends_with_1(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "compare", *files]) == 1
    said = capsys.readouterr().out
    assert "Opplysningene blir tatt vare på lenger" in said
    assert "- Opplysningene slettes etter 12 måneder." in said
    assert "+ Opplysningene slettes etter 5 år." in said


def test_the_same_file_twice_has_not_changed(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "compare", files[0], files[0]]) == 0
    assert "Ingenting er endret." in capsys.readouterr().out


def test_machines_get_the_kind_and_the_weight(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["watch", "compare", *files, "--format", "json"])
    (change, *_) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["kind"], change["weight"]) == ("retention_longer", "matters")


def test_what_is_missing_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "compare", "bare-en.md"]) == 2
    assert "trenger" in capsys.readouterr().err
