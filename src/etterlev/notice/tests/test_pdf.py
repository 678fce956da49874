"""The document: tagged, in its language, whole, and the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from etterlev.languages import LANGUAGES, Language
from etterlev.notice import pdf
from etterlev.notice.errors import FontsMissing
from etterlev.notice.tests.group import group, said
from etterlev.typesetting import FONTS

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by npm ci and tools/assets")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_tagged_and_says_its_language_and_title(language: Language) -> None:
    with pikepdf.open(BytesIO(pdf.of_statement(said(group(), language)))) as made:
        assert bool(made.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in made.Root
        assert str(made.Root.Lang) == {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[language]
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == said(group(), language).title
        tags = {str(each.S) for each in _elements(made.Root.StructTreeRoot)}
        assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD"} <= tags


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert pdf.of_statement(said(group())) == pdf.of_statement(said(group()))


def test_another_statement_gives_other_bytes() -> None:
    assert pdf.of_statement(said(group())) != pdf.of_statement(said(group(), "nn"))


def test_every_sentence_stands_in_the_document() -> None:
    statement = said(group())
    read = _read(pdf.of_statement(statement))
    missing = [each.key for each in statement.sentences() if _squeezed(each.text) not in read]
    assert missing == []
    for sentence in statement.sentences():
        for fact in sentence.facts:
            assert _squeezed(fact.value) in read, (sentence.key, fact.label)
        for row in sentence.table.rows if sentence.table else ():
            assert all(_squeezed(cell) in read for cell in row.cells), (sentence.key, row)


def test_markup_in_the_readers_words_stays_words() -> None:
    statement = said(group())
    section = statement.sections[0]
    wicked = type(section.sentences[0])(key="x", text='#panic("no") *fet* $x$', rests_on=section.sentences[0].rests_on)
    told = type(statement)("nb", "G", "T", 1, statement.effective_on, (type(section)("a", "A", (wicked,)),))
    assert _squeezed('#panic("no") *fet* $x$') in _read(pdf.of_statement(told))


def test_missing_fonts_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(FontsMissing):
        pdf.of_statement(said(group()))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read(made: bytes) -> str:
    """The words of the document as a reader's program finds them, without spaces."""
    document = PdfDocument(made)
    return _squeezed("".join(page.get_textpage().get_text_range() for page in document))


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure, element by element."""
    below = node.get("/K")
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from _elements(each)
