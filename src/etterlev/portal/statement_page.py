"""What the statement's page shows: each sentence as it was published, and under it what the software knows about it.

What cannot change between two publications is made once per process: the words, and the proofs that are the law's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from etterlev.languages import Language
from etterlev.notice import queries as notice
from etterlev.notice.queries import Edition
from etterlev.notice.rendering import CLOSING, OPENING, heading_key
from etterlev.notice.rules import binding
from etterlev.notice.rules.statement import RestsOn, Section, Sentence
from etterlev.portal.proofs import Proof, Speaker, unproven
from etterlev.promises import PROMISES, State


@dataclass(frozen=True)
class Stretch:
    """Words that stand as published, up to a proof that may change: that of these promises, or of none at the end."""

    html: SafeString
    promises: tuple[str, ...]
    unseen: int


@dataclass(frozen=True)
class Line:
    """A proof, and how it stands on the page."""

    proof: Proof
    html: SafeString


@dataclass(frozen=True)
class Skeleton:
    """A section without its changing proofs."""

    key: str
    heading: str
    is_apart: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Part:
    """A section of the page: stretches of words, each with the proof that follows it."""

    key: str
    heading: str
    is_apart: bool
    stretches: tuple[tuple[SafeString, Line | None], ...]


@dataclass(frozen=True)
class Page:
    edition: Edition
    title: str
    parts: tuple[Part, ...]
    counted: str
    checked: str


def page(edition: Edition, language: Language, now: datetime) -> Page:
    """The page of a version, in two or three queries."""
    skeletons = _skeletons(edition.id, language)
    codes = {code for each in skeletons for stretch in each.stretches for code in stretch.promises}
    standings = notice.standings(now, [code for code in PROMISES if code in codes])
    broken = [code for code, standing in standings.items() if standing.state is State.BROKEN]
    speaker = Speaker(language, now, standings, notice.answers(broken) if broken else {})
    parts = tuple(_part(each, speaker) for each in skeletons)
    proofs = [line.proof for part in parts for _, line in part.stretches if line]
    unseen = sum(stretch.unseen for each in skeletons for stretch in each.stretches)
    title = notice.statement(edition.id, language).title
    return Page(edition, title, parts, _counted(proofs, unseen), speaker.last_checked())


def _part(skeleton: Skeleton, speaker: Speaker) -> Part:
    stretches = tuple((each.html, _spoken(each, speaker) if each.promises else None) for each in skeleton.stretches)
    return Part(skeleton.key, skeleton.heading, skeleton.is_apart, stretches)


def _spoken(stretch: Stretch, speaker: Speaker) -> Line:
    proof = speaker.of_promises([PROMISES[code] for code in stretch.promises])
    return Line(proof, _line(proof, speaker.language))


@lru_cache(maxsize=512)
def _line(proof: Proof, language: Language) -> SafeString:
    """A proof as it stands on a page in this language, which is the active one: the addresses in it follow that."""
    return SafeString(get_template("portal/_proof.html").render({"proof": proof}).strip())


@lru_cache(maxsize=32)
def _skeletons(version: UUID, language: Language) -> tuple[Skeleton, ...]:
    pieces = notice.pieces(version, language)
    statement = notice.statement(version, language)
    return tuple(
        Skeleton(section.key, section.heading, section.is_apart, tuple(_stretches(section, pieces, language)))
        for section in statement.sections
    )


def _stretches(section: Section, pieces: notice.Pieces, language: Language) -> Iterator[Stretch]:
    html, unseen = [said(pieces[heading_key(section.key)])], 0
    for sentence, has_proof in _points(section.sentences):
        html.append(format_html('\n<div class="point" id="{}">{}', sentence.key, said(pieces[sentence.key])))
        html.append(_permalink(sentence))
        promises = tuple(each.code for each in binding.behind(sentence.promises, PROMISES)) if has_proof else ()
        if promises:
            yield Stretch(SafeString("".join(html)), promises, unseen)
            html, unseen = [], 0
        elif has_proof:
            proof = unproven(sentence, language)
            unseen += bool(proof.mark)
            html.append(SafeString("\n" + _line(proof, language)))
        html.append(SafeString("</div>"))
    yield Stretch(SafeString("".join(html)), (), unseen)


def _permalink(sentence: Sentence) -> SafeString:
    """The way to a sentence's own page, told apart by its first words where nothing is seen."""
    words = Truncator(sentence.heading or sentence.text).words(5)
    label = gettext("Om setningen: %(words)s") % {"words": words}
    return format_html(
        '<a class="perma" href="{}" aria-label="{}">#</a>', reverse("sentence", args=[sentence.key]), label
    )


def _points(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, bool]]:
    """Sentences in a row with the same proof share one, after the last of them."""
    for _, group in groupby(sentences, key=_backing):
        *before, last = group
        yield from ((sentence, False) for sentence in before)
        yield last, True


def _backing(sentence: Sentence) -> tuple[object, ...]:
    """What stands behind a sentence; where that is the law, which article."""
    return (sentence.promises, sentence.articles if sentence.rests_on is RestsOn.LAW else ())


def said(piece: SafeString) -> SafeString:
    """A piece between the marks by which a check finds it again."""
    return SafeString(f"{OPENING}{piece}{CLOSING}")


def _counted(proofs: Sequence[Proof], unseen: int) -> str:
    """«26 punkter: 25 bekreftet, ett ikke bekreftet»."""
    kept = sum(proof.mark == "kept" for proof in proofs)
    broken = sum(proof.is_broken for proof in proofs)
    waiting = len(proofs) - kept - broken + unseen
    parts = [
        ngettext("ett bekreftet", "%(n)s bekreftet", kept) % {"n": kept} if kept else "",
        ngettext("ett ikke bekreftet", "%(n)s ikke bekreftet", broken) % {"n": broken} if broken else "",
        ngettext("ett ikke kontrollert ennå", "%(n)s ikke kontrollert ennå", waiting) % {"n": waiting}
        if waiting
        else "",
    ]
    total = len(proofs) + unseen
    points = ngettext("%(n)s punkt", "%(n)s punkter", total) % {"n": total}
    return f"{points}: {', '.join(part for part in parts if part)}"
