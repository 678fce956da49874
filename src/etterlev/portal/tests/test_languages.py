"""Every page of the portal in nynorsk and English: no sentence has fallen back to bokmål."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from etterlev.law.deadlines import oslo_date
from etterlev.law.tests.test_texts import ONLY_BOKMAL, ONLY_NYNORSK, words_of
from etterlev.notice import actions
from etterlev.portal.doors import BY_SLUG
from etterlev.promises import PROMISES
from tests.cast import World

NORWEGIAN = set(ONLY_BOKMAL.split()) | set(ONLY_NYNORSK.split())
# «en» is also the code of a language, and «ber» is nynorsk too.
OTHERS = {"nn": set(ONLY_BOKMAL.split()) - {"en", "ber"}, "en": NORWEGIAN - {"en"}}
CHANGE = {"nb": "Første versjon.", "nn": "Første versjonen.", "en": "The first version."}
# In English the Norwegian name of a law stands in brackets; a link to another language is in that language.
NAMES = re.compile(r"\([^()]*\)|Fjordtall \w+( AS)?|§[^.,;]*")
PATHS = [
    "",
    "rettigheter/",
    *(f"rettigheter/{slug}/" for slug in BY_SLUG),
    "avdelinger/",
    "avdelinger/oslo/",
    "versjoner/",
    "versjoner/1/",
    "versjoner/1/endringer/",
    *(f"kontroll/{code}/" for code in PROMISES),
    "kontroll/xyz/",
    "xyz/",
]


def spoken(html: str, language: str) -> str:
    """What the page says in its own language: links to the other two, and tags, are left out."""
    own = re.sub(r'<(\w+)[^>]* lang="(?!%s")[^>]*>.*?</\1>' % language, " ", html.split("<body>")[1], flags=re.S)  # noqa: UP031  # braces of its own
    return NAMES.sub(" ", " ".join(re.sub(r"<[^>]+>", " ", own).split()))


@pytest.mark.parametrize("language", ["nn", "en"])
def test_no_page_has_fallen_back_to_bokmal(visitor: Client, registered: World, clock: datetime, language: str) -> None:
    actions.publish(effective_on=oslo_date(registered.now), change=CHANGE, by=registered.lead, now=registered.now)
    foreign = {}
    for path in PATHS:
        said = spoken(visitor.get(f"/{language}/{path}").content.decode(), language)
        assert said
        if found := words_of(said) & OTHERS[language]:
            foreign[path] = (found, said)
    assert foreign == {}


@pytest.mark.parametrize("language", ["nn", "en"])
def test_what_a_form_answers_to_nothing_at_all_is_in_the_readers_language(
    visitor: Client, registered: World, clock: datetime, language: str
) -> None:
    for slug in BY_SLUG:
        said = spoken(visitor.post(f"/{language}/rettigheter/{slug}/", {}).content.decode(), language)
        assert {"nn": "Noko manglar", "en": "Something is missing"}[language] in said
        assert not words_of(said) & OTHERS[language], said
