"""What a privacy statement must say: the items of Articles 13 and 14, and when each is mandatory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from etterlev.law import packs
from etterlev.law.bases import Right
from etterlev.law.packs import Cited, Entry, Text


class Source(StrEnum):
    """Where the data come from, and so which article sets the content."""

    SUBJECT = "subject"
    OTHERS = "others"


class When(StrEnum):
    """What makes an item mandatory."""

    ALWAYS = "always"
    OUTSIDE_EEA = "outside_eea"
    HAS_OFFICER = "has_officer"
    LEGITIMATE_INTEREST = "legitimate_interest"
    HAS_RECIPIENTS = "has_recipients"
    THIRD_COUNTRY_TRANSFER = "third_country_transfer"
    CONSENT = "consent"
    AUTOMATED_DECISION = "automated_decision"
    NEW_PURPOSE = "new_purpose"
    OBJECTION_POSSIBLE = "objection_possible"
    JOINT_CONTROLLERS = "joint_controllers"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem(Cited):
    """One item. An article is empty where that article does not ask for it; `part_of` is its parent's id or empty."""

    id: str
    name: Text
    article_13: str
    article_14: str
    when: When
    part_of: str
    # The right the item tells of, for the parts of N11 and for N12, N13, N16 and N18.
    right: Right | None
    # Worth saying also where no article asks for it: the categories always, and that no decision is automated.
    is_good_practice: bool

    def article(self, source: Source) -> str:
        """The provision that asks for the item, or an empty string."""
        return self.article_13 if source is Source.SUBJECT else self.article_14


def items_required(source: Source, circumstances: frozenset[When]) -> tuple[NoticeItem, ...]:
    """The items a notice must have for data from `source` under these circumstances, in the order of the articles."""
    holding = circumstances | {When.ALWAYS}
    return tuple(each for each in notice_items().values() if each.article(source) and each.when in holding)


def notice_item(entry: str) -> NoticeItem:
    """The item with that id, such as `N05`. Raises UnknownEntry."""
    return packs.found(notice_items(), "notice_items", entry)


@cache
def notice_items() -> Mapping[str, NoticeItem]:
    """Every item by its id."""
    return packs.pack("notice_items").read("item", read_item)


def read_item(entry: Entry) -> NoticeItem:
    """One item. Raises ValueRefused when no article asks for it."""
    article_13, article_14 = entry.string("article_13", default=""), entry.string("article_14", default="")
    if not article_13 and not article_14:
        raise entry.refused("article_13", "article_13 | article_14")
    return NoticeItem(
        id=entry.name,
        name=entry.text("name"),
        article_13=article_13,
        article_14=article_14,
        when=entry.one_of("when", When),
        part_of=entry.string("part_of", default=""),
        right=entry.one_of("right", Right) if entry.has("right") else None,
        is_good_practice=entry.flag("good_practice"),
        **entry.cited(),
    )
