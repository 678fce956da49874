"""The words as HTML: escaped, with links where a reader would expect them, and lines that break in good places."""

from __future__ import annotations

import re

from etterlev.notice import rendering
from etterlev.notice.rules.statement import RestsOn, Sentence
from etterlev.notice.tests.group import group, said


def test_an_address_becomes_a_link_and_everything_else_is_escaped() -> None:
    html = rendering.linked('Skriv til <b>siv@fjordtall.example</b> eller datatilsynet.no, "nå".')
    assert '<a href="mailto:siv@fjordtall.example">siv@fjordtall.example</a>' in html
    assert '<a href="https://www.datatilsynet.no/">datatilsynet.no</a>' in html
    assert "<b>" not in html
    assert "&quot;nå&quot;" in html


def test_no_line_breaks_between_a_paragraph_sign_and_its_number() -> None:
    html = rendering.linked("bokføringsloven § 13 og artikkel 6 nr. 1 bokstav b")
    assert "§\xa013" in html
    assert "artikkel\xa06 nr.\xa01 bokstav\xa0b" in html


def test_every_sentence_and_heading_is_a_piece_in_the_statements_order() -> None:
    statement = said(group())
    expected = [
        key for section in statement.sections for key in (f"# {section.key}", *(each.key for each in section.sentences))
    ]
    assert list(rendering.pieces(statement)) == expected


def test_the_words_are_found_again_in_a_page_whatever_stands_between() -> None:
    pieces = rendering.pieces(said(group(), "en")).values()
    page = "<body>".join(f"<div>{rendering.OPENING}{piece}{rendering.CLOSING}<p>Measured</p></div>" for piece in pieces)
    assert rendering.fragment_of_page(page) == rendering.hash_of(pieces)
    assert rendering.fragment_of_page(page.replace("controller", "processor", 1)) != rendering.hash_of(pieces)


def test_a_long_table_is_folded_and_says_how_long_it_is() -> None:
    html = rendering.pieces(said(group(), "nn"))["behandlinger"]
    assert "<details" not in html
    rows = said(group()).sentence("behandlinger")
    assert rows is not None
    assert rows.table is not None
    from dataclasses import replace

    longer = replace(rows, table=replace(rows.table, rows=rows.table.rows * 2))
    assert re.search(r"<summary>Show the list \(14 lines\)</summary>", rendering._sentence(longer, "en"))


def test_a_door_is_a_link_in_the_sentences_language() -> None:
    sentence = Sentence(key="x", text="Du kan.", rests_on=RestsOn.LAW, door="innsyn", act="Sjå")
    assert '<a class="act" href="/nn/rettigheter/innsyn/">Sjå</a>' in rendering._sentence(sentence, "nn")
    assert 'href="/rettigheter/innsyn/"' in rendering._sentence(sentence, "nb")
