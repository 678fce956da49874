"""Whom a change concerns, and what concerns nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.concerns import Matter, concerns, is_typing_error, keys_for, subjects_in
from etterlev.notice.rules.diff import Kind
from etterlev.notice.rules.statement import Sentence, Statement
from etterlev.notice.tests.group import group

NAMES = ("Fjordtall Gruppen AS", "Fjordtall Oslo AS", "Fjordtall Bergen AS")


@pytest.fixture(scope="module")
def statement() -> Statement:
    return compose(group(), "nb", backed=(), number=1, effective_on=date(2026, 11, 23))


def changed(statement: Statement, key: str, **words: object) -> Statement:
    def of(sentence: Sentence) -> Sentence:
        return replace(sentence, **words) if sentence.key == key else sentence  # type: ignore[arg-type]  # a test's shorthand

    return replace(
        statement,
        sections=tuple(replace(each, sentences=tuple(of(s) for s in each.sentences)) for each in statement.sections),
    )


def without(statement: Statement, key: str) -> Statement:
    return replace(
        statement,
        sections=tuple(
            replace(each, sentences=tuple(s for s in each.sentences if s.key != key)) for each in statement.sections
        ),
    )


def test_a_new_activity_concerns_those_it_is_about_and_nobody_else(statement: Statement) -> None:
    (found,) = concerns(without(statement, "behandling-nyhetsbrev"), statement, NAMES)
    assert (found.kind, found.matter) == (Kind.ADDED, Matter.PURPOSE)
    assert keys_for([found], "Fjordtall Gruppen AS", ["newsletter-reader"]) == ("behandling-nyhetsbrev",)
    assert keys_for([found], "Fjordtall Gruppen AS", ["customer"]) == ()
    assert keys_for([found], "Fjordtall Oslo AS", ["newsletter-reader"]) == ()


def test_an_activity_that_is_gone_concerns_those_it_was_about(statement: Statement) -> None:
    (found,) = concerns(statement, without(statement, "behandling-lonn"), NAMES)
    assert found.kind is Kind.REMOVED
    assert found.subjects == {"employee", "applicant"}


def test_another_purpose_concerns_its_people(statement: Statement) -> None:
    new = changed(statement, "behandling-lonn", text="Vi bruker opplysningene til å måle hvor fort du arbeider.")
    (found,) = concerns(statement, new, NAMES)
    assert found.reaches("Fjordtall Oslo AS", "employee")
    assert not found.reaches("Fjordtall Oslo AS", "customer")


def test_a_typing_error_put_right_concerns_nobody(statement: Statement) -> None:
    sentence = statement.sentence("behandling-lonn")
    assert sentence is not None
    word = next(each for each in sentence.text.split() if len(each) > 5)
    old = changed(statement, "behandling-lonn", text=sentence.text.replace(word, word[:3] + word[4:], 1))
    assert concerns(old, statement, NAMES) == ()


def test_the_version_line_and_the_first_version_concern_nobody(statement: Statement) -> None:
    assert concerns(statement, changed(statement, "versjon", text="Versjon 9."), NAMES) == ()
    assert concerns(None, statement, NAMES) == ()


def test_other_words_for_the_same_right_concern_nobody_but_a_denial_concerns_all(statement: Statement) -> None:
    right = next(s for each in statement.sections if each.key == "klage" for s in each.sentences)
    assert concerns(statement, changed(statement, right.key, text=f"Helt enkelt: {right.text}"), NAMES) == ()
    (found,) = concerns(statement, changed(statement, right.key, text=f"Du kan ikke klage. {right.text}"), NAMES)
    assert found.reaches("Fjordtall Bergen AS", "applicant")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Vi lagrer det i fem år", "Vi lagrer det i femm år", True),
        ("Vi lagrer det i 5 år", "Vi lagrer det i 8 år", False),
        ("Vi deler det", "Vi deler det ikke", False),
        ("Vi sender lønnsslipper", "Vi selger kundelister", False),
    ],
)
def test_figures_and_denials_are_never_typing_errors(old: str, new: str, expected: bool) -> None:
    assert is_typing_error(old, new) is expected


def test_one_kind_of_people_is_not_found_inside_the_name_of_another() -> None:
    from etterlev.law.vocabulary import subject_categories

    for code, word in subject_categories().items():
        assert subjects_in(word.name.nb, "nb") == {code}
