"""One recognised fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from etterlev.notice.rules.lint.statement import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, the sentence it was read from, and what more is known: `Found("email", sentence)`."""

    id: str
    sentence: Sentence
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, **self.more, "line": self.sentence.line, "quote": self.sentence.text}


def distinct(found: list[Found]) -> list[Found]:
    """Each id once, where it is first said."""
    kept: dict[str, Found] = {}
    for each in found:
        kept.setdefault(each.id, each)
    return list(kept.values())
