"""Every catalogue: complete, with the same blanks, and each language its own.

A message nobody has translated is shown in bokmål; that is what a reader of nynorsk or English must not meet.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from etterlev.languages import Language
from etterlev.law.tests.test_texts import AMERICAN, ONLY_BOKMAL, ONLY_NYNORSK, texts_in, words_of
from etterlev.register.document import VERSION
from etterlev.register.errors import WrongShape
from etterlev.register.parsing import parse
from etterlev.sources.errors import RepeatedSource

TOOL = Path(__file__).parents[4] / "tools" / "catalogs"
PACKAGE = Path(__file__).parents[2]
# What the rooms say beside what the rule packs say.
MORE_BOKMAL = """
avdelingen avdelinger avslutter begrunnelse begrunnelsen bekreft bekrefte bekrefter bekreftet bilde bilder
brukeren databasens endrer endres endret erklæringen erklæringer filen fjernet forseglet ganger gjenopprettet
hentet henvendelser historien hullet hver hverandre hvert inneholder jeg kilde kilden kildene kilder kjør
koder lenke lenken leses logget løfte løftene løfter løftet mangler mappen mener mennesker mens mottatt navn
navnet nå nøkler personvernleder rettelse rettighet rollen sendte siden sifre sikkerhetskopi sikkerhetskopien
skrevet slettet sted svarer søker tegn tjener uke uken utløpt velg velger versjoner virker åpen åpne åpner
ønsker
"""
# «en» is also the name of a language, in messages about registers; «ber» is nynorsk too.
BOKMAL = set(ONLY_BOKMAL.split()) - {"en", "ber"} | set(MORE_BOKMAL.split())
NYNORSK = set(ONLY_NYNORSK.split())
# Names, and what stands between straight quotation marks or in a form to copy, are nobody's language.
NAMES = re.compile(
    r"Datatilsynet|datatilsynet\.no|Brønnøysund|[Bb]okmål|[Nn]ynorsk|Fjordtall Gruppen|etterlev staff grant gruppen|"
    r'"[^"]*"|<[^>]*>|%\(\w+\)[sd]|\{\w+\}|\b\w+://\S+'
)


@cache
def tool() -> ModuleType:
    """The program that keeps the catalogues: what it finds missing is what the reader would miss."""
    loader = importlib.machinery.SourceFileLoader("catalogs", str(TOOL))
    spec = importlib.util.spec_from_loader("catalogs", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogs"] = module
    loader.exec_module(module)
    return module


@cache
def rooms() -> dict[str, tuple[object, dict[object, set[str]]]]:
    """Each room that says something, with what it says."""
    errors = tool().error_classes()
    said = {room.name: (room, tool().words_of(room, errors)) for room in tool().rooms()}
    return {name: found for name, found in said.items() if found[1]}


def messages(name: str, language: str) -> Iterator[tuple[str, str]]:
    """Bokmål and its translation, singular and plural each for itself."""
    room, _ = rooms()[name]
    catalogue = tool().read(room.catalogue(language), language)  # type: ignore[attr-defined]  # a Room
    for message in tool().messages(catalogue):
        several = (message.id,) if isinstance(message.id, str) else message.id
        yield from zip(several, tool()._strings(message), strict=True)


def bare(text: str) -> str:
    return NAMES.sub(" ", text)


ROOMS = pytest.mark.parametrize("name", sorted(rooms()))


@ROOMS
@pytest.mark.parametrize("language", ["nn", "en"])
def test_nothing_a_room_says_is_missing_unsure_unused_or_not_compiled(name: str, language: str) -> None:
    room, said = rooms()[name]
    assert list(tool().faults(room, language, said)) == []


@ROOMS
def test_nynorsk_has_no_word_that_is_only_bokmal(name: str) -> None:
    assert {text: found for _, text in messages(name, "nn") if (found := words_of(bare(text)) & BOKMAL)} == {}


@ROOMS
def test_bokmal_has_no_word_that_is_only_nynorsk(name: str) -> None:
    assert {text: found for text, _ in messages(name, "nn") if (found := words_of(bare(text)) & NYNORSK)} == {}


@ROOMS
def test_english_has_no_norwegian_and_is_british(name: str) -> None:
    for _, text in messages(name, "en"):
        spoken = bare(text)
        assert not re.search("[æøåÆØÅ«»]", spoken), text
        assert not words_of(spoken) & (BOKMAL | NYNORSK), text
        assert not AMERICAN.search(spoken), text


def tables() -> list[Path]:
    """The texts that stand in TOML: what is promised, and what the statement says. The linter's are examples of what
    others write."""
    found = [path for path in PACKAGE.rglob("*.toml") if not {"law", "lint"} & set(path.parts)]
    return sorted(path for path in found if next(texts_in(tomllib.loads(path.read_text(encoding="utf-8"))), None))


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_stands_in_a_table_is_each_language_its_own(path: Path) -> None:
    for text in texts_in(tomllib.loads(path.read_text(encoding="utf-8"))):
        # In English the Norwegian name of a thing stands in brackets behind it.
        english = re.sub(r"\([^)]*\)", " ", bare(text["en"]))
        assert not words_of(bare(text["nn"])) & BOKMAL, text["nn"]
        assert not words_of(bare(text["nb"])) & NYNORSK, text["nb"]
        assert not words_of(english) & (BOKMAL | NYNORSK), text["en"]
        assert not re.search("[æøåÆØÅ«»]", english), text["en"]
        assert not AMERICAN.search(english), text["en"]


@ROOMS
def test_a_sentence_is_not_the_same_in_two_languages(name: str) -> None:
    nynorsk, english = dict(messages(name, "nn")), dict(messages(name, "en"))
    for text, said in nynorsk.items():
        if len(text) > 45:
            assert text != english[text], text
            assert said != text or not words_of(bare(text)) & BOKMAL, text


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_same_words_are_said_alike_in_every_room(language: str) -> None:
    # Django makes one catalogue of them all: of two translations it would show whichever room came first.
    told: dict[object, set[tuple[str, ...]]] = {}
    for room, _ in rooms().values():
        for message in tool().messages(tool().read(room.catalogue(language), language)):  # type: ignore[attr-defined]  # a Room
            told.setdefault(message.id, set()).add(tool()._strings(message))
    assert {text: said for text, said in told.items() if len(said) > 1} == {}


def test_one_word_means_one_thing_in_english() -> None:
    terms = {
        "behandlingsansvarlig": "controller",
        "personvernkontakt": "privacy contact",
        "sletting": "erasure",
        "henvendelse": "request",
        "samtykke": "consent",
        "formål": "purpose",
    }
    for name in rooms():
        for text, said in messages(name, "en"):
            for norwegian, english in terms.items():
                if re.search(rf"\b{norwegian}\b", text.lower()):
                    assert english in said.lower(), (text, said)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("- a", {"nn": "«registeret» skal vere ei liste med felt", "en": "“the register” must be a list of fields"}),
        (
            f"etterlev: {VERSION}\ngroup: x",
            {"nn": "«group» skal vere ei liste med felt", "en": "“group” must be a list of fields"},
        ),
    ],
)
def test_the_words_an_error_is_filled_with_are_translated_too(document: str, sentence: dict[Language, str]) -> None:
    with pytest.raises(WrongShape) as caught:
        parse(document)
    for language, said in sentence.items():
        assert said in caught.value.sentence(language)


def test_a_fact_that_is_no_word_of_ours_is_never_translated() -> None:
    # «Kilde» is a word the console translates; a source may be called that.
    assert "“Kilde”" in RepeatedSource(slug="Kilde").sentence("en")
