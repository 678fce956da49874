"""What the software knows about a promise, in the reader's words: kept, not kept, or not yet seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext

from etterlev.languages import Language
from etterlev.law.deadlines import OSLO
from etterlev.law.words import date_in_words
from etterlev.notice.queries import Answer
from etterlev.notice.rules.citations import cite_all
from etterlev.notice.rules.standing import Standing, Word, together
from etterlev.notice.rules.statement import RestsOn, Sentence
from etterlev.promises import Promise, State

Standings = Mapping[str, Standing]


@dataclass(frozen=True)
class Told:
    """What is said of one promise; no promise where the law alone stands behind the sentence."""

    words: str
    promise: str = ""


@dataclass(frozen=True)
class Proof:
    """The line under a sentence. `mark` is kept, broken, unseen, or empty where there is nothing to check."""

    mark: str
    told: tuple[Told, ...]

    @property
    def is_broken(self) -> bool:
        return self.mark == "broken"


def unproven(sentence: Sentence, language: Language) -> Proof:
    """The line under a sentence no promise stands behind; an empty mark where it only says what the law says."""
    not_yet = gettext("Ikke kontrollert ennå.")
    if sentence.rests_on is not RestsOn.LAW:
        return Proof("unseen", (Told(not_yet if sentence.promises else gettext("Ikke kontrollert av et program.")),))
    law = gettext("Følger av %(law)s.") % {"law": cite_all(sentence.articles, language)}
    return Proof("unseen", (Told(f"{not_yet} {law}"),)) if sentence.promises else Proof("", (Told(law),))


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

    def of_promises(self, promises: Sequence[Promise]) -> Proof:
        """One line for the promises behind a sentence, as good as the worst of them."""
        standings = [self.standings[each.code] for each in promises]
        state = together([each.state for each in standings])
        if state in (State.KEPT, State.ATTESTED):
            return Proof("kept", tuple(Told(self.kept(each), each.code) for each in promises))
        worst = next(each for each, standing in zip(promises, standings, strict=True) if standing.state is state)
        if state is State.BROKEN:
            return Proof("broken", (Told(self.broken(worst.code), worst.code),))
        return Proof("unseen", (Told(self.unseen(self.standings[worst.code]), worst.code),))

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
