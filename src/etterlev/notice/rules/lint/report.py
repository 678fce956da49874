"""What was found in a statement: findings, what it meets, and what was recognised, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.facts import Facts
from etterlev.notice.rules.lint.facts.recognised import recognised
from etterlev.notice.rules.lint.kind import Kind
from etterlev.notice.rules.lint.outcome import Amiss, Finding, Met, Result, Satisfied, Severity
from etterlev.notice.rules.lint.statement import Statement

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True)
class Report:
    """The conclusions about one statement. Nothing in it depends on the reader's language until it is asked for."""

    file: str
    statement: Statement
    facts: Facts
    kind: Kind
    results: tuple[tuple[str, Result], ...]

    def findings(self, language: Language) -> tuple[Finding, ...]:
        """What is amiss, the gravest first, then in the order of the rules and of the text."""
        found = [messages.finding(item, result, language) for item, result in self.results if isinstance(result, Amiss)]
        return tuple(sorted(found, key=lambda each: _ORDER.index(each.severity)))

    @cached_property
    def satisfied(self) -> tuple[Satisfied, ...]:
        """The rules that are met and not also found amiss elsewhere in the text."""
        amiss = {item for item, result in self.results if isinstance(result, Amiss)}
        met = [(item, result) for item, result in self.results if isinstance(result, Met) and item not in amiss]
        return tuple(messages.satisfied(item, result) for item, result in dict(met).items())

    @cached_property
    def recognised(self) -> dict[str, list[dict[str, Any]]]:
        """Everything the statement was found to say, each with its line and quote."""
        return recognised(self.facts)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity."""
        return Counter(each.severity for each in self.findings("nb"))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The report as `etterlev lint --format json` prints it."""
        return {
            "file": self.file,
            "language": self.statement.language,
            "findings": [_finding(each) for each in self.findings(language)],
            "satisfied": [asdict(each) for each in self.satisfied],
            "recognised": self.recognised,
        }


def _finding(each: Finding) -> dict[str, Any]:
    value = asdict(each)
    del value["variant"]
    return value
