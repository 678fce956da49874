"""The labelled statements, and running the linter on a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etterlev.languages import Language
from etterlev.notice.rules.lint import Report, judge
from etterlev.sources.text import read, read_content

FOLDER = Path(__file__).parent / "statements"
FIXTURES = Path(__file__).parent / "fixtures"
# In the order they were written. What is in all but the first was labelled before it was ever run.
SETS = ("", "held_out", "fresh", "unseen")


@dataclass(frozen=True)
class Labelled:
    """A statement and what a careful reader says of it."""

    name: str
    path: Path
    findings: frozenset[str]
    satisfied: frozenset[str]
    open: frozenset[str]

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def report(self) -> Report:
        return on_file(self.path)


@dataclass(frozen=True)
class Paraphrases:
    """Ways to break and to keep a rule, in one language."""

    item: str
    language: Language
    premise: str
    violating: tuple[str, ...]
    satisfied: tuple[str, ...]


def labelled(*sets: str) -> list[Labelled]:
    return [each for name in sets or SETS for each in _set(FOLDER / name)]


def _set(folder: Path) -> Iterator[Labelled]:
    for name, table in tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8")).items():
        yield Labelled(
            name,
            folder / table["file"],
            frozenset(table["findings"]),
            frozenset(table["satisfied"]),
            frozenset(table["open"]),
        )


def paraphrases() -> Iterator[Paraphrases]:
    for path in sorted(FIXTURES.glob("*.toml")):
        tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
        for item, languages in tables.items():
            for language in ("nb", "nn", "en"):
                table = languages[language]
                yield Paraphrases(
                    item, language, table.get("premise", ""), tuple(table["violating"]), tuple(table["satisfied"])
                )


def on_file(path: Path) -> Report:
    document = read(path)
    return judge(document.blocks, document.file)


def on_text(text: str, name: str = "tekst.txt") -> Report:
    document = read_content(text.encode(), name)
    return judge(document.blocks, document.file)


def ids(report: Report) -> frozenset[str]:
    return frozenset(each.id for each in report.findings("nb"))


def said(report: Report) -> frozenset[tuple[str, str]]:
    """What is found, by rule and variant: what must stay the same when only the wrapping changes."""
    return frozenset((each.id, each.variant) for each in report.findings("nb"))
