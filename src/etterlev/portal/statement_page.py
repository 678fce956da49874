"""What the statement's page shows: each sentence as it was published, and under it what the software knows about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from etterlev.languages import Language
from etterlev.law.deadlines import OSLO
from etterlev.law.words import date_in_words
from etterlev.notice import queries as notice
from etterlev.notice.queries import Answer, Edition
from etterlev.notice.rendering import CLOSING, OPENING, heading_key
from etterlev.notice.rules import binding
from etterlev.notice.rules.citations import cite_all
from etterlev.notice.rules.standing import Standing, Word, together
from etterlev.notice.rules.statement import RestsOn, Section, Sentence
from etterlev.promises import PROMISES, Promise, State

Standings = Mapping[str, Standing]


@dataclass(frozen=True)
class Proof:
    """The line under a sentence. `mark` is kept, broken, unseen, or empty where there is nothing to check."""

    mark: str
    words: str
    promise: str = ""
    is_broken: bool = False


@dataclass(frozen=True)
class Point:
    """A sentence with its proof, if the proof stands here and not further down."""

    key: str
    html: SafeString
    proof: Proof | None


@dataclass(frozen=True)
class Part:
    """A section of the page."""

    key: str
    heading: str
    html: SafeString
    is_apart: bool
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Summary:
    """The line under the title: how many points stand how, and when somebody last looked."""

    counted: str
    checked: str


@dataclass(frozen=True)
class Page:
    edition: Edition
    title: str
    parts: tuple[Part, ...]
    summary: Summary


def page(edition: Edition, language: Language, now: datetime) -> Page:
    """The page of a version, in two or three queries."""
    statement = notice.statement(edition.id, language)
    codes = sorted(binding.codes_in(statement, PROMISES))
    standings = notice.standings(now, codes)
    broken = [code for code, standing in standings.items() if standing.state is State.BROKEN]
    answers = notice.answers(broken) if broken else {}
    speaker = Speaker(language, now, standings, answers)
    pieces = notice.pieces(edition.id, language)
    parts = tuple(_part(section, pieces, speaker) for section in statement.sections)
    proofs = [point.proof for part in parts for point in part.points if point.proof]
    return Page(edition, statement.title, parts, Summary(_counted(proofs), speaker.last_checked()))


def _part(section: Section, pieces: Mapping[str, SafeString], speaker: Speaker) -> Part:
    return Part(
        section.key,
        section.heading,
        said(pieces[heading_key(section.key)]),
        section.is_apart,
        tuple(_points(section.sentences, pieces, speaker)),
    )


def _points(sentences: Sequence[Sentence], pieces: Mapping[str, SafeString], speaker: Speaker) -> Iterator[Point]:
    """Sentences in a row with the same proof share one, after the last of them."""
    for _, group in groupby(sentences, key=_backing):
        several = list(group)
        for sentence in several:
            is_last = sentence is several[-1]
            yield Point(sentence.key, said(pieces[sentence.key]), speaker.proof(sentence) if is_last else None)


def _backing(sentence: Sentence) -> tuple[object, ...]:
    """What stands behind a sentence; where that is the law, which article."""
    return (sentence.promises, sentence.articles if sentence.rests_on is RestsOn.LAW else ())


def said(piece: SafeString) -> SafeString:
    """A piece between the marks by which a check finds it again."""
    return SafeString(f"{OPENING}{piece}{CLOSING}")


def _counted(proofs: Sequence[Proof]) -> str:
    """«26 punkter: 25 bekreftet, ett ikke bekreftet»."""
    marked = [proof for proof in proofs if proof.mark]
    kept = sum(proof.mark == "kept" for proof in marked)
    broken = sum(proof.is_broken for proof in marked)
    unseen = len(marked) - kept - broken
    parts = [
        ngettext("ett bekreftet", "%(n)s bekreftet", kept) % {"n": kept} if kept else "",
        ngettext("ett ikke bekreftet", "%(n)s ikke bekreftet", broken) % {"n": broken} if broken else "",
        ngettext("ett ikke kontrollert ennå", "%(n)s ikke kontrollert ennå", unseen) % {"n": unseen} if unseen else "",
    ]
    points = ngettext("%(n)s punkt", "%(n)s punkter", len(marked)) % {"n": len(marked)}
    return f"{points}: {', '.join(part for part in parts if part)}"


@dataclass(frozen=True)
class Speaker:
    """Says how a promise stands, in the reader's language."""

    language: Language
    now: datetime
    standings: Standings
    answers: Mapping[str, Answer]
    told: set[str] = field(default_factory=set)

    def last_checked(self) -> str:
        """«Sist kontrollert i dag kl. 06.02», or nothing before the first check."""
        newest = max((each.finding.checked_at for each in self.standings.values() if each.finding), default=None)
        return (
            ""
            if newest is None
            else gettext("Sist kontrollert %(when)s") % {"when": self.when(newest, today=gettext("i dag"))}
        )

    def proof(self, sentence: Sentence) -> Proof:
        """The line under a sentence; an empty mark where it says what the law says, and nothing can be checked."""
        promises = binding.behind(sentence.promises, PROMISES)
        if promises:
            return self.of_promises(promises)
        if sentence.rests_on is RestsOn.LAW:
            law = gettext("Følger av %(law)s.") % {"law": cite_all(sentence.articles, self.language)}
            if not sentence.promises:
                return Proof("", law)
            return Proof("unseen", gettext("Ikke kontrollert ennå.") + f" {law}")
        if sentence.promises:
            return Proof("unseen", gettext("Ikke kontrollert ennå."))
        return Proof("unseen", gettext("Ikke kontrollert av et program."))

    def of_promises(self, promises: Sequence[Promise]) -> Proof:
        """One line for all the promises behind a sentence, as good as the worst of them."""
        standings = [self.standings[each.code] for each in promises]
        state = together([each.state for each in standings])
        worst = next(each for each, standing in zip(promises, standings, strict=True) if standing.state is state)
        if state is State.BROKEN:
            return Proof("broken", self.broken(worst.code), worst.code, is_broken=True)
        if state is State.NOT_YET_CHECKED:
            return Proof("unseen", self.unseen(self.standings[worst.code]), worst.code)
        return Proof("kept", " ".join(self.kept(each) for each in promises), worst.code)

    def broken(self, code: str) -> str:
        """What a named person has released about a promise that is not kept; nothing of the figures."""
        answer = self.answers.get(code)
        return gettext("Vi finner ut hvorfor.") if answer is None else answer.words.said(self.language)

    def unseen(self, standing: Standing) -> str:
        if standing.finding is None or standing.stale_since is None:
            return gettext("Ikke kontrollert ennå.")
        return gettext("Ikke kontrollert siden %(when)s.") % {"when": self.when(standing.finding.checked_at)}

    def kept(self, promise: Promise) -> str:
        """What was found, in full the first time on a page."""
        standing = self.standings[promise.code]
        attested = [self.attested(word) for word in standing.words]
        if standing.finding is None or standing.finding.state is not State.KEPT:
            return " ".join(attested)
        when = self.when(standing.finding.checked_at)
        if promise.code in self.told:
            return gettext("Bekreftet %(when)s.") % {"when": when}
        self.told.add(promise.code)
        measured = gettext("Målt %(when)s:") % {"when": when}
        return " ".join([measured, lower_first(self.short(promise, standing)), *attested])

    def attested(self, word: Word) -> str:
        told = {"system": word.system, "document": word.document, "when": self.on(word.given_on), "person": word.person}
        return gettext("%(system)s: %(document)s, attestert %(when)s av %(person)s.") % told

    def short(self, promise: Promise, standing: Standing) -> str:
        figures = {} if standing.finding is None else standing.finding.figures
        return promise.short.said(
            self.language, **{each: spoken(figures.get(each, 0), self.language) for each in promise.figures}
        )

    def when(self, at: datetime, *, today: str = "") -> str:
        """«kl. 06.00» today, «i går kl. 06.00», else the day."""
        local, now = at.astimezone(OSLO), self.now.astimezone(OSLO).date()
        clock = gettext("kl. %(clock)s") % {"clock": self.clock(at)}
        if local.date() == now:
            return f"{today} {clock}".strip()
        return f"{gettext('i går')} {clock}" if (now - local.date()).days == 1 else self.on(local.date())

    def coming(self, at: datetime) -> str:
        """«i dag kl. 23.36», «i morgen kl. 06.00», else the day."""
        days = (at.astimezone(OSLO).date() - self.now.astimezone(OSLO).date()).days
        if days < 1:
            return self.when(at, today=gettext("i dag")) if days == 0 else gettext("om litt")
        clock = gettext("kl. %(clock)s") % {"clock": self.clock(at)}
        return f"{gettext('i morgen')} {clock}" if days == 1 else self.on(at.astimezone(OSLO).date())

    def clock(self, at: datetime) -> str:
        return at.astimezone(OSLO).strftime("%H:%M" if self.language == "en" else "%H.%M")

    def on(self, day: date) -> str:
        """A day; the year only when it is not this one."""
        words = date_in_words(day, self.language)
        return words.rsplit(" ", 1)[0] if day.year == self.now.astimezone(OSLO).year else words


def grouped(figure: int) -> str:
    """Thousands set apart by a no-break space."""
    return f"{figure:,}".replace(",", "\N{NO-BREAK SPACE}")


_WORDS: Final[dict[Language, str]] = {
    "nb": "to tre fire fem seks sju åtte ni ti elleve tolv",
    "nn": "to tre fire fem seks sju åtte ni ti elleve tolv",
    "en": "two three four five six seven eight nine ten eleven twelve",
}


def spoken(figure: int, language: Language) -> str:
    """In words up to twelve, as numbers stand in running text."""
    return _WORDS[language].split()[figure - 2] if 2 <= figure <= 12 else grouped(figure)


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
