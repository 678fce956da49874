"""The statement's pages: what a visitor reads, in each language, kept, broken, stale and before there is anything."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from etterlev.controllers.models import Department
from etterlev.doors import ANYONE, door_of
from etterlev.languages import LANGUAGES
from etterlev.law.deadlines import oslo_date
from etterlev.notice import actions, queries, rendering
from etterlev.notice.rules import texts
from etterlev.portal.doors import BY_SLUG
from etterlev.portal.statement_urls import urlpatterns
from etterlev.portal.tests.conftest import find
from etterlev.promises import State
from etterlev.register.models import ActivityRow
from etterlev.typesetting import FONTS
from tests.cast import World

WORDS = {
    "nb": "Vi retter det innen fredag.",
    "nn": "Vi rettar det innan fredag.",
    "en": "We will put it right by Friday.",
}
PATHS = {"nb": "/", "nn": "/nn/", "en": "/en/"}


def page(visitor: Client, path: str = "/", status: int = 200) -> str:
    response = visitor.get(path)
    assert response.status_code == status
    return response.content.decode()


def words(html: str) -> str:
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_before_anything_is_published_the_page_says_so_and_whom_to_ask(visitor: Client, clock: datetime) -> None:
    html = page(visitor)
    assert "ikke publisert ennå" in words(html)
    assert "personvern.oslo@fjordtall.example" in html
    assert 'href="/rettigheter/innsyn/"' in html


def test_before_there_is_a_group_the_page_still_answers(visitor: Client, clock: datetime) -> None:
    Department.objects.all().delete()
    assert "Finn din avdeling" in words(page(visitor, "/avdelinger/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_published_words_and_no_others(visitor: Client, published: World, language: str) -> None:
    html = page(visitor, PATHS[language])
    assert f'<html lang="{language}"' in html
    assert rendering.fragment_of_page(html) == queries.edition(1).fragments[language]


def test_every_sentence_has_its_permalink(visitor: Client, published: World) -> None:
    html = page(visitor)
    for sentence in queries.statement(queries.edition(1).id, "nb").sentences():
        assert html.count(f'id="{sentence.key}"') == 1


def test_a_change_in_the_register_changes_nothing_until_it_is_published(visitor: Client, published: World) -> None:
    before = rendering.fragment_of_page(page(visitor))
    from etterlev.controllers.queries import controller_ids
    from etterlev.database.wall import behind_wall

    with behind_wall(controller_ids()):
        ActivityRow.objects.filter(code="nyhetsbrev").delete()
    assert rendering.fragment_of_page(page(visitor)) == before


def test_a_kept_promise_is_shown_with_its_figures_and_the_way_to_the_proof(visitor: Client, published: World) -> None:
    html = page(visitor)
    assert "Målt kl. 09.00: tre selskaper er prøvd mot hverandre" in words(html)
    assert 'href="/kontroll/S4-isolation/"' in html
    assert "ikke bekreftet" not in words(html)


def test_the_same_proof_in_full_is_said_once_on_a_page(visitor: Client, published: World) -> None:
    said = words(page(visitor))
    assert said.count("registeret er lest gjennom") == 1
    assert "Bekreftet kl. 09.00." in said


def test_a_broken_promise_is_said_in_words_and_hides_its_figures(visitor: Client, published: World) -> None:
    find(published, "S5-directory", State.BROKEN, ago=timedelta(0), figures={"departments": 7})
    html = page(visitor)
    assert "Ikke bekreftet. Vi finner ut hvorfor." in words(html)
    assert "oversikten: sju" not in words(html)
    assert 'class="dot broken"' in html
    assert "ikke bekreftet" in re.findall(r'class="sum">(.*?)</p>', html, re.DOTALL)[0]


def test_the_words_a_named_person_has_released_are_shown(visitor: Client, published: World) -> None:
    find(published, "S5-directory", State.BROKEN, ago=timedelta(0))
    actions.answer(
        "S5-directory",
        person="Liv Dahl",
        reasons="Internt: Ola har sluttet.",
        words=WORDS,
        by=published.lead,
        now=published.now,
    )
    assert "Ikke bekreftet. Vi retter det innen fredag." in words(page(visitor))
    assert "Ikkje stadfesta. Vi rettar det innan fredag." in words(page(visitor, "/nn/"))
    assert "Ola har sluttet" not in page(visitor) + page(visitor, "/kontroll/S5-directory/")


def test_evidence_that_has_run_out_is_no_longer_shown_as_proof(
    visitor: Client, published: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: published.now + timedelta(days=3))
    said = words(page(visitor))
    assert "Ikke kontrollert siden 23. november." in said
    assert "Målt" not in said


def test_what_the_law_says_is_shown_with_its_article_and_no_mark(visitor: Client, published: World) -> None:
    html = page(visitor)
    (point,) = re.findall(r'id="datatilsynet">(.*?)</div>', html, re.DOTALL)
    assert "Følger av personvernforordningen artikkel 77." in words(point)
    assert "dot" not in point
    assert 'href="https://www.datatilsynet.no/"' in point


def test_the_right_to_object_stands_in_a_box_of_its_own(visitor: Client, published: World) -> None:
    (apart,) = re.findall(r'<section class="apart"(.*?)</section>', page(visitor), re.DOTALL)
    assert "Retten til å protestere" in apart
    assert 'id="markedsforing"' in apart


def test_every_right_is_a_door_that_exists(visitor: Client, published: World) -> None:
    html = page(visitor)
    doors = set(re.findall(r'href="/rettigheter/([\w-]+)/"', html))
    assert {
        "innsyn",
        "kopi",
        "retting",
        "sletting",
        "begrensning",
        "protest",
        "ta-med",
        "samtykke",
        "hvem-har-sett",
    } <= doors
    assert doors <= set(BY_SLUG)
    assert {made.door for made in texts.templates().values() if made.door} <= set(BY_SLUG)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_stay_in_the_language(visitor: Client, published: World, language: str) -> None:
    html = page(visitor, PATHS[language])
    own = "" if language == "nb" else f"/{language}"
    for path in re.findall(r'href="(/(?:nn/|en/)?(?:rettigheter|kontroll|versjoner|avdelinger)[^"]*)"', html):
        assert path.startswith(f"{own}/")
        assert own or not path.startswith(("/nn/", "/en/"))


def test_the_page_leaves_nothing_in_the_browser_and_asks_for_nothing_elsewhere(
    visitor: Client, published: World
) -> None:
    for path in ("/", "/versjoner/", "/versjoner/1/", "/kontroll/S4-isolation/", "/avdelinger/", "/avdelinger/oslo/"):
        response = visitor.get(path)
        assert not response.cookies
        html = response.content.decode()
        assert "<script" not in html
        assert not re.search(r'\sstyle="', html)
        assert not re.search(r'(?:src|href)="(?:https?:)?//(?!www\.datatilsynet\.no|lovdata\.no)', html)
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_statement_takes_few_queries_however_long_it_is(
    visitor: Client, published: World, django_assert_max_num_queries: Any
) -> None:
    page(visitor)
    with django_assert_max_num_queries(3):
        page(visitor)


def test_why_a_sentence_is_true_shows_what_is_checked_found_and_not_seen(visitor: Client, published: World) -> None:
    said = words(page(visitor, "/kontroll/S4-isolation/"))
    assert "Hver avdeling i Fjordtall Gruppen er behandlingsansvarlig" in said
    assert "Bekreftet." in said
    assert "Forsøk på å lese hos et annet selskap 3" in said
    assert "Hvem som ser hva inne i andre systemer" in said
    assert "Neste kontroll i morgen kl. 06.36." in said
    assert "Bekreftet 1 av 1 dag" in said


def test_a_broken_promise_shows_no_figures_there_either(visitor: Client, published: World) -> None:
    find(published, "S4-isolation", State.BROKEN, ago=timedelta(0), figures={"seen": 987})
    html = page(visitor, "/kontroll/S4-isolation/")
    assert "Ikke bekreftet" in words(html)
    assert "987" not in words(html)


def test_a_year_of_checks_is_drawn_and_told(visitor: Client, published: World) -> None:
    for days in range(1, 100):
        find(published, "S4-isolation", State.BROKEN if days in (40, 41) else State.KEPT, ago=timedelta(days=days))
    html = page(visitor, "/kontroll/S4-isolation/")
    assert "Bekreftet 98 av 100 dager" in words(html)
    assert "Ikke bekreftet 13. oktober – 14. oktober." in words(html)
    assert 'class="broken"' in html


def test_an_unknown_promise_is_answered_with_a_way_on(visitor: Client, published: World) -> None:
    said = words(page(visitor, "/kontroll/S99/", 404))
    assert "Vi kjenner ikke noe løfte som heter «S99»" in said
    assert "no promise called “S99”" in words(page(visitor, "/en/kontroll/S99/", 404))


def test_versions_can_be_read_and_compared(visitor: Client, published: World) -> None:
    from etterlev.controllers.queries import controller_ids
    from etterlev.database.wall import behind_wall

    with behind_wall(controller_ids()):
        ActivityRow.objects.filter(code="nyhetsbrev").delete()
    second = {str(language): f"Uten nyhetsbrev ({language})." for language in LANGUAGES}
    actions.publish(effective_on=oslo_date(published.now), change=second, by=published.lead, now=published.now)
    listed = words(page(visitor, "/versjoner/"))
    assert "Erklæringen har hatt 2 versjoner" in listed
    assert "Uten nyhetsbrev (nb)." in listed
    assert rendering.fragment_of_page(page(visitor)) == queries.edition(2).fragments["nb"]
    assert "nyhetsbrevet" in page(visitor, "/versjoner/1/")
    changed = page(visitor, "/versjoner/2/endringer/")
    assert "<del>" in changed
    assert "nyhetsbrev" in words(changed)
    assert "Ingen ord er endret" not in changed
    assert words(page(visitor, "/versjoner/2/endringer/?fra=2")).count("Ingen ord er endret") == 1


@pytest.mark.parametrize(
    "path", ["/versjoner/9/", "/versjoner/9.pdf", "/versjoner/1/endringer/", "/versjoner/1/endringer/?fra=x"]
)
def test_a_version_that_does_not_exist_is_said_not_to(visitor: Client, published: World, path: str) -> None:
    assert "Erklæringen har ingen versjon" in words(page(visitor, path, 404))


@pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by npm ci and tools/assets")
@pytest.mark.parametrize(("path", "language"), [("/versjoner/1.pdf", "nb"), ("/nn/personvernerklaering.pdf", "nn")])
def test_a_version_can_be_had_as_a_document(visitor: Client, published: World, path: str, language: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == language
    assert response.content.startswith(b"%PDF-")


def test_the_directory_names_every_department_and_how_to_reach_it(visitor: Client, published: World) -> None:
    html = page(visitor, "/avdelinger/")
    assert 'href="/avdelinger/oslo/"' in html
    assert "personvern.bergen@fjordtall.example" in html
    card = words(page(visitor, "/avdelinger/oslo/"))
    for told in ("Fjordtall Oslo AS", "988077917", "Storgata 1, 0155 Oslo", "Siv Aas"):
        assert told in card
    assert 'href="/rettigheter/innsyn/?avdeling=oslo"' in page(visitor, "/avdelinger/oslo/")
    assert "Vi har ingen avdeling" in words(page(visitor, "/avdelinger/hamar/", 404))


def test_looking_changes_nothing(visitor: Client, published: World) -> None:
    assert visitor.post("/").status_code == 405
    assert visitor.head("/").status_code == 200


def test_every_page_says_that_anyone_may_enter() -> None:
    assert [door_of(pattern.callback) for pattern in urlpatterns] == [ANYONE] * len(urlpatterns)
