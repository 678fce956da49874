"""What a statement must say, and when."""

import pytest

from etterlev.law import errors
from etterlev.law.bases import Right
from etterlev.law.notice_items import Source, When, items_required, notice_item, notice_items, read_item
from etterlev.law.packs import Entry

NOTHING_SPECIAL: frozenset[When] = frozenset()


def required(source: Source, *circumstances: When) -> set[str]:
    return {item.id for item in items_required(source, frozenset(circumstances))}


def test_the_items_are_n01_to_n21_with_the_six_rights_as_parts() -> None:
    assert [each for each in notice_items() if len(each) == 3] == [f"N{number:02}" for number in range(1, 22)]
    assert [each.right for each in notice_items().values() if each.part_of == "N11"] == [
        *(Right.ACCESS, Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.OBJECTION, Right.PORTABILITY),
    ]


def test_what_every_statement_about_data_from_the_person_must_have() -> None:
    parts = {f"N11{letter}" for letter in "abcdef"}
    assert required(Source.SUBJECT) == {"N01", "N04", "N05", "N10", "N11", "N13", "N14", "N20", "N21"} | parts


def test_data_from_others_need_categories_and_source_but_not_whether_you_must_give_them() -> None:
    assert required(Source.OTHERS) - required(Source.SUBJECT) == {"N07", "N15"}
    assert required(Source.SUBJECT) - required(Source.OTHERS) == {"N14"}


@pytest.mark.parametrize(
    ("circumstance", "item"),
    [
        (When.OUTSIDE_EEA, "N02"),
        (When.HAS_OFFICER, "N03"),
        (When.LEGITIMATE_INTEREST, "N06"),
        (When.HAS_RECIPIENTS, "N08"),
        (When.THIRD_COUNTRY_TRANSFER, "N09"),
        (When.CONSENT, "N12"),
        (When.AUTOMATED_DECISION, "N16"),
        (When.NEW_PURPOSE, "N17"),
        (When.OBJECTION_POSSIBLE, "N18"),
        (When.JOINT_CONTROLLERS, "N19"),
    ],
)
def test_each_circumstance_asks_for_its_item(circumstance: When, item: str) -> None:
    for source in Source:
        assert required(source, circumstance) - required(source) == {item}


@pytest.mark.parametrize(
    ("item", "article_13", "article_14"),
    [
        ("N01", "13 nr. 1 bokstav a", "14 nr. 1 bokstav a"),
        ("N06", "13 nr. 1 bokstav d", "14 nr. 2 bokstav b"),
        ("N07", "", "14 nr. 1 bokstav d"),
        ("N11", "13 nr. 2 bokstav b", "14 nr. 2 bokstav c"),
        ("N12", "13 nr. 2 bokstav c", "14 nr. 2 bokstav d"),
        ("N14", "13 nr. 2 bokstav e", ""),
        ("N15", "", "14 nr. 2 bokstav f"),
        ("N16", "13 nr. 2 bokstav f", "14 nr. 2 bokstav g"),
        ("N18", "21 nr. 4", "21 nr. 4"),
    ],
)
def test_the_articles_are_right(item: str, article_13: str, article_14: str) -> None:
    found = notice_item(item)
    assert found.article(Source.SUBJECT) == (f"personvernforordningen artikkel {article_13}" if article_13 else "")
    assert found.article(Source.OTHERS) == (f"personvernforordningen artikkel {article_14}" if article_14 else "")


def test_what_is_worth_saying_without_being_asked() -> None:
    assert [each.id for each in notice_items().values() if each.is_good_practice] == ["N07", "N16"]


def test_an_item_no_article_asks_for_is_refused() -> None:
    with pytest.raises(errors.ValueRefused):
        read_item(Entry("notice_items", "N99", {"when": "always"}))


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(errors.UnknownEntry):
        notice_item("N99")
