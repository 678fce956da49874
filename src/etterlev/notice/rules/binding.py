"""Which promises back which sentence: it names a row of the product's table (`S18`) or one promise (`S5-directory`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from etterlev.notice.rules.statement import Sentence, Statement
from etterlev.promises import Promise

Promises = Mapping[str, Promise]


def backed(promises: Promises) -> frozenset[str]:
    """Everything a sentence may lean on: the code of each promise, and the row it is for."""
    return frozenset(promises) | frozenset(each.sentence for each in promises.values())


def behind(references: Iterable[str], promises: Promises) -> tuple[Promise, ...]:
    """The promises behind a sentence's references, in the order of the registry."""
    wanted = set(references)
    return tuple(each for each in promises.values() if each.code in wanted or each.sentence in wanted)


def unbacked(references: Iterable[str], promises: Promises) -> tuple[str, ...]:
    """The references that no promise answers yet."""
    known = backed(promises)
    return tuple(reference for reference in references if reference not in known)


def codes_in(statement: Statement, promises: Promises) -> frozenset[str]:
    """Every promise some sentence of the statement leans on."""
    return frozenset(each.code for sentence in statement.sentences() for each in behind(sentence.promises, promises))


def codes_in_changed(old: Statement | None, new: Statement, promises: Promises) -> frozenset[str]:
    """The promises behind the sentences that are new or say something else: what is published for the first time."""
    before = {} if old is None else {each.key: each for each in old.sentences()}
    changed = (each for each in new.sentences() if before.get(each.key) != each)
    return frozenset(each.code for sentence in changed for each in behind(sentence.promises, promises))


def leaning_on(statement: Statement, promise: Promise) -> tuple[Sentence, ...]:
    """The sentences a promise stands behind."""
    names = {promise.code, promise.sentence}
    return tuple(sentence for sentence in statement.sentences() if names & set(sentence.promises))


def keys_by_row(rows: Iterable[str], templates: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """For each row of the product's table (S1–S28), the keys of the sentences that speak for it."""
    return {
        row: tuple(
            key for key, references in templates.items() if any(_is_of(reference, row) for reference in references)
        )
        for row in rows
    }


def _is_of(reference: str, row: str) -> bool:
    return reference == row or reference.startswith(f"{row}-")
