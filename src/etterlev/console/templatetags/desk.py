"""The words of the desk: what somebody asks for, how sure a map is, and why a source was not searched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from etterlev.console.activity_form import LABELS
from etterlev.errors import EtterlevError, room_of, template_of
from etterlev.languages import translate
from etterlev.law.bases import LegalBasis, Right
from etterlev.law.words import number_in_words
from etterlev.notice import supplier_words
from etterlev.notice.rules.drafting import Row
from etterlev.project.templatetags.words import basis, categories, clock_time, day, language, retention, subjects
from etterlev.project.templatetags.words import right as name_of_right
from etterlev.requests.kinds import Kind, is_right
from etterlev.requests.others import Kind as Hidden
from etterlev.requests.others import Other
from etterlev.requests.package.contents import label
from etterlev.requests.queries import SearchCard
from etterlev.requests.task_queries import TaskCard
from etterlev.sources import errors as common
from etterlev.sources.fides import Why
from etterlev.sources.saft import errors as saft
from etterlev.sources.sql import errors as sql

register = template.Library()


@register.filter
def asks(right: str) -> str:
    """What somebody does who uses a right, after their name: «ber om innsyn»."""
    said = {
        Right.ACCESS: gettext("ber om innsyn"),
        Right.COPY: gettext("ber om kopi"),
        Right.RECTIFICATION: gettext("ber om retting"),
        Right.ERASURE: gettext("ber om sletting"),
        Right.RESTRICTION: gettext("ber om begrensning"),
        Right.PORTABILITY: gettext("vil ta med seg opplysningene"),
        Right.OBJECTION: gettext("protesterer"),
        Right.OBJECTION_TO_MARKETING: gettext("sier nei til markedsføring"),
        Right.NO_AUTOMATED_DECISION: gettext("vil at et menneske skal avgjøre"),
        Right.WITHDRAWAL: gettext("trekker et samtykke"),
        Right.COMPLAINT: gettext("klager"),
    }
    if not is_right(right):
        return {Kind.QUESTION: gettext("har et spørsmål"), Kind.AUTHORITY: gettext("ber om svar")}[Kind(right)]
    return said.get(Right(right)) or gettext("bruker en rettighet: %(right)s") % {"right": name_of_right(right)}


@register.filter
def register_fields(keys: Iterable[str]) -> str:
    """Fields of an activity, in words."""
    known = {**LABELS, "purposes": gettext("Formål og grunnlag")}
    return ", ".join(str(known.get(key, key)).lower() for key in keys)


@register.filter
def agreement_point(point: str) -> str:
    """What an agreement must say, by the letter of Article 28(3)."""
    return {
        "subject": gettext("Hva det gjelder, hvor lenge, art og formål, opplysningene og hvem de gjelder"),
        "a": gettext("a) De gjør bare det vi har instruert om skriftlig, også om overføring ut av EØS"),
        "b": gettext("b) De som får se opplysningene, har lovet å tie"),
        "c": gettext("c) De sikrer opplysningene etter artikkel 32"),
        "d": gettext("d) De bruker andre bare når vi har godkjent det, og på de samme vilkårene"),
        "e": gettext("e) De hjelper oss å svare folk som bruker rettighetene sine"),
        "f": gettext("f) De hjelper oss med sikkerhet, avvik, vurderinger og forhåndsdrøfting"),
        "g": gettext("g) De sletter eller leverer tilbake når det er slutt, som vi velger"),
        "h": gettext("h) De viser at de holder dette, og lar oss kontrollere dem"),
    }[point]


@register.filter
def other_kind(kind: Hidden) -> str:
    """What it is that is another's."""
    return {
        Hidden.NAME: gettext("navn"),
        Hidden.EMAIL: gettext("e-post"),
        Hidden.PHONE: gettext("telefon"),
        Hidden.IDENTITY_NUMBER: gettext("fødselsnummer"),
        Hidden.CLIENT: gettext("annen kunde"),
        Hidden.WORD: gettext("valgt ord"),
    }[kind]


@register.filter
def mark(other: Other) -> str:
    """What stands in its place in the answer."""
    return label(other.kind, other.n, language=language())


