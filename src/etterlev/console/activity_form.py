"""One activity as a form: every field of the register, in the reader's words, and back to what the register keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES, Language
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, SpecialCondition, name_of
from etterlev.law.retention_rules import retention_rules
from etterlev.project.edge import language
from etterlev.register.document import Role, System

Document = Mapping[str, Any]
TEXTS = ("special_provision", "obligation", "automated_decisions")
LISTS = ("sources", "security")
CHOICES = ("subjects", "categories", "special", "systems", "retention")
LABELS: dict[str, Lazy] = {
    "name": _("Navn"),
    "role": _("Hvem bestemmer?"),
    "subjects": _("Hvem det gjelder"),
    "categories": _("Opplysninger"),
    "special": _("Vilkår i artikkel 9 nr. 2, for særlige kategorier"),
    "special_provision": _("Loven bak vilkåret"),
    "sources": _("Hvor vi har dem fra"),
    "recipients": _("Mottakere utenom systemene"),
    "systems": _("Systemer og leverandører"),
    "retention": _("Hvor lenge"),
    "security": _("Hvordan opplysningene er sikret"),
    "obligation": _("Må man gi dem?"),
    "automated_decisions": _("Automatiske avgjørelser"),
    "reviewed_on": _("Sist gjennomgått"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Spoken:
    """A text in three languages."""

    name: str
    said: tuple[tuple[Language, str], ...]
    error: str = ""


@dataclass(frozen=True)
class PurposeForm:
    n: int
    codes: tuple[Option, ...]
    bases: tuple[Option, ...]
    text: Spoken
    interest: Spoken
    provision: Spoken
    balancing_test_on: str
    error: str
    day_error: str


@dataclass(frozen=True)
class Choice:
    name: str
    label: Lazy
    options: tuple[Option, ...]
    error: str

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Several:
    name: str
    label: Lazy
    texts: tuple[Spoken, ...]


@dataclass(frozen=True)
class ActivityForm:
    """What the page shows: what stands in the register, or what was typed, with what is wrong beside it."""

    name: Spoken
    roles: tuple[Option, ...]
    purposes: tuple[PurposeForm, ...]
    choices: tuple[Choice, ...]
    lists: tuple[Several, ...]
    texts: tuple[tuple[Lazy, Spoken], ...]
    reviewed_on: str
    reviewed_error: str


def form_of(document: Document, systems: Iterable[System], faults: Iterable[EtterlevError]) -> ActivityForm:
    """The form of a document."""
    wrong = {fault.field: fault.sentence(language()) for fault in faults}
    purposes = [*document.get("purposes", []), {}]
    return ActivityForm(
        name=_spoken("name", document.get("name"), wrong),
        roles=_options([(role.value, _ROLES[role]) for role in Role], [document.get("role", "")]),
        purposes=tuple(_purpose(n, purpose, wrong) for n, purpose in enumerate(purposes)),
        choices=tuple(
            Choice(key, LABELS[key], _options(_known(key, systems), document.get(key, [])), wrong.get(key, ""))
            for key in CHOICES
        ),
        lists=tuple(
            Several(key, LABELS[key], tuple(_spoken(f"{key}-{n}", text, wrong) for n, text in enumerate([*texts, {}])))
            for key, texts in _lists(document)
        ),
        texts=tuple((LABELS[key], _spoken(key, document.get(key), wrong)) for key in TEXTS),
        reviewed_on=document.get("reviewed_on", ""),
        reviewed_error=wrong.get("reviewed_on", ""),
    )


_ROLES: dict[Role, Lazy] = {
    Role.CONTROLLER: _("Vi er behandlingsansvarlig."),
    Role.PROCESSOR: _("Vi er databehandler: kunden bestemmer."),
}


def _lists(document: Document) -> list[tuple[str, list[Any]]]:
    recipients = [each.get("name", {}) for each in document.get("recipients", [])]
    return [*((key, document.get(key, [])) for key in LISTS), ("recipients", recipients)]


def _known(key: str, systems: Iterable[System]) -> list[tuple[str, object]]:
    lang = language()
    if key == "systems":
        return [(each.slug, f"{each.name} ({each.supplier}, {each.country})") for each in systems]
    if key == "special":
        return [(each.value, name_of(each).name.said(lang)) for each in SpecialCondition]
    if key == "retention":
        return [(code, rule.what.said(lang)) for code, rule in retention_rules().items()]
    known = vocabulary.subject_categories() if key == "subjects" else vocabulary.data_categories()
    return [(code, entry.name.said(lang)) for code, entry in known.items()]


def _purpose(n: int, purpose: Document, wrong: Mapping[str | None, str]) -> PurposeForm:
    lang, key = language(), f"purposes-{n}"
    codes = [(code, entry.name.said(lang)) for code, entry in vocabulary.purposes().items()]
    return PurposeForm(
        n,
        _options(codes, [purpose.get("code", "")]),
        _options([(each.value, name_of(each).name.said(lang)) for each in LegalBasis], [purpose.get("basis", "")]),
        _spoken(f"{key}-text", purpose.get("text"), wrong),
        _spoken(f"{key}-interest", purpose.get("interest"), wrong),
        _spoken(f"{key}-provision", purpose.get("provision"), wrong),
        purpose.get("balancing_test_on", ""),
        wrong.get(key, ""),
        wrong.get(f"{key}-balancing_test_on", ""),
    )


def _options(known: Iterable[tuple[str, object]], chosen: Iterable[str]) -> tuple[Option, ...]:
    picked = set(chosen)
    return tuple(Option(value, str(label), value in picked) for value, label in known)


def _spoken(name: str, text: Any, wrong: Mapping[str | None, str]) -> Spoken:
    said = text if isinstance(text, Mapping) else {}
    return Spoken(name, tuple((each, str(said.get(each, ""))) for each in LANGUAGES), wrong.get(name, ""))


def typed(posted: QueryDict, code: str, held: Document) -> dict[str, Any]:
    """What was typed, as the register keeps it; what is empty is left out. What was there keeps its order."""
    document: dict[str, Any] = {
        "code": code,
        "name": _text(posted, "name"),
        "role": posted.get("role") if posted.get("role") in set(Role) else Role.CONTROLLER.value,
        "purposes": [each for n in _numbers(posted, "purposes") if (each := _typed_purpose(posted, n))],
        **{key: _in_order(posted.getlist(key), held.get(key, [])) for key in CHOICES},
        **{key: _texts(posted, key) for key in LISTS},
        "recipients": [{"name": text} for text in _texts(posted, "recipients")],
        **{key: _text(posted, key) for key in TEXTS},
        "reviewed_on": posted.get("reviewed_on", "").strip(),
    }
    return {key: value for key, value in document.items() if value}


def _in_order(chosen: list[str], before: list[str]) -> list[str]:
    return [each for each in before if each in chosen] + [each for each in chosen if each not in before]


def _typed_purpose(posted: QueryDict, n: int) -> dict[str, Any]:
    key = f"purposes-{n}"
    if posted.get(f"{key}-remove"):
        return {}
    purpose = {
        "code": posted.get(f"{key}-code", ""),
        "text": _text(posted, f"{key}-text"),
        "basis": posted.get(f"{key}-basis", ""),
        "interest": _text(posted, f"{key}-interest"),
        "provision": _text(posted, f"{key}-provision"),
        "balancing_test_on": posted.get(f"{key}-balancing_test_on", "").strip(),
    }
    return {name: value for name, value in purpose.items() if value}


def _texts(posted: QueryDict, key: str) -> list[dict[str, str]]:
    return [text for n in _numbers(posted, key) if (text := _text(posted, f"{key}-{n}"))]


def _numbers(posted: QueryDict, key: str) -> list[int]:
    """The numbers of a list's parts, in order."""
    found = {part.split(".")[0].split("-")[1] for part in posted if part.startswith(f"{key}-")}
    return sorted(int(each) for each in found if each.isascii() and each.isdigit() and len(each) < 4)


def _text(posted: QueryDict, name: str) -> dict[str, str]:
    said = {each: " ".join(posted.get(f"{name}.{each}", "").split()) for each in LANGUAGES}
    return {each: words for each, words in said.items() if words}
