"""Hostile and broken files: one sentence each, within the limits, and nothing half read."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etterlev.errors import EtterlevError
from etterlev.sources.text import confined, errors, limits, read, read_content
from etterlev.sources.text.tests.making import docx, pdf

PARAGRAPH = "<w:p><w:r><w:t>Vi lagrer navn</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.txt", errors.FileEmpty),
        (b" \n\t\n", "a.txt", errors.FileEmpty),
        (b"<html><body><nav>Hjem</nav></body></html>", "a.html", errors.FileEmpty),
        (bytes(range(256)) * 40, "a.txt", errors.FileIsBinary),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", errors.FormatNotRead),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", errors.FormatNotRead),
        (b"{\\rtf1 Hei}", "a.rtf", errors.FormatNotRead),
        (b"PK\x03\x04 no zip", "a.docx", errors.FileDamaged),
        (b"%PDF-1.7 nothing more", "a.pdf", errors.FileDamaged),
        (docx(PARAGRAPH)[:-200], "a.docx", errors.FileDamaged),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, name: str, error: type[EtterlevError]) -> None:
    with pytest.raises(error) as caught:
        read_content(content, name)
    assert name in str(caught.value)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(errors.FileNotFound):
        read(tmp_path / "finnes-ikke.txt")
    with pytest.raises(errors.FileNotFound):
        read(tmp_path)


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    large = tmp_path / "stor.txt"
    with large.open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)
    with pytest.raises(errors.FileTooLarge):
        read(large)


def test_fifty_megabytes_of_text_are_read(tmp_path: Path) -> None:
    content = ("Vi lagrer navn og adresse til kundene våre.\n\n" * 1_150_000).encode()[: limits.LARGEST_FILE - 10]
    started = time.monotonic()
    assert len(read_content(content, "stor.txt").blocks) > 1_000_000
    assert time.monotonic() - started < 60


def test_a_zip_that_unfolds_without_end_is_refused() -> None:
    bomb = docx(f"<w:p><w:r><w:t>{' ' * (limits.LARGEST_UNFOLDED + 10)}</w:t></w:r></w:p>")
    assert len(bomb) < limits.MEGABYTE
    with pytest.raises(errors.FileUnfolds):
        read_content(bomb, "bombe.docx")


def test_a_zip_that_lies_about_its_size_is_refused_all_the_same() -> None:
    honest = docx(f"<w:p><w:r><w:t>{'a' * 5_000_000}</w:t></w:r></w:p>")
    lying = bytearray(honest)
    for place in _directory_entries(honest):
        lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises((errors.FileDamaged, errors.FileUnfolds)):
        read_content(bytes(lying), "løgn.docx")


def _directory_entries(content: bytes) -> list[int]:
    places, start = [], content.find(b"PK\x01\x02")
    while start >= 0:
        places.append(start)
        start = content.find(b"PK\x01\x02", start + 1)
    return places


def test_a_zip_of_too_many_parts_is_refused() -> None:
    many = docx(PARAGRAPH, **{f"part{n}": "<x/>" for n in range(limits.MOST_PARTS + 1)})
    with pytest.raises(errors.FileUnfolds):
        read_content(many, "mange.docx")


def test_entities_that_multiply_are_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(errors.FileDamaged):
        read_content(made.getvalue(), "entiteter.docx")


def test_nothing_outside_the_file_is_fetched() -> None:
    secret = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", secret)
    with pytest.raises(errors.FileDamaged):
        read_content(made.getvalue(), "utenfor.docx")


def test_elements_within_elements_without_end_are_refused() -> None:
    deep = docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000)
    with pytest.raises((errors.ReadingTooHeavy, errors.FileDamaged, errors.FileEmpty)):
        read_content(deep, "dyp.docx")


def test_a_page_of_nothing_but_opening_tags_is_read_or_refused_in_time() -> None:
    started = time.monotonic()
    with pytest.raises(EtterlevError):
        read_content(b"<html>" + b"<div>" * 300_000, "tagger.html")
    assert time.monotonic() - started < limits.WAITING_SECONDS


def test_a_pdf_with_a_password_is_told_apart_from_a_damaged_one() -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Vi lagrer navn"))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(errors.PdfEncrypted):
        read_content(made.getvalue(), "låst.pdf")


def test_a_scanned_pdf_is_said_to_be_scanned() -> None:
    with pytest.raises(errors.PdfWithoutText):
        read_content(pdf("#rect(width: 50%, height: 20%, fill: gray)"), "skann.pdf")


def test_a_pdf_whose_index_is_lost_is_rebuilt() -> None:
    whole = pdf("= Personvern\n\nVi lagrer navn og adresse til kundene.")
    broken = whole[: whole.rindex(b"startxref")]
    assert any("navn og adresse" in each.text for each in read_content(broken, "a.pdf").blocks)


class TestTheProcessThatReads:
    def test_it_may_not_take_more_memory_than_agreed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        greedy = _worker(
            "import resource, sys\nresource.setrlimit(resource.RLIMIT_AS, (2**27, 2**27))\nx = 'a' * 2**30"
        )
        monkeypatch.setattr(confined, "_WORKER", greedy)
        with pytest.raises(errors.FileDamaged):
            read_content(docx(PARAGRAPH), "a.docx")

    def test_it_may_not_take_longer_than_agreed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(confined, "_WORKER", _worker("import time\ntime.sleep(30)"))
        monkeypatch.setattr(limits, "WAITING_SECONDS", 0.5)
        with pytest.raises(errors.ReadingTooHeavy):
            read_content(docx(PARAGRAPH), "a.docx")

    def test_it_may_not_answer_more_than_agreed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(confined, "_WORKER", _worker("print('x' * 1000)"))
        monkeypatch.setattr(limits, "LARGEST_ANSWER", 100)
        with pytest.raises(errors.ReadingTooHeavy):
            read_content(docx(PARAGRAPH), "a.docx")

    def test_it_can_open_neither_files_nor_sockets_once_it_reads(self) -> None:
        """What a parser that was taken over could do, tried from inside the reader."""
        source = (
            f"import sys, socket, io; sys.path.insert(0, {str(Path(confined.__file__).parents[3])!r})\n"
            "sys.argv = ['w', 'html']\n"
            "from etterlev.sources.text import worker, html\n"
            "tried = []\n"
            "def evil(text):\n"
            "    for attempt in (lambda: open('/etc/hostname'), socket.socket):\n"
            "        try: attempt(); tried.append('done')\n"
            "        except OSError: tried.append('refused')\n"
            "    return ()\n"
            "sys.stdin = io.TextIOWrapper(io.BytesIO(b'<p>x</p>'))\n"
            "real = worker._readers\n"
            "worker._readers = lambda kind, known: (lambda content: (evil(content), ()), real(kind, known)[1])\n"
            "worker.SAMPLES = {'html': b''}\n"
            "worker.main()\n"
            "print(tried[-2:])"
        )
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
        assert done.stdout.endswith("['refused', 'refused']\n")


def _worker(source: str) -> Path:
    import tempfile

    path = Path(tempfile.mkstemp(suffix=".py")[1])
    path.write_text(source, encoding="utf-8")
    return path


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused_with_our_own_words(content: bytes, name: str) -> None:
    # Anything but our own errors fails the test.
    with suppress(EtterlevError):
        document = read_content(content, name)
        assert all(block.text.strip() and block.line >= 1 for block in document.blocks)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_our_own_words(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([docx(PARAGRAPH * 3), pdf("= Hei\n\nVi lagrer navn."), b"<p>Hei</p>" * 20]))
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(min_size=1, max_size=20)) + whole[place + 1 :]
    with suppress(EtterlevError):
        assert not read_content(broken, "a.bin").is_empty
