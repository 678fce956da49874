"""What changed between two versions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.diff import Kind, changes, pieces
from etterlev.notice.tests.group import ON, group, said, with_activity, without


def test_a_version_number_alone_is_no_change() -> None:
    newer = compose(group(), "nb", backed=(), number=4, effective_on=ON)
    assert changes(said(group()), newer) == ()


def test_a_new_system_shows_as_added_words_in_the_sentences_it_touches() -> None:
    newer = said(with_activity("nyhetsbrev", systems=("poweroffice", "cynet")))
    found = {change.key: change for change in changes(said(group()), newer)}
    assert found["behandling-nyhetsbrev"].kind is Kind.CHANGED
    added = [piece.words for piece in found["behandling-nyhetsbrev"].pieces if piece.kind is Kind.ADDED]
    assert any("Cynet" in words for words in added)
    assert "rett-innsyn" not in found


def test_what_is_gone_comes_last_and_what_is_new_where_it_stands() -> None:
    gone = changes(said(group()), said(without("nettsider")))
    assert gone[-1].kind is Kind.REMOVED
    assert "behandling-nettsider" in {change.key for change in gone if change.kind is Kind.REMOVED}
    back = changes(said(without("nettsider")), said(group()))
    assert "behandling-nettsider" in {change.key for change in back if change.kind is Kind.ADDED}


def test_a_renamed_activity_keeps_its_permalink() -> None:
    name = replace(group().activities[0].activity.name, nb="Kundearbeid")
    found = {change.key for change in changes(said(group()), said(with_activity("kundeforhold", name=name)))}
    assert "behandling-kundeforhold" in found


@given(st.text("ab ", max_size=40), st.text("ab ", max_size=40))
def test_the_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    found = pieces(old, new)
    assert " ".join(piece.words for piece in found if piece.kind is not Kind.ADDED) == old
    assert " ".join(piece.words for piece in found if piece.kind is not Kind.REMOVED) == new
