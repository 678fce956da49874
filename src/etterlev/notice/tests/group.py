"""The small group of `group.yaml`, and ways to take things away from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etterlev.languages import LANGUAGES, Language
from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.statement import Statement
from etterlev.register.document import Activity, Held, Register
from etterlev.register.parsing import parse

ON = date(2026, 11, 23)


@cache
def group() -> Register:
    return parse(Path(__file__).with_name("group.yaml").read_text(encoding="utf-8"))


def said(register: Register, language: Language = "nb", backed: frozenset[str] = frozenset()) -> Statement:
    return compose(register, language, backed=backed, number=3, effective_on=ON)


def in_each_language(register: Register, backed: frozenset[str] = frozenset()) -> dict[Language, Statement]:
    return {language: said(register, language, backed) for language in LANGUAGES}


def with_activity(code: str, **changes: Any) -> Register:
    """The group with one activity changed."""

    def changed(held: Held) -> Held:
        if held.activity.code != code:
            return held
        activity: Activity = replace(held.activity, **changes)
        return replace(held, activity=activity)

    return replace(group(), activities=tuple(changed(held) for held in group().activities))


def without(*codes: str) -> Register:
    """The group without these activities."""
    return replace(group(), activities=tuple(held for held in group().activities if held.activity.code not in codes))


def only_controller(slug: str, **changes: Any) -> Register:
    """The group with one controller changed."""
    parts = tuple(replace(part, **changes) if part.slug == slug else part for part in group().controllers)
    return replace(group(), controllers=parts)
