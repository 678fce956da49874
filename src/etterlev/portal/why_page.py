"""Why a sentence is true: what is checked, what the check found, what it cannot see, and twelve months of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from etterlev.languages import Language
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import queries as ledger
from etterlev.notice import queries as notice
from etterlev.notice.queries import Answer
from etterlev.notice.rules import binding
from etterlev.notice.rules.citations import address, cite
from etterlev.notice.rules.history import History, Run
from etterlev.notice.rules.standing import due_at
from etterlev.notice.rules.statement import Section, Sentence
from etterlev.portal.doors import BY_SLUG, Door
from etterlev.portal.proofs import Proof, Speaker, grouped
from etterlev.promises import Promise, State

# The meter is drawn on a canvas this wide.
METER = 1000


@dataclass(frozen=True)
class Bar:
    """A run of days in the meter."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class WhyPage:
    promise: Promise
    section: Section | None
    sentences: tuple[Sentence, ...]
    proof: Proof
    state: str
    next_check: str
    looks_at: str
    figures: tuple[tuple[str, str], ...]
    cannot_see: tuple[str, ...]
    history: History
    meter: tuple[Bar, ...]
    remembered: tuple[str, ...]
    laws: tuple[tuple[str, str], ...]
    doors: tuple[Door, ...]
    head: str


def page(promise: Promise, language: Language, now: datetime) -> WhyPage:
    """Everything about one promise."""
    standing = notice.standings(now, [promise.code])[promise.code]
    history = notice.history(promise.code, now)
    told = notice.answers_this_year(promise.code, now)
    speaker = Speaker(language, now, {promise.code: standing}, {each.code: each for each in told})
    section, sentences = _said(promise, language, now)
    finding = standing.finding
    return WhyPage(
        promise=promise,
        section=section,
        sentences=sentences,
        proof=speaker.of_promises([promise]),
        state=_state(standing.state),
        next_check="" if finding is None else speaker.coming(due_at(finding, every=promise.every)),
        looks_at=promise.looks_at.said(language),
        figures=_figures(promise, language, speaker),
        cannot_see=_cannot_see(promise, language, finding.uncovered if finding else ()),
        history=history,
        meter=tuple(_bars(history)),
        remembered=tuple(_remembered(run, told, speaker) for run in history.broken),
        laws=tuple((_capital(cite(code, language)), address(code)) for code in promise.articles),
        doors=tuple(dict.fromkeys(BY_SLUG[each.door] for each in sentences if each.door in BY_SLUG)),
        head=ledger.newest_note() or "",
    )


def _said(promise: Promise, language: Language, now: datetime) -> tuple[Section | None, tuple[Sentence, ...]]:
    """The sentences that lean on the promise in the version in force, and the section of the first."""
    edition = notice.in_force(oslo_date(now))
    if edition is None:
        return None, ()
    statement = notice.statement(edition.id, language)
    sentences = binding.leaning_on(statement, promise)
    return (statement.section_of(sentences[0].key) if sentences else None), sentences


def _state(state: State) -> str:
    return {
        State.KEPT: gettext("Bekreftet"),
        State.BROKEN: gettext("Ikke bekreftet"),
        State.NOT_YET_CHECKED: gettext("Ikke kontrollert ennå"),
        State.ATTESTED: gettext("Attestert"),
    }[state]


def _figures(promise: Promise, language: Language, speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """The figures of a kept promise; those of a broken one become public only in the words somebody releases."""
    finding = speaker.standings[promise.code].finding
    if finding is None or finding.state is not State.KEPT:
        return ()
    named = ((name, text) for name, text in promise.figures.items() if name in finding.figures)
    return tuple((text.said(language), grouped(finding.figures[name])) for name, text in named)


def _cannot_see(promise: Promise, language: Language, uncovered: tuple[str, ...]) -> tuple[str, ...]:
    told = [promise.cannot_see.said(language)] if promise.cannot_see else []
    if uncovered:
        told.append(gettext("Ikke med i kontrollen: %(systems)s.") % {"systems": ", ".join(uncovered)})
    return tuple(told)


def _bars(history: History) -> list[Bar]:
    bars: list[Bar] = []
    x = 0.0
    kinds = {State.KEPT: "kept", State.ATTESTED: "kept", State.BROKEN: "broken", State.NOT_YET_CHECKED: "unseen"}
    for run in history.runs:
        width = METER * run.days / history.days
        bars.append(Bar(kinds[run.state], f"{x:.2f}", f"{width:.2f}"))
        x += width
    return bars


def _remembered(run: Run, answers: list[Answer], speaker: Speaker) -> str:
    """«Ikke bekreftet 8. mars – 11. mars: …», with the words that were released then."""
    days = speaker.on(run.from_on) if run.days == 1 else f"{speaker.on(run.from_on)} – {speaker.on(run.to_on)}"
    told = gettext("Ikke bekreftet %(days)s") % {"days": days}
    words = [each.words.said(speaker.language) for each in answers if _within(run, oslo_date(each.answered_at))]
    return f"{told}: {words[-1]}" if words else f"{told}."


def _within(run: Run, day: date) -> bool:
    return run.from_on <= day <= run.to_on


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
