"""The statement for machines, read by a machine: every activity with what the law asks, in terms that exist."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, SpecialCondition
from etterlev.notice import actions, queries
from etterlev.notice.rules import linked_data
from etterlev.notice.rules.linked_data import CONTEXT, graph
from etterlev.notice.tests.group import ON, group
from etterlev.register.document import Transfer
from tests.cast import World

# The library warns of its own doings.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
BASE = "https://fjordtall.example/"
DPV = Namespace("https://w3id.org/dpv#")
GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
LIST = tomllib.loads((Path(linked_data.__file__).with_name("dpv.toml")).read_text(encoding="utf-8"))
COUNTRY = re.compile(r"https://w3id\.org/dpv/loc#[A-Z]{2}")


@pytest.fixture(scope="module")
def read() -> Graph:
    made = graph(group(), number=3, effective_on=ON)
    return Graph().parse(data=json.dumps(made), format="json-ld", publicID=BASE)


def test_each_activity_says_what_article_13_asks(read: Graph) -> None:
    processes = set(read.subjects(RDF.type, DPV.Process))
    assert len(processes) == len(group().activities)
    for each in processes:
        for wanted in (DPV.hasPurpose, DPV.hasLegalBasis, DPV.hasDataSubject, DPV.hasPersonalData):
            assert (each, wanted, None) in read
        assert (each, DPV.hasStorageCondition, None) in read


def test_an_activity_has_the_address_of_its_own_sentence(read: Graph) -> None:
    customers = URIRef(f"{BASE}setning/behandling-kundeforhold/")
    assert (customers, RDF.type, DPV.Process) in read
    assert (customers, DPV.hasLegalBasis, GDPR["A6-1-b"]) in read
    assert (customers, DPV.hasDataController, URIRef(f"{BASE}avdelinger/#oslo")) in read


def test_a_transfer_has_its_country_and_what_it_rests_on(read: Graph) -> None:
    cynet = URIRef(f"{BASE}#system-cynet")
    assert (cynet, DPV.hasCountry, URIRef("https://w3id.org/dpv/loc#IL")) in read
    assert (cynet, DPV.hasLegalBasis, GDPR["A45-3"]) in read


def test_every_text_is_there_in_three_languages(read: Graph) -> None:
    texts = [each for each in read.objects() if isinstance(each, Literal) and each.language]
    by_language = {each: sum(text.language == each for text in texts) for each in ("nb", "nn", "en")}
    assert len(set(by_language.values())) == 1
    assert by_language["nb"] > 40


def test_no_term_is_ours_alone(read: Graph) -> None:
    words = (
        *vocabulary.purposes().values(),
        *vocabulary.subject_categories().values(),
        *vocabulary.data_categories().values(),
    )
    known = {_address(each) for each in (*LIST["terms"], *(each.dpv for each in words))}
    used = {str(term) for triple in read for term in triple if str(term).startswith("https://w3id.org/dpv")}
    assert {each for each in used if not COUNTRY.fullmatch(each)} <= known
    assert len(used) > 40


def test_every_basis_right_and_ground_for_a_transfer_has_a_term() -> None:
    """Also those the small group does not use."""
    said = {f"eu-gdpr:{each}" for each in (*LegalBasis, *SpecialCondition, *linked_data.RIGHTS)}
    assert said | set(linked_data.TRANSFERS.values()) <= set(LIST["terms"])
    assert set(linked_data.TRANSFERS) == set(Transfer)


def test_the_list_says_where_and_when_it_was_seen() -> None:
    assert LIST["source"].startswith("https://w3id.org/dpv")
    assert LIST["on"] >= date(2026, 11, 23)


def _address(term: str) -> str:
    prefix, _, name = term.partition(":")
    return f"{CONTEXT[prefix]}{name}"


def test_the_notice_says_who_issued_it_which_version_and_when(read: Graph) -> None:
    notice = URIRef(f"{BASE}versjoner/3/")
    assert (notice, DCTERMS.publisher, URIRef(f"{BASE}avdelinger/#gruppen")) in read
    assert (notice, DCTERMS.hasVersion, Literal("3")) in read
    assert (notice, DCTERMS.valid, Literal("2026-11-23", datatype=XSD.date)) in read
    titles = [each for each in read.objects(notice, DCTERMS.title) if isinstance(each, Literal)]
    assert {each.language for each in titles} == {"nb", "nn", "en"}


def test_a_version_keeps_what_it_said_to_machines_and_the_log_has_its_hash(registered: World) -> None:
    change = {"nb": "Første.", "nn": "Fyrste.", "en": "First."}
    actions.publish(effective_on=registered.now.date(), change=change, by=registered.lead, now=registered.now)
    newest = queries.newest()
    assert newest is not None
    assert queries.linked(newest.id)
    assert len(newest.fragments["linked"]) == 64
