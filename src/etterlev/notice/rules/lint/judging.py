"""From blocks of text to a report: which language, what kind of text, what it says, and what each rule concludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etterlev.notice.rules.lint import kind, language
from etterlev.notice.rules.lint.checks import ABOUT_COOKIES, CHECKS
from etterlev.notice.rules.lint.facts import Facts
from etterlev.notice.rules.lint.outcome import Result
from etterlev.notice.rules.lint.report import Report
from etterlev.notice.rules.lint.statement import Statement, TextBlock


def judge(blocks: Iterable[TextBlock], file: str) -> Report:
    """The report on a statement. `file` is only what errors and the report call it.

    Raises LanguageNotKnown, TextIsDanish, TextIsSwedish, LanguagesMixed, TextTooShort, TextIsMenu, TextIsTerms,
    TextIsJobAdvert or TextIsSomethingElse.
    """
    read = tuple(blocks)
    kind.refuse_fragments(read, file)
    statement = Statement(read, language.recognise(read, file))
    told = kind.recognise(statement, file)
    if (left := kind.without_terms(statement)) is not None:
        statement = Statement(left, statement.language)
    facts = Facts(statement)
    return Report(file, statement, facts, told, tuple(_results(facts, told)))


def _results(facts: Facts, told: kind.Kind) -> Iterator[tuple[str, Result]]:
    for item, check in CHECKS.items():
        if told is kind.Kind.STATEMENT or item in ABOUT_COOKIES:
            yield from ((item, result) for result in check(facts))
