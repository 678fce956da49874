"""The statement for machines, read by a machine: every activity with what the law asks, in terms that exist."""

from __future__ import annotations

import json
import re

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from etterlev.law import vocabulary
from etterlev.notice import actions, queries
from etterlev.notice.rules.linked_data import CONTEXT, graph
from etterlev.notice.tests.group import ON, group
from tests.cast import World

# The library warns of its own doings.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
BASE = "https://fjordtall.example/"
DPV = Namespace("https://w3id.org/dpv#")
GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
# Seen in the vocabulary's published tables, version 2.0 of 2024-08-01, besides the terms of law/packs.
TERMS = {
    *("PrivacyNotice", "Process", "Purpose", "DataController", "DataProcessor", "ThirdParty", "StorageCondition"),
    *("hasProcess", "hasPurpose", "hasLegalBasis", "hasPersonalData", "hasDataSubject", "hasDataController"),
    *(
        "hasDataProcessor",
        "hasRecipient",
        "hasDataSource",
        "hasStorageCondition",
        "hasDuration",
        "hasCountry",
        "hasRight",
    ),
    *(
        "hasTechnicalOrganisationalMeasure",
        "hasName",
        "hasIdentifier",
        "hasAddress",
        "hasContact",
        "hasOrganisationalUnit",
    ),
}


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


def test_no_term_is_ours_alone() -> None:
    said = json.dumps(graph(group(), number=3, effective_on=ON)["@graph"])
    used = set(re.findall(r'"dpv:(\w+)"', said))
    words = (
        *vocabulary.purposes().values(),
        *vocabulary.subject_categories().values(),
        *vocabulary.data_categories().values(),
    )
    assert used <= TERMS | {each.dpv.removeprefix("dpv:") for each in words}
    assert set(re.findall(r'"([\w-]+):[\w-]+"', said)) <= CONTEXT.keys()


def test_a_version_keeps_what_it_said_to_machines_and_the_log_has_its_hash(registered: World) -> None:
    change = {"nb": "Første.", "nn": "Fyrste.", "en": "First."}
    actions.publish(effective_on=registered.now.date(), change=change, by=registered.lead, now=registered.now)
    newest = queries.newest()
    assert newest is not None
    assert queries.linked(newest.id)
    assert len(newest.fragments["linked"]) == 64
