"""What a supplier changed between two versions of its statement, and whether it matters to whoever hired it.

A processor may take in others only as its instructions say (Article 28(2)), and the controller must know recipients,
third countries, retention and purposes to answer for them (Articles 13(1) and (2), 28(3) and 30). Nothing is said of
two texts in different languages, and nothing of what only moved, was reset or got a new date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from etterlev.notice.rules.durations import hours_in
from etterlev.notice.rules.lint import Report, names
from etterlev.notice.rules.lint.facts import what
from etterlev.notice.rules.lint.statement import Sentence, Statement
from etterlev.notice.rules.supplier_changes import ChangeKind, Comparison, Quote, SupplierChange, Weight

# Below this two sentences are two sentences, not one that was rewritten.
_ALIKE: Final = 0.5
# More pairs than this to hold against each other, and the statement is another one: a person must read it.
_MOST_PAIRS: Final = 250_000
_WORD: Final = re.compile(r"\w+")
_COUNTRY: Final = "transfer.country"
# «Kunden er behandlingsansvarlig» is what a processor says; only the supplier saying so of itself is a new role.
_WE: Final = re.compile(r"\b(?:vi|me|we)\b(?=\s+(?:er|are|act|opptrer|blir|vert)\b)", re.IGNORECASE)


def compare(old: Report, new: Report) -> Comparison:
    """What changed from `old` to `new`. Two languages, or a long text with nothing left of it, are not compared."""
    if old.statement.language != new.statement.language:
        return Comparison(is_comparable=False)
    pair = _Pair(old, new)
    if pair.is_another:
        return Comparison(is_comparable=False)
    found = [_whole(each) for rule in _RULES for each in rule(pair)]
    said = {quote.text for each in found for quote in (each.before, each.after) if quote is not None}
    found += [each for each in _wording(pair) if not {q.text for q in (each.before, each.after) if q} & said]
    return Comparison(True, tuple(sorted(dict.fromkeys(found), key=_order)))


def _whole(change: SupplierChange) -> SupplierChange:
    """A ground that is lost is lost once, whichever rule saw it."""
    return replace(change, about="") if change.kind is ChangeKind.TRANSFER_GROUND_LOST else change


def _order(change: SupplierChange) -> tuple[int, int]:
    quote = change.after or change.before
    return list(Weight).index(change.weight), quote.line if quote else 0


def essence(text: str) -> str:
    """A sentence without what may change and mean nothing: case, spaces, marks, dates and version numbers."""
    for varying in (*names.dates(text), *names.versions(text)):
        text = text.replace(varying, " ")
    return " ".join(_WORD.findall(text.casefold()))


class _Pair:
    """Two reports, and for each the sentences that the other lacks."""

    def __init__(self, old: Report, new: Report) -> None:
        self.old, self.new = old, new
        before, after = _essences(old.statement), _essences(new.statement)
        self.removed = [each for key, each in before.items() if key not in after]
        self.added = [each for key, each in after.items() if key not in before]
        self._kept = before.keys() & after.keys()
        self.is_another = len(self.removed) * len(self.added) > _MOST_PAIRS
        self._before_of = {} if self.is_another else _matched(self.removed, self.added)
        self._after_of = {after.text: before for before, after in self._reversed()}

    def _reversed(self) -> Iterator[tuple[Sentence, Sentence]]:
        by_text = {each.text: each for each in self.added}
        return ((by_text[text], before) for text, before in self._before_of.items())

    def is_kept(self, text: str) -> bool:
        """Whether the sentence stands in both: then nothing it says is new or gone."""
        return essence(text) in self._kept

    def before(self, text: str) -> Quote | None:
        """What a new sentence was rewritten from."""
        return _quote(self._before_of.get(text))

    def rewritten(self, text: str) -> Sentence:
        """The old sentence behind a new one. Raises KeyError when it is all new."""
        return self._before_of[text]

    def after(self, text: str) -> Quote | None:
        """What an old sentence was rewritten to."""
        return _quote(self._after_of.get(text))


def _essences(statement: Statement) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for each in statement.sentences:
        if key := essence(each.text):
            found.setdefault(key, each)
    return found


def _matched(removed: list[Sentence], added: list[Sentence]) -> dict[str, Sentence]:
    """Which old sentence each new one was rewritten from: the likest pairs first, each sentence once."""
    likest = sorted(_alike(removed, added), key=lambda each: (-each[0], each[1].line, each[2].line))
    found: dict[str, Sentence] = {}
    taken: set[str] = set()
    for _ratio, new, old in likest:
        if new.text not in found and old.text not in taken:
            found[new.text] = old
            taken.add(old.text)
    return found


def _alike(removed: list[Sentence], added: list[Sentence]) -> Iterator[tuple[float, Sentence, Sentence]]:
    """Every pair that is alike. Only those with enough words in common are held against each other, word by word."""
    before = [(each, essence(each.text).split()) for each in removed]
    holding: dict[str, list[tuple[int, int]]] = {}
    for place, (_, words) in enumerate(before):
        for word, times in Counter(words).items():
            holding.setdefault(word, []).append((place, times))
    for new in added:
        words = essence(new.text).split()
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(words)
        for place, shared in _shared(words, holding).items():
            old, old_words = before[place]
            if 2 * shared >= _ALIKE * (len(words) + len(old_words)):
                matcher.set_seq1(old_words)
                if (ratio := matcher.ratio()) >= _ALIKE:
                    yield ratio, new, old


def _shared(words: list[str], holding: Mapping[str, list[tuple[int, int]]]) -> Counter[int]:
    """How many words a sentence has in common with each old one."""
    shared: Counter[int] = Counter()
    for word, times in Counter(words).items():
        for place, there in holding.get(word, ()):
            shared[place] += min(times, there)
    return shared


def _quote(sentence: Sentence | None) -> Quote | None:
    return Quote(sentence.text, sentence.line) if sentence is not None else None


Said = Mapping[str, Quote]


def _entries(report: Report, group: str, key: str = "id") -> dict[str, Quote]:
    found: dict[str, Quote] = {}
    for each in report.recognised[group]:
        found.setdefault(each[key], Quote(each["quote"], each["line"]))
    return found


def _set_changes(
    pair: _Pair, old: Said, new: Said, came: ChangeKind | None, went: ChangeKind | None
) -> Iterator[SupplierChange]:
    """What only the new version says, and what only the old one said."""
    for about, quote in new.items():
        if came is not None and about not in old and not pair.is_kept(quote.text):
            yield SupplierChange(came, about, pair.before(quote.text), quote)
    for about, quote in old.items():
        if went is not None and about not in new and not pair.is_kept(quote.text):
            yield SupplierChange(went, about, quote, pair.after(quote.text))


def _recipients(pair: _Pair) -> Iterator[SupplierChange]:
    kinds = (ChangeKind.RECIPIENT_NEW, ChangeKind.RECIPIENT_GONE)
    for group, key in (("systems", "name"), ("recipients", "id")):
        yield from _set_changes(pair, _entries(pair.old, group, key), _entries(pair.new, group, key), *kinds)


def _countries(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _countries_of(pair.old.statement), _countries_of(pair.new.statement)
    yield from _set_changes(pair, old, new, ChangeKind.COUNTRY_NEW, None)


def _countries_of(statement: Statement) -> dict[str, Quote]:
    found: dict[str, Quote] = {}
    for each in statement.running:
        for match in each.own.get(_COUNTRY, ()):
            if not match.is_denied:
                words = each.tokens.words[match.first : match.last + 1]
                found.setdefault(" ".join(words).casefold(), Quote(each.text, each.line))
    return found


def _transfers(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _entries(pair.old, "transfers"), _entries(pair.new, "transfers")
    for lost in ("unfounded", "fallen"):
        yield from _set_changes(
            pair, {}, {lost: new[lost]} if lost in new else {}, ChangeKind.TRANSFER_GROUND_LOST, None
        )
    for held, kind in (
        ("founded", ChangeKind.TRANSFER_GROUND_LOST),
        ("denied", ChangeKind.TRANSFER_DENIAL_GONE),
    ):
        still = bool(new) if held == "founded" else True
        if held in old and held not in new and still and not {"unfounded", "fallen"} & new.keys():
            yield from _set_changes(pair, {held: old[held]}, {}, None, kind)


def _mechanisms(pair: _Pair) -> Iterator[SupplierChange]:
    """A transfer said with what it rests on, then without."""
    for each in pair.added:
        before, words = pair.before(each.text), ("transfer.mechanism",)
        goes_out = each.has(_COUNTRY, "transfer.outside") and not each.has(*words)
        if before is not None and goes_out and pair.rewritten(each.text).has(*words):
            yield SupplierChange(ChangeKind.TRANSFER_GROUND_LOST, "founded", before, _quote(each))


def _retention(pair: _Pair) -> Iterator[SupplierChange]:
    kinds = (ChangeKind.RETENTION_LONGER, ChangeKind.RETENTION_SHORTER, ChangeKind.RETENTION_GONE)
    old, new = (_periods(each) for each in (pair.old, pair.new))
    yield from _durations(pair, old, new, kinds)


def _periods(report: Report) -> list[Quote]:
    """Read from the words, not from the report: it takes some English sentences («Personal data are …») for
    definitions.
    """
    return [
        Quote(each.text, each.line)
        for each in report.statement.running
        if each.has("retention.verb") and not each.mentions("breach.said")
    ]


def _breaches(pair: _Pair) -> Iterator[SupplierChange]:
    kinds = (ChangeKind.BREACH_SLOWER, ChangeKind.BREACH_FASTER, ChangeKind.BREACH_GONE)
    old, new = (
        [Quote(each.text, each.line) for each in report.facts.breaches.sentences] for report in (pair.old, pair.new)
    )
    yield from _durations(pair, old, new, kinds)


def _durations(
    pair: _Pair, old: list[Quote], new: list[Quote], kinds: tuple[ChangeKind, ChangeKind, ChangeKind]
) -> Iterator[SupplierChange]:
    """Each rewritten sentence by its longest time; a time that is no longer said anywhere is gone. `kinds` are what a
    longer, a shorter and no time are.
    """
    longer, shorter, gone = kinds
    for quote in old:
        if pair.is_kept(quote.text) or not hours_in(quote.text):
            continue
        after = pair.after(quote.text)
        later = hours_in(after.text) if after is not None else ()
        if after is None or not later:
            if not any(hours_in(each.text) for each in new):
                yield SupplierChange(gone, "", quote, after)
        elif max(later) != max(hours_in(quote.text)):
            yield SupplierChange(longer if max(later) > max(hours_in(quote.text)) else shorter, "", quote, after)


def _purposes(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _entries(pair.old, "purposes"), _entries(pair.new, "purposes")
    yield from _set_changes(pair, old, new, ChangeKind.PURPOSE_NEW, ChangeKind.PURPOSE_GONE)


def _roles(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _entries(pair.old, "roles"), _entries(pair.new, "roles")
    gone = None
    if "processor" in old and "processor" not in new and not pair.is_kept(old["processor"].text):
        gone = old["processor"]
    came = [_quote(each) for each in pair.added if each.has("role.responsible") and _WE.search(each.text)]
    if gone is not None:
        after = pair.after(gone.text) or next(iter(came), None)
        yield SupplierChange(ChangeKind.ROLE_PROCESSOR_GONE, "processor", gone, after)
    for quote in came:
        if quote is not None:
            yield SupplierChange(ChangeKind.ROLE_CONTROLLER_NEW, "controller", pair.before(quote.text) or gone, quote)


def _rights(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _entries(pair.old, "rights"), _entries(pair.new, "rights")
    yield from _set_changes(pair, old, new, ChangeKind.RIGHT_NEW, ChangeKind.RIGHT_GONE)


def _categories(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _entries(pair.old, "data_categories"), _entries(pair.new, "data_categories")
    for change in _set_changes(pair, old, new, ChangeKind.CATEGORY_NEW, None):
        special = change.about in what.SPECIAL
        kind = ChangeKind.SPECIAL_CATEGORY_NEW if special else ChangeKind.CATEGORY_NEW
        yield SupplierChange(kind, change.about, change.before, change.after)


def _contacts(pair: _Pair) -> Iterator[SupplierChange]:
    old, new = _addresses(pair.old.statement), _addresses(pair.new.statement)
    if old.keys() != new.keys():
        came = next((quote for address, quote in new.items() if address not in old), None)
        went = next((quote for address, quote in old.items() if address not in new), None)
        yield SupplierChange(ChangeKind.CONTACT_CHANGED, "email", went, came)


def _addresses(statement: Statement) -> dict[str, Quote]:
    return {
        address.casefold(): Quote(each.text, each.line)
        for each in statement.running
        for address in names.emails(each.text)
    }


def _wording(pair: _Pair) -> Iterator[SupplierChange]:
    """Every sentence that is new, gone or rewritten, whatever it says."""
    for each in pair.added:
        before = pair.before(each.text)
        kind = ChangeKind.WORDS_CHANGED if before else ChangeKind.WORDS_ADDED
        yield SupplierChange(kind, "", before, _quote(each))
    for each in pair.removed:
        if pair.after(each.text) is None:
            yield SupplierChange(ChangeKind.WORDS_REMOVED, "", _quote(each), None)


_RULES: Final[tuple[Callable[[_Pair], Iterable[SupplierChange]], ...]] = (
    _recipients,
    _countries,
    _transfers,
    _mechanisms,
    _retention,
    _breaches,
    _purposes,
    _roles,
    _rights,
    _categories,
    _contacts,
)
