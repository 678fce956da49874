"""One sentence by itself: what it says now, what it said before and when, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from etterlev.languages import Language
from etterlev.law.deadlines import oslo_date
from etterlev.notice import queries as notice
from etterlev.notice.errors import UnknownSentence
from etterlev.notice.queries import Edition
from etterlev.notice.rules import binding
from etterlev.notice.rules.citations import address, cite
from etterlev.notice.rules.diff import Piece, pieces, plain
from etterlev.notice.rules.statement import RestsOn, Sentence
from etterlev.portal.proofs import Proof, Speaker, unproven
from etterlev.promises import PROMISES, State


@dataclass(frozen=True)
class Wording:
    """What a sentence said from one version on; no pieces where it was not in the statement."""

    edition: Edition
    pieces: tuple[Piece, ...]
    is_gone: bool = False


@dataclass(frozen=True)
class SentencePage:
    """`html` is the sentence as published, in force or last said; `gone` is the version that no longer had it."""

    key: str
    heading: str
    section: str
    section_key: str
    html: str
    since: Edition
    until: Edition | None
    gone: Edition | None
    coming: Edition | None
    wordings: tuple[Wording, ...]
    proof: Proof | None
    rests_on: RestsOn
    laws: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Run:
    """From one version on a sentence reads like this; None while it is not said."""

    edition: Edition
    sentence: Sentence | None


def page(key: str, language: Language, now: datetime) -> SentencePage:
    """Everything about one sentence. Raises UnknownSentence for a key no version has had."""
    runs = _runs(key, language)
    today = oslo_date(now)
    begun = [each for each in runs if each.edition.effective_on <= today] or runs[:1]
    shown = next(n for n in reversed(range(len(begun))) if begun[n].sentence is not None)
    run, after = begun[shown], begun[shown + 1] if shown + 1 < len(begun) else None
    sentence = run.sentence
    assert sentence is not None
    section = notice.statement(run.edition.id, language).section_of(key)
    assert section is not None
    coming = next((each.edition for each in runs if each.edition.effective_on > today and each not in begun), None)
    return SentencePage(
        key=key,
        heading=sentence.heading,
        section=section.heading,
        section_key=section.key,
        html=notice.pieces(run.edition.id, language)[key],
        since=run.edition,
        until=after.edition if after else None,
        gone=after.edition if after and after.sentence is None else None,
        coming=coming if after is None else None,
        wordings=_wordings(runs),
        proof=None if after else _proof(sentence, language, now),
        rests_on=sentence.rests_on,
        laws=tuple((_capital(cite(each, language)), address(each)) for each in sentence.articles),
    )


def _runs(key: str, language: Language) -> list[_Run]:
    """The wordings of a sentence in the order they came, each from its first version."""
    runs: list[_Run] = []
    for edition in reversed(notice.editions()):
        sentence = notice.statement(edition.id, language).sentence(key)
        before = runs[-1].sentence if runs else None
        if _said(sentence) != _said(before):
            runs.append(_Run(edition, sentence))
    if not runs:
        raise UnknownSentence(key=key[:80])
    return runs


def _said(sentence: Sentence | None) -> str | None:
    return None if sentence is None else plain(sentence)


def _wordings(runs: list[_Run]) -> tuple[Wording, ...]:
    """Newest first, each marked against the one before it."""
    made: list[Wording] = []
    before: str | None = None
    for run in runs:
        said = _said(run.sentence)
        if said is None:
            made.append(Wording(run.edition, (), is_gone=True))
        else:
            made.append(Wording(run.edition, (Piece(said),) if before is None else pieces(before, said)))
        before = said
    return tuple(reversed(made))


def _proof(sentence: Sentence, language: Language, now: datetime) -> Proof:
    behind = binding.behind(sentence.promises, PROMISES)
    if not behind:
        return unproven(sentence, language)
    standings = notice.standings(now, [each.code for each in behind])
    broken = [code for code, standing in standings.items() if standing.state is State.BROKEN]
    return Speaker(language, now, standings, notice.answers(broken) if broken else {}).of_promises(behind)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