@register.filter
def topic(right: str) -> str:
    """A right in a word or two, for a list."""
    said = {
        Right.ACCESS: gettext("Innsyn"),
        Right.COPY: gettext("Kopi"),
        Right.RECTIFICATION: gettext("Retting"),
        Right.ERASURE: gettext("Sletting"),
        Right.RESTRICTION: gettext("Begrensning"),
        Right.PORTABILITY: gettext("Ta med opplysninger"),
        Right.OBJECTION: gettext("Protest"),
        Right.OBJECTION_TO_MARKETING: gettext("Nei til markedsføring"),
        Right.NO_AUTOMATED_DECISION: gettext("Automatisk avgjørelse"),
        Right.WITHDRAWAL: gettext("Trekke samtykke"),
        Right.COMPLAINT: gettext("Klage"),
    }
    if not is_right(right):
        return {Kind.QUESTION: gettext("Spørsmål"), Kind.AUTHORITY: gettext("Brev fra Datatilsynet")}[Kind(right)]
    return said.get(Right(right)) or name_of_right(right)


@register.filter
def came(door: str) -> str:
    """How a request reached us, when it was not through the portal."""
    said = {
        "email": gettext("på e-post"),
        "letter": gettext("i brev"),
        "phone": gettext("på telefon"),
        "colleague": gettext("gjennom en kollega"),
    }
    return said.get(door, "")


@register.filter
def in_words(count: int) -> str:
    """Two to twelve in words."""
    return number_in_words(count, language())


@register.filter
def near_day(value: date | datetime) -> str:
    """A date without its year while that is this year."""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return day(on).rsplit(" ", 1)[0] if on.year == timezone.localdate().year else day(on)


@register.filter
def over(left: int) -> int:
    """How many days a deadline has been passed by."""
    return -left


@register.filter
def waiting_for(searches: Iterable[SearchCard]) -> str:
    """The sources that have not answered, by name; nothing when there are many."""
    names = [search.source for search in searches if search.state == "due"]
    if len(names) == 2:
        return gettext("%(one)s og %(other)s") % {"one": names[0], "other": names[1]}
    return names[0] if len(names) == 1 else ""


@register.filter
def because(reason: str) -> str:
    """Why a unit was not searched: coverage keeps the name of the error, the reader gets its sentence."""
    found = _reasons().get(reason)
    return translate(template_of(found), language(), room_of(found)) if found else gettext("Dette er ikke søkt i.")


@cache
def _reasons() -> dict[str, type[EtterlevError]]:
    """The errors of sources by name: what stands in coverage is the name of one."""
    errors = (each for room in (common, saft, sql) for each in vars(room).values() if isinstance(each, type))
    return {each.__name__: each for each in errors if issubclass(each, EtterlevError)}


@register.filter
def stands(task: TaskCard) -> str:
    """How far somebody who searches by hand has come."""
    if task.state == "asked":
        until = {"until": near_day(task.until_on)}
        waits = {
            "owner": gettext("Venter på eieren til %(until)s") % until,
            "substitute": gettext("Venter på stedfortrederen til %(until)s") % until,
        }
        return waits.get(task.turn) or gettext("Ingen har svart i tide")
    said = {"done": gettext("Ferdig"), "nothing": gettext("Ingen treff"), "cannot": gettext("Kan ikke utføres")}
    return said[task.state]


@register.filter
def answered_by(task: TaskCard) -> str:
    """In which role somebody answered, and when."""
    if task.answered_at is None:
        return ""
    when = {"on": near_day(task.answered_at), "at": clock_time(task.answered_at)}
    said = {
        "owner": gettext("Eieren svarte %(on)s kl. %(at)s.") % when,
        "substitute": gettext("Stedfortrederen svarte %(on)s kl. %(at)s.") % when,
    }
    for_them = gettext("Personvernkontakten svarte på vegne av eieren %(on)s kl. %(at)s.") % when
    return said.get(task.answered_as, for_them)


@register.filter
def add_id(what: str, which: UUID) -> str:
    """The name of a form on the page of its case: what it is for, and of which row."""
    return f"{what}{which}"


@register.filter
def at(typed: Mapping[str, str], name: str) -> str:
    """What somebody typed in a field."""
    return typed.get(name, "") if typed else ""


