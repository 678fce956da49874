"""Every format: what is read of a real file, what is left out, and where each block stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from etterlev.sources.text import Block, BlockKind, Link, read, read_content
from etterlev.sources.text.tests.making import FORMATS, docx, pdf

HEADING, PARAGRAPH, ITEM, ROW = BlockKind
BLOCKS = (
    Block(HEADING, "Personvern hos Havsule", 1, 1),
    Block(PARAGRAPH, "Vi behandler opplysninger om kundene våre. Skriv til post@havsule.example når du vil.", 3),
    Block(HEADING, "Dette registrerer vi om deg", 5, 2),
    Block(ITEM, "navn og adresse", 7, 1),
    Block(ITEM, "fødselsdato – fordi loven krever det", 8, 1),
    Block(PARAGRAPH, "Opplysningene slettes etter to år, og du kan klage til Datatilsynet når som helst.", 10),
)


def shape(blocks: tuple[Block, ...]) -> list[tuple[BlockKind, str]]:
    return [(each.kind, " ".join(each.text.split())) for each in blocks]


@pytest.mark.parametrize("form", FORMATS)
def test_headings_lists_and_paragraphs_are_told_apart_in_each_format(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"erklæring.{form}"
    file.write_bytes(FORMATS[form](BLOCKS))
    document = read(file)
    assert shape(document.blocks) == shape(BLOCKS)
    assert document.file == file.name


@pytest.mark.parametrize("form", ["txt", "md"])
def test_lines_are_those_of_the_file_in_text_and_markdown(form: str) -> None:
    content = FORMATS[form](BLOCKS)
    lines = content.decode().split("\n")
    for block in read_content(content, f"a.{form}").blocks:
        assert block.text in lines[block.line - 1]


def test_the_format_is_told_by_the_content_and_not_by_the_name() -> None:
    assert read_content(FORMATS["pdf"](BLOCKS), "erklæring.txt").format == "pdf"
    assert read_content(FORMATS["docx"](BLOCKS), "erklæring").format == "docx"
    assert read_content(FORMATS["html"](BLOCKS), "erklæring").format == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_norwegian_letters_survive_every_encoding_a_text_comes_in(encoding: str) -> None:
    text = "Erklæring\n\nVi lagrer opplysninger på nett, så lenge du er kunde hos oss. Ønsker du å få dem slettet?"
    blocks = read_content(text.encode(encoding), "a.txt").blocks
    assert [each.text for each in blocks] == text.split("\n\n")


def test_a_page_s_own_encoding_is_followed() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Få opplysninger på ærlig vis</p></body></html>'
    assert read_content(page.encode("latin-1"), "a.html").blocks[0].text == "Få opplysninger på ærlig vis"


def test_lines_wrapped_at_a_column_become_one_paragraph() -> None:
    text = (
        "Vi behandler opplysninger om kundene våre for å levere det de har\nbestilt, og for å sende faktura. Vi "
        "sletter dem når fem år er gått\netter at regnskapsåret er slutt.\n\nDu kan klage til Datatilsynet."
    )
    blocks = read_content(text.encode(), "a.txt").blocks
    assert [each.line for each in blocks] == [1, 5]
    assert blocks[0].text.count("\n") == 2


class TestHtml:
    PAGE = """<!doctype html><html><head><title>T</title><style>p{}</style></head><body>
      <header><a href="/">Havsule</a></header><nav><ul><li><a href="/a">Hjem</a></li></ul></nav>
      <div class="cookie-banner">Vi bruker kapsler <button>Godta</button></div>
      <main><h1>Personvern</h1><script>alert('x')</script><p>Vi lagrer <b>navn</b> og
      adresse.<br>Les <a href="/mer">mer</a>.</p><!-- notat -->
      <table><tr><th>Formål</th><th>Grunnlag</th></tr><tr><td>Levering</td><td>Avtale</td></tr></table>
      <ul><li>ett</li><li>to</li></ul><p hidden>skjult</p></main><footer>© Havsule</footer></body></html>"""

    def test_only_the_main_text_is_read(self) -> None:
        page = self.PAGE.replace("adresse.", "adresse. " + "Vi tar vare på dem så lenge du er kunde hos oss. " * 5)
        texts = [each.text for each in read_content(page.encode(), "a.html").blocks]
        assert texts[0] == "Personvern"
        assert texts[-2:] == ["ett", "to"]
        assert not any(word in " ".join(texts) for word in ("Hjem", "Godta", "alert", "notat", "skjult", "©"))

    def test_tables_keep_their_cells_and_their_first_row(self) -> None:
        rows = [each for each in read_content(self.PAGE.encode(), "a.html").blocks if each.kind is ROW]
        assert [(each.cells, each.head) for each in rows] == [
            (("Formål", "Grunnlag"), ()),
            (("Levering", "Avtale"), ("Formål", "Grunnlag")),
        ]

    def test_links_are_kept(self) -> None:
        links = [link for each in read_content(self.PAGE.encode(), "a.html").blocks for link in each.links]
        assert Link("mer", "/mer") in links

    def test_markup_nobody_closed_is_read_all_the_same(self) -> None:
        page = "<html><body><h1>Personvern<p>Vi lagrer navn<ul><li>ett<li>to<div></span></p>"
        assert "Vi lagrer navn" in [each.text for each in read_content(page.encode(), "a.html").blocks]


class TestMarkdown:
    def test_marks_are_taken_away_and_links_kept(self) -> None:
        text = "# Hei\n\nVi *lagrer* **navn** og `e-post`. Se [mer her](https://a.example/x).\n\n```\nkode\n```\n"
        blocks = read_content(text.encode(), "a.md").blocks
        assert [each.text for each in blocks] == ["Hei", "Vi lagrer navn og e-post. Se mer her."]
        assert blocks[1].links[0] == Link("mer her", "https://a.example/x")

    def test_tables_are_rows_under_their_head(self) -> None:
        blocks = read_content(b"| Hva | Hvorfor |\n|---|---|\n| navn | levering |\n", "a.md").blocks
        assert blocks[-1].cells == ("navn", "levering")
        assert blocks[-1].head == ("Hva", "Hvorfor")


class TestDocx:
    def test_deleted_words_are_gone_and_inserted_ones_kept(self) -> None:
        body = (
            "<w:p><w:r><w:t>Vi lagrer </w:t></w:r><w:del><w:r><w:delText>alt</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>navn</w:t></w:r></w:ins></w:p>"
        )
        assert read_content(docx(body), "a.docx").blocks[0].text == "Vi lagrer navn"

    def test_tables_are_rows(self) -> None:
        def cell(words: str) -> str:
            return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

        body = f"<w:tbl><w:tr>{cell('Hva')}{cell('Grunn')}</w:tr><w:tr>{cell('navn')}{cell('avtale')}</w:tr></w:tbl>"
        blocks = read_content(docx(body), "a.docx").blocks
        assert (blocks[1].cells, blocks[1].head) == (("navn", "avtale"), ("Hva", "Grunn"))

    def test_comments_are_no_part_of_the_statement(self) -> None:
        comment = (
            '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1">'
            "<w:p><w:r><w:t>Stemmer dette?</w:t></w:r></w:p></w:comment></w:comments>"
        )
        document = read_content(docx("<w:p><w:r><w:t>Vi lagrer navn</w:t></w:r></w:p>", comments=comment), "a.docx")
        assert [each.text for each in document.blocks] == ["Vi lagrer navn"]
        assert [each.text for each in document.asides] == ["Stemmer dette?"]


class TestPdf:
    def test_words_hyphenated_at_the_margin_are_whole_again(self) -> None:
        words = "behandlingsgrunnlagsvurderingene personopplysningssikkerhetsbruddene " * 30
        text = " ".join(each.text for each in read_content(pdf(words), "a.pdf").blocks)
        assert text.split().count("behandlingsgrunnlagsvurderingene") == 30

    def test_page_numbers_and_running_heads_are_left_out(self) -> None:
        source = "#set page(header: [Havsule AS, internt])\n= Personvern\n" + "\n\n".join(
            f"Avsnitt {name} handler om noe vi gjør med opplysninger om deg." + f" Det tar plass ({name})." * 30
            for name in "abcdefghijklmnopqrstuvwxyz"
        )
        blocks = read_content(pdf(source), "a.pdf").blocks
        assert not any("internt" in each.text for each in blocks)
        assert not any(each.text.strip().isdigit() for each in blocks)
        assert sum("Avsnitt " in each.text for each in blocks) == 26


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_lines_with_cells_are_a_table_whose_first_line_is_its_head(mark: str) -> None:
    rows = [("Navn", "Formål"), ("_kv", "Husker valget"), ("_id", "Holder deg innlogget")]
    text = "Kapsler\n\n" + "\n".join(mark.join(row) for row in rows) + "\n\nSlutt | ikke tabell, men en setning til.\n"
    blocks = read_content(text.encode(), "tabell.txt").blocks
    found = [(each.cells, each.head, each.line) for each in blocks if each.kind is BlockKind.ROW]
    assert found == [(rows[0], (), 3), (rows[1], rows[0], 4), (rows[2], rows[0], 5)]
    assert [each.kind for each in blocks][-1] is BlockKind.PARAGRAPH
