"""What programs may read of the statement."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from etterlev.law.deadlines import oslo_date
from etterlev.notice import actions
from tests.cast import World

ATOM = "{http://www.w3.org/2005/Atom}"
SECOND = {"nb": "Lønn er lagt til.", "nn": "Løn er lagd til.", "en": "Payroll was added."}


def entries(visitor: Client, path: str) -> list[tuple[str, str, str]]:
    root = ElementTree.fromstring(visitor.get(path).content)  # our own feed
    return [
        (each.findtext(f"{ATOM}summary", ""), each.findtext(f"{ATOM}id", ""), each.find(f"{ATOM}link").attrib["href"])  # type: ignore[union-attr]  # it is there
        for each in root.findall(f"{ATOM}entry")
    ]


def test_each_version_is_an_entry_with_its_change(visitor: Client, published: World, clock: datetime) -> None:
    later = published.now + timedelta(hours=1)
    actions.publish(effective_on=oslo_date(later), change=SECOND, by=published.lead, now=later)
    second, first = entries(visitor, "/versjoner/atom.xml")
    assert second[0] == "Lønn er lagt til."
    assert first[0] == "Første versjon."
    assert second[2].endswith("/versjoner/2/endringer/")
    assert entries(visitor, "/en/versjoner/atom.xml")[0][0] == "Payroll was added."


def test_an_entry_keeps_its_identity_when_more_are_published(
    visitor: Client, published: World, clock: datetime
) -> None:
    ((_, before, _),) = entries(visitor, "/versjoner/atom.xml")
    later = published.now + timedelta(hours=1)
    actions.publish(effective_on=oslo_date(later), change=SECOND, by=published.lead, now=later)
    assert entries(visitor, "/versjoner/atom.xml")[1][1] == before


@pytest.mark.parametrize(("path", "words"), [("/", "behandlingsansvarlig"), ("/en/", "controller")])
def test_the_words_can_be_had_as_markdown(
    visitor: Client, published: World, clock: datetime, path: str, words: str
) -> None:
    answer = visitor.get(f"{path}personvernerklaering.md")
    assert answer["Content-Type"].startswith("text/markdown")
    said = answer.content.decode()
    assert said.startswith("# ")
    assert words in said


def test_there_are_no_words_before_anything_is_published(visitor: Client, world: World) -> None:
    assert visitor.get("/personvernerklaering.md").status_code == 404
    assert visitor.get("/.well-known/gpc.json").status_code == 404


def test_whoever_finds_a_weakness_is_told_where_to_write(visitor: Client, published: World, clock: datetime) -> None:
    lines = dict(line.split(": ", 1) for line in visitor.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"].startswith("mailto:")
    assert published.now < datetime.fromisoformat(lines["Expires"]) < published.now + timedelta(days=365)


def test_the_site_says_that_it_honours_global_privacy_control(visitor: Client, published: World) -> None:
    assert visitor.get("/.well-known/gpc.json").json() == {
        "gpc": True,
        "lastUpdate": oslo_date(published.now).isoformat(),
    }


def test_machines_read_the_version_in_force_and_each_older_one(
    visitor: Client, published: World, clock: datetime
) -> None:
    answer = visitor.get("/personvernerklaering.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    made = answer.json()
    assert made["@context"]["@base"] == f"{settings.PORTAL_ORIGIN}/"
    assert made["@graph"][0]["@id"] == "versjoner/1/"
    later = published.now + timedelta(hours=1)
    actions.publish(effective_on=oslo_date(later), change=SECOND, by=published.lead, now=later)
    assert visitor.get("/versjoner/1.jsonld").json() == made
    assert visitor.get("/versjoner/9.jsonld").status_code == 404
    assert not visitor.cookies


@pytest.mark.parametrize("path", ["personvernerklaering.pdf", "personvernerklaering.md", "personvernerklaering.jsonld"])
def test_nobody_fetches_the_same_document_twice(visitor: Client, published: World, clock: datetime, path: str) -> None:
    first = visitor.get(f"/{path}")
    assert first["ETag"].startswith('"')
    again = visitor.get(f"/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = visitor.get(f"/{path}", headers={"If-None-Match": '"something else"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_the_statement_says_in_which_forms_it_can_be_had(visitor: Client, published: World, clock: datetime) -> None:
    page = visitor.get("/").content.decode()
    for path in ("personvernerklaering.pdf", "personvernerklaering.md", "personvernerklaering.jsonld"):
        assert f'<a href="/{path}">' in page
        assert re.search(rf'<link rel="alternate" type="[^"]+" href="/{path}">', page)
