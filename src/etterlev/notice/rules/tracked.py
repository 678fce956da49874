"""The composed statement beside the text it replaces, sentence by sentence, with the reason for each change.

An old sentence and a new one belong together when they are about the same item of the law or the same promise; then by
their words. What the linter found wrong is the reason of the change that repairs it, so that nobody has to wonder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from etterlev.languages import Language
from etterlev.notice.rules.diff import Piece, pieces, plain
from etterlev.notice.rules.drafting import claims
from etterlev.notice.rules.lint import Report, messages
from etterlev.notice.rules.lint.outcome import Amiss, Finding, Met
from etterlev.notice.rules.lint.statement import HEADING
from etterlev.notice.rules.lint.statement import Sentence as Old
from etterlev.notice.rules.statement import RestsOn, Sentence, Statement

# Below this two sentences that share neither an item nor a promise are two sentences.
_ALIKE: Final = 0.55
_FEWEST_WORDS: Final = 4
# Plain language is about how something is said, not what it is about.
_LANGUAGE: Final = "N20"


class Why(StrEnum):
    """Where a change comes from when no fault is its reason."""

    REGISTER = "register"
    LAW = "law"
    EVIDENCE = "evidence"
    NOT_IN_REGISTER = "not-in-register"


@dataclass(frozen=True)
class Tracked:
    """One place: what stood there, on which lines, what stands there now, and why."""

    section: str
    before: tuple[str, ...]
    lines: tuple[int, ...]
    after: str
    findings: tuple[Finding, ...]
    why: Why

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both, marked."""
        return pieces("\n".join(self.before), self.after)

    @property
    def is_kept(self) -> bool:
        """Whether the same words stood there."""
        return _words(" ".join(self.before)) == _words(self.after)


@dataclass(frozen=True)
class Review:
    """Every change in the order of the new text, then what was taken out; and the faults the register cannot repair."""

    changes: tuple[Tracked, ...]
    unrepaired: tuple[Finding, ...]


def review(old: Report, new: Statement, language: Language) -> Review:
    """What became of an old text. `new` is in the old one's language; the reasons are in the reader's."""
    about = _about(old)
    matched, alone = _matched(old, new, about)
    findings = _Findings(old, language)
    made = [each for part in new.sections for each in _section(part.heading, part.sentences, matched, findings)]
    made += [Tracked("", (each.text,), (each.line,), "", findings.of(each), Why.NOT_IN_REGISTER) for each in alone]
    return Review(tuple(made), findings.left())


def _section(
    heading: str, sentences: Iterable[Sentence], matched: Mapping[str, list[Old]], findings: _Findings
) -> Iterator[Tracked]:
    for sentence in sentences:
        before = matched.get(sentence.key, [])
        found = [each for one in before for each in findings.of(one)] + list(findings.absent(sentence.items))
        yield Tracked(
            heading,
            tuple(each.text for each in before),
            tuple(dict.fromkeys(each.line for each in before)),
            plain(sentence),
            tuple(dict.fromkeys(found)),
            _why(sentence),
        )


def _why(sentence: Sentence) -> Why:
    kinds = {RestsOn.LAW: Why.LAW, RestsOn.REGISTER: Why.REGISTER}
    return kinds.get(sentence.rests_on, Why.EVIDENCE)


class _Findings:
    """The old text's findings, each handed out once: to its own sentence, or to the new one that supplies it."""

    def __init__(self, old: Report, language: Language) -> None:
        self._by_sentence: dict[int, list[Finding]] = defaultdict(list)
        self._absent: dict[str, list[Finding]] = defaultdict(list)
        for item, result in old.results:
            if isinstance(result, Amiss):
                made = messages.finding(item, result, language)
                if result.sentence is not None:
                    self._by_sentence[id(result.sentence)].append(made)
                else:
                    self._absent[item].append(made)

    def of(self, sentence: Old) -> tuple[Finding, ...]:
        return tuple(self._by_sentence.pop(id(sentence), ()))

    def absent(self, items: Iterable[str]) -> Iterator[Finding]:
        for item in items:
            yield from self._absent.pop(item, ())

    def left(self) -> tuple[Finding, ...]:
        """What neither a sentence nor an item of the new text answers."""
        rest = [*self._by_sentence.values(), *self._absent.values()]
        return tuple(each for several in rest for each in several)


def _about(old: Report) -> dict[int, set[str]]:
    """The items of the law and the product's rows each old sentence is about."""
    about: dict[int, set[str]] = defaultdict(set)
    for item, result in old.results:
        if isinstance(result, Amiss | Met) and result.sentence is not None and item != _LANGUAGE:
            about[id(result.sentence)].add(item)
    told = {(each["line"], " ".join(each["quote"].split())): each["id"] for each in old.recognised["rights"]}
    rows: dict[tuple[int, str], set[str]] = defaultdict(set)
    for each in claims.found(old, {}):
        rows[each.line, each.quote].add(each.row)
    for sentence in old.statement.sentences:
        place = (sentence.line, " ".join(sentence.text.split()))
        about[id(sentence)] |= rows.get(place, set()) | ({told[place]} if place in told else set())
    return about


def _matched(old: Report, new: Statement, about: Mapping[int, set[str]]) -> tuple[dict[str, list[Old]], list[Old]]:
    """The old sentences that each new one stands for, and those nothing stands for."""
    wanted = [(each, {*each.items, *(row.split("-")[0] for row in each.promises)}) for each in new.sentences()]
    matched: dict[str, list[Old]] = defaultdict(list)
    alone: list[Old] = []
    for sentence in old.statement.sentences:
        if sentence.kind == HEADING or len(sentence.tokens.words) < _FEWEST_WORDS:
            continue
        score, best = max(
            ((_score(sentence, about.get(id(sentence), set()), each, topics), each) for each, topics in wanted),
            key=lambda scored: scored[0],
        )
        if score >= _ALIKE:
            matched[best.key].append(sentence)
        else:
            alone.append(sentence)
    return matched, alone


def _score(old: Old, about: set[str], new: Sentence, topics: set[str]) -> float:
    """A shared item of the law weighs most, a shared promise less, the words least."""
    shared = about & topics
    items = sum(each.startswith(("N", "X")) for each in shared)
    own = items / max(1, len([each for each in topics if each.startswith(("N", "X"))]))
    rows = len(shared) - items
    return 2 * bool(items) + own + 0.8 * bool(rows) + _likeness(old.text, new.text)


def _likeness(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0 else 0.0


def _words(text: str) -> list[str]:
    return [each.strip('.,;:()«»"').casefold() for each in text.split()]