@register.filter
def source_kind(kind: str) -> str:
    """What sort of system a source is."""
    return {
        "sql": gettext("database"),
        "saft": gettext("regnskapsfiler (SAF-T)"),
        "manual": gettext("en person leter"),
    }.get(kind, kind)


@register.filter
def certainty(confidence: float) -> str:
    """How sure the program is of what a field holds."""
    if confidence >= 0.85:
        return gettext("sikkert")
    return gettext("trolig") if confidence >= 0.6 else gettext("usikkert, se etter")


@register.filter
def left_because(why: Why) -> str:
    """Why something in a Fides dataset could not be translated."""
    said = {
        Why.NOT_IN_SOURCE: gettext("finnes ikke i kilden"),
        Why.UNKNOWN_CATEGORY: gettext("vi har ikke ord for dette"),
        Why.UNKNOWN_IDENTITY: gettext("vi leter ikke etter personer på dette"),
        Why.NESTED: gettext("felt inne i feltet er ikke lest"),
    }
    return said[why]


@register.filter
def known_step(step: str) -> str:
    """One step of how a row was found: an identifier in words, a unit by its name."""
    return known_by(step) or step


@register.filter
def known_by(kind: str | None) -> str:
    """What a field lets us recognise a person by."""
    said = {
        "email": gettext("e-postadresse"),
        "phone": gettext("telefonnummer"),
        "national_id": gettext("fødselsnummer"),
        "customer_number": gettext("kundenummer"),
        "employee_number": gettext("ansattnummer"),
        "organisation_number": gettext("organisasjonsnummer"),
        "bank_account": gettext("kontonummer"),
        "name": gettext("navn"),
        "birth_date": gettext("fødselsdato"),
    }
    return said.get(kind or "", "")


@register.filter
def first_name(name: str) -> str:
    """The first of somebody's names: enough for a heading."""
    return next(iter(name.split()), "")


@register.filter
def searched_at(search: UUID) -> str:
    """The name of a search's form on the page of its case."""
    return f"search-{search}"


@register.filter
def supplier_change(kind: str) -> str:
    """What a supplier changed, as a heading."""
    return supplier_words.says(kind, language())


@register.filter
def supplier_choice(choice: str) -> str:
    """What somebody did about it, after their name."""
    return supplier_words.decided(choice, language())


@register.filter
def reading_trouble(name: str, address: str) -> str:
    """Why a supplier's statement was not read, by the class of what stopped it."""
    host = urlsplit(address).hostname or address
    said = {
        "AddressUnreachable": gettext("Vi fikk ikke svar fra %(host)s."),
        "AddressNotAllowed": gettext("%(host)s ligger ikke åpent på nettet."),
        "TooManyRedirects": gettext("%(host)s sendte oss i ring."),
        "StatementTooLarge": gettext("Det som ligger på %(host)s, er for stort."),
        "StatementFormatUnknown": gettext("Det som ligger på %(host)s, er i et format vi ikke leser."),
    }
    told = said.get(name) or gettext("Det som ligger på %(host)s, er ingen personvernerklæring vi kan lese.")
    return told % {"host": host}


@register.filter
def row_name(row: Row) -> str:
    """What a row of a draft is called."""
    name = row.document.get("name", row.key)
    return str(name[language()]) if isinstance(name, dict) else str(name)


@register.filter
def row_facts(row: Row) -> list[tuple[str, str]]:
    """What is known of a row, in words."""
    document = row.document
    told = [
        (gettext("Leverandør"), document.get("supplier", "")),
        (gettext("Hva dere bruker det til"), document["purpose"][language()] if "purpose" in document else ""),
        *((gettext("Formål og grunnlag"), _purpose_told(each)) for each in document.get("purposes", ())),
        (gettext("Hvem det gjelder"), subjects(document.get("subjects", ()))),
        (gettext("Opplysninger"), categories(document.get("categories", ()))),
        *((gettext("Hvor lenge"), retention(each)) for each in document.get("retention", ())),
    ]
    return [(label, words) for label, words in told if words]


def _purpose_told(purpose: dict[str, Any]) -> str:
    code = purpose.get("basis")
    return str(purpose["text"][language()]) + (f" ({basis(LegalBasis(code))})" if code else "")
