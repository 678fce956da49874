"""`etterlev lint FILE`: what it prints, how it ends, and that it needs neither Django nor a database."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from etterlev.notice.rules.lint.tests.corpus import labelled
from etterlev.project.command import main
from etterlev.sources.text import read_content
from tests.shared import shared

STATEMENTS = {each.name: each.path for each in labelled()}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["lint", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_json_has_exactly_the_keys_agreed(capsys: pytest.CaptureFixture[str]) -> None:
    path = shared("statements/reference.nb.txt")
    code, out, err = printed(capsys, str(path), "--format", "json")
    value = json.loads(out)
    assert (code, err) == (1, "")
    assert list(value) == ["file", "language", "findings", "satisfied", "recognised"]
    assert (value["file"], value["language"]) == ("reference.nb.txt", "nb")
    keys = {"id", "severity", "verdict", "line", "quote", "message", "fix", "authority"}
    assert all(set(each) == keys for each in value["findings"])
    assert all(set(each) == {"id", "line", "quote"} for each in value["satisfied"])
    assert {
        "controllers",
        "subject_categories",
        "data_categories",
        "purposes",
        "legal_bases",
        "rights",
        "systems",
        "occasions",
        "retention",
        "recipients",
        "transfers",
    } <= set(value["recognised"])


def test_a_lawful_statement_ends_with_0_and_a_faulty_one_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, str(STATEMENTS["regnskap-god"]))[0] == 0
    assert printed(capsys, str(STATEMENTS["byggfirma"]))[0] == 1


def test_the_reader_decides_how_grave_a_finding_must_be(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lawful = STATEMENTS["regnskap-god"].read_text(encoding="utf-8").splitlines()
    silent = tmp_path / "uten-automatikk.txt"
    silent.write_text("\n".join(line for line in lawful if "utomati" not in line), encoding="utf-8")
    assert printed(capsys, str(silent))[0] == 1
    assert printed(capsys, str(silent), "--fail-on", "error")[0] == 0
    assert printed(capsys, str(STATEMENTS["kapsler-god"]), "--fail-on", "info")[0] == 0


def test_a_text_that_is_not_understood_ends_with_2_and_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = tmp_path / "vilkår.txt"
    text.write_text("Personvern", encoding="utf-8")
    for file in (text, tmp_path / "finnes-ikke.txt", tmp_path):
        code, out, err = printed(capsys, str(file))
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert err.startswith("etterlev: ")


def test_the_report_speaks_the_reader_s_language(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(STATEMENTS["byggfirma"])
    said = {language: printed(capsys, path, "--language", language)[1] for language in ("nb", "nn", "en")}
    assert "Retten til å få rettet feil er ikke nevnt." in said["nb"]
    assert "Retten til å få retta feil er ikkje nemnd." in said["nn"]
    assert "The right to rectification is not mentioned." in said["en"]


def test_the_language_of_the_command_is_the_one_of_the_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ETTERLEV_LANGUAGE", "nn")
    assert "ikkje nemnd" in printed(capsys, str(STATEMENTS["byggfirma"]))[1]


def test_a_statement_can_come_through_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STATEMENTS["byggfirma"].read_bytes())))
    code, out, _ = printed(capsys, "-", "--format", "json")
    assert (code, json.loads(out)["file"]) == (1, "-")


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("sarif", "{"), ("text", "byggfirma.nb.txt")]
)
def test_the_report_can_be_written_to_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str, begins: str
) -> None:
    out = tmp_path / "rapport"
    code, printed_text, _ = printed(capsys, str(STATEMENTS["byggfirma"]), "--format", form, "--out", str(out))
    assert (code, printed_text) == (1, "")
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_neither_django_nor_a_configuration_is_loaded() -> None:
    source = (
        "import sys\nfrom etterlev.project.command import main\n"
        f"code = main(['lint', {str(STATEMENTS['byggfirma'])!r}, '--format', 'json', '--out', '/dev/null'])\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(code, sorted(loaded & {'django', 'pypdfium2', 'pikepdf', 'psycopg', 'cryptography'}))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "1 []\n"


def test_the_reviewed_statement_is_a_document_with_the_words_and_the_findings(tmp_path: Path) -> None:
    out = tmp_path / "gjennomgang.pdf"
    assert main(["lint", str(STATEMENTS["byggfirma"]), "--format", "pdf", "--out", str(out)]) == 1
    made = out.read_bytes()
    assert b"/StructTreeRoot" in made
    words = " ".join(block.text for block in read_content(made, out.name).blocks)
    told = STATEMENTS["byggfirma"].read_text(encoding="utf-8").split("\n")[0].lstrip("# ")
    assert told in words
    assert "Slik rettes det:" in words
