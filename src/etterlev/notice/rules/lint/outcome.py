"""What a check concludes: something is amiss, in one of several ways, or the rule is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from etterlev.notice.rules.lint.facts import Facts
from etterlev.notice.rules.lint.statement import Sentence


class Severity(StrEnum):
    """Error: the law is not met. Warning: it may not be, or good practice is not. Info: it could be said better."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """In what way a statement falls short."""

    PART = "PART"
    MISS = "MISS"
    WRONG = "WRONG"
    INCONS = "INCONS"
    OVERCLAIM = "OVERCLAIM"
    RISK = "RISK"
    STYLE = "STYLE"


@dataclass(frozen=True, slots=True)
class Amiss:
    """The rule is not met. `variant` is the text that says how; `blanks` fill it; no sentence: something is absent."""

    variant: str
    sentence: Sentence | None = None
    blanks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Met:
    """The rule is met, by this sentence where one does it."""

    sentence: Sentence | None = None


Result = Amiss | Met
Check = Callable[[Facts], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the report. About something absent, `line` and `quote` are None."""

    id: str
    severity: Severity
    verdict: Verdict
    line: int | None
    quote: str | None
    message: str
    fix: str
    authority: str
    variant: str


@dataclass(frozen=True, slots=True)
class Satisfied:
    """A rule the statement meets, and where."""

    id: str
    line: int | None
    quote: str | None
