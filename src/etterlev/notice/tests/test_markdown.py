"""Markdown says what the page says, and no word in it becomes markup."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from etterlev.notice.rules.markdown import markdown
from etterlev.notice.rules.statement import Fact, RestsOn, Row, Section, Sentence, Statement, Table


def statement(*sentences: Sentence) -> Statement:
    return Statement(
        "nb", "Fjordtall", "Slik behandler vi", 1, date(2026, 11, 23), (Section("hvem", "Hvem", sentences),)
    )


def test_every_part_of_a_sentence_is_there() -> None:
    table = Table(("Avdeling", "Kontakt"), (Row(("Oslo", "Siv | Aas")),))
    facts = (Fact("Lagres", "i fem år"),)
    one = Sentence("a", "Vi lagrer.", RestsOn.LAW, items=("N07",), heading="Lønn", facts=facts, table=table)
    assert markdown(statement(one)) == (
        "# Slik behandler vi\n\n## Hvem\n\n### Lønn\n\nVi lagrer.\n\n- Lagres: i fem år\n\n"
        "| Avdeling | Kontakt |\n| --- | --- |\n| Oslo | Siv \\| Aas |\n"
    )


def test_words_that_look_like_markup_stay_words() -> None:
    said = markdown(statement(Sentence("a", "# 1 * <script> [lenke](x) _", RestsOn.LAW)))
    assert "\\# 1 \\* \\<script\\> \\[lenke\\](x) \\_" in said


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_no_cell_breaks_its_table(cell: str) -> None:
    table = Table(("A",), (Row((cell,)), Row(("siste",))))
    last = markdown(statement(Sentence("a", "x", RestsOn.LAW, table=table))).splitlines()[-1]
    assert last == "| siste |"
