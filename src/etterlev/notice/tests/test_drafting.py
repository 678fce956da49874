"""From a statement to a draft register: nothing is invented, everything said has its sentence, the rest is named."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

from etterlev.languages import LANGUAGES
from etterlev.law.identifiers import read_organisation_number
from etterlev.notice.rules.drafting import Draft, RowKind, draft, missing, sector
from etterlev.notice.rules.drafting.sector import system_purposes
from etterlev.notice.rules.drafting.show import as_json
from etterlev.notice.rules.lint import judge
from etterlev.notice.rules.lint.catalogue import suppliers
from etterlev.project.command.draft_document import written
from etterlev.promises import by_row
from etterlev.register.parsing import parse
from etterlev.register.writing import fragment
from etterlev.sources.text import read_content
from tests.shared import shared

STATEMENT = """# Personvernerklæring

Fjellro Regnskap AS (org.nr. 923 609 016) er behandlingsansvarlig. Du når oss på post@fjellro.example.

Vi samler inn personopplysninger når du
- blir kunde hos oss
- melder deg på nyhetsbrevet
- søker på en stilling

Vi fører lønn til våre egne ansatte og registrerer kontonummer og sykefravær.
Regnskapet ligger i Tripletex. Nettstedet bruker Google Analytics for å lage statistikk over besøk.
Opplysningene deles ikke med andre. Vi tar backup hver natt.
Du kan be om innsyn, retting og sletting.
Ved datainnbrudd anmelder vi saken til politiet.
"""
ENGLISH = """# Privacy notice

Fjellro Regnskap AS is the controller. You can reach us at post@fjellro.example.
We collect personal data when you become a customer or apply for a job with us.
We use Tripletex for our accounts.
You can request access to your data and have them erased.
"""


def drafted(text: str, template: str | None = "regnskapsforetak") -> Draft:
    document = read_content(text.encode(), "personvern.md")
    return draft(judge(document.blocks, document.file), sector(template) if template else None, by_row())


def keys(made: Draft, kind: RowKind, *, said: bool = False) -> set[str]:
    return {each.key for each in made.of(kind) if each.said or not said}


def test_every_row_read_from_the_text_shows_the_sentence_where_it_stands() -> None:
    made = drafted(STATEMENT)
    lines = STATEMENT.splitlines()
    quoted = [said for row in made.rows for said in row.said] + list(made.claims)
    assert len(quoted) > 20
    for each in quoted:
        assert each.quote.split()[0] in lines[each.line - 1]


def test_the_controller_is_known_by_its_number_and_its_address_is_asked_for() -> None:
    (row,) = drafted(STATEMENT).of(RowKind.CONTROLLER)
    assert row.document["legal_name"] == "Fjellro Regnskap AS"
    assert row.document["organisation_number"] == "923609016"
    assert row.document["email"] == "post@fjellro.example"
    assert [each.field for each in missing(row) if each.is_needed] == ["postal_address"]


def test_what_is_said_comes_first_and_what_is_usual_in_the_trade_is_told_apart() -> None:
    made = drafted(STATEMENT)
    said = keys(made, RowKind.ACTIVITY, said=True)
    assert {
        "kundeforhold",
        "nyhetsbrev",
        "rekruttering",
        "lonn",
        "sykefravaer",
        "nettstatistikk",
        "sikkerhetskopi",
    } <= said
    assert "seminarer" not in said
    assert "seminarer" in keys(made, RowKind.ACTIVITY)
    order = [bool(each.said) for each in made.of(RowKind.ACTIVITY)]
    assert order == sorted(order, reverse=True)


def test_the_systems_named_are_bound_to_the_activities_done_in_them() -> None:
    made = drafted(STATEMENT)
    assert keys(made, RowKind.SYSTEM) == {"tripletex", "google-analytics"}
    (statistics,) = [each for each in made.of(RowKind.ACTIVITY) if each.key == "nettstatistikk"]
    assert statistics.document["systems"] == ["google-analytics"]
    (analytics,) = [each for each in made.of(RowKind.SYSTEM) if each.key == "google-analytics"]
    assert "country" in analytics.unsure


def test_the_law_decides_the_basis_of_statistics_whatever_the_statement_says() -> None:
    made = drafted(
        "Vi bruker Google Analytics med grunnlag i berettiget interesse, artikkel 6 nr. 1 bokstav f.\n" + STATEMENT
    )
    (statistics,) = [each for each in made.of(RowKind.ACTIVITY) if each.key == "nettstatistikk"]
    assert [each["basis"] for each in statistics.document["purposes"]] == ["A6-1-a"]


def test_without_a_sector_only_what_is_said_is_there_and_the_rest_is_missing() -> None:
    made = drafted(STATEMENT, None)
    assert made.of(RowKind.ACTIVITY)
    assert all(each.said and not each.is_sectors for each in made.of(RowKind.ACTIVITY))
    statistics = next(each for each in made.of(RowKind.ACTIVITY) if each.key == "website-statistics")
    assert {"subjects", "categories", "retention", "purposes.0.basis"} <= {each.field for each in missing(statistics)}


def test_each_promise_knows_the_checks_behind_it_or_that_there_are_none() -> None:
    claims = {each.row: each for each in drafted(STATEMENT).claims}
    assert claims["S6"].checks
    assert claims["S24"].checks == ()
    assert {"S8", "S13", "S15", "S19", "S23", "S27"} <= claims.keys()
    shown = as_json(drafted(STATEMENT))["claims"]
    assert {each["state"] for each in shown} == {"bound", "not-checked"}


def test_english_is_read_as_well() -> None:
    made = drafted(ENGLISH)
    assert made.language == "en"
    assert {"kundeforhold", "rekruttering"} <= keys(made, RowKind.ACTIVITY, said=True)
    assert {"S6", "S8"} <= {each.row for each in made.claims}


def test_a_category_no_row_holds_is_not_lost() -> None:
    made = drafted(STATEMENT.replace("kontonummer og", "kontonummer, fagforeningsmedlemskap og"), None)
    assert "trade-union" in {each.code for each in made.unplaced} | {
        code for row in made.rows for code in row.document.get("categories", ())
    }


def filled(document: dict[str, Any]) -> dict[str, Any]:
    """What a person does with the draft: fills in what is missing, and nothing else."""
    for each in document["controllers"]:
        each["postal_address"] = each["postal_address"] or "Storgata 1, 0155 Oslo"
    return document


def test_a_draft_with_its_empty_places_filled_is_a_register() -> None:
    text = written(drafted(STATEMENT))
    register = parse(fragment(filled(yaml.load(text, Loader=yaml.BaseLoader))))  # BaseLoader makes text only
    assert len(register.activities) >= 20
    assert {each.system.slug for each in register.systems} == {"tripletex", "google-analytics"}
    assert read_organisation_number(register.controllers[0].organisation_number)


def test_the_document_says_over_each_row_where_it_is_from_and_what_it_lacks() -> None:
    text = written(drafted(STATEMENT))
    assert "# linje 3: «Fjellro Regnskap AS (org.nr. 923 609 016) er behandlingsansvarlig.»" in text
    assert "# mangler: postal_address" in text
    assert "# vanlig i bransjen, men ikke nevnt i erklæringen" in text
    assert "S24 (ingen kontroll ennå)" in text


def test_every_kind_of_system_in_the_catalogue_has_its_use_in_three_languages() -> None:
    kinds = {each.kind for each in suppliers().values()} - {"public"}
    purposes = system_purposes()
    assert kinds <= purposes.keys()
    assert all(each.keys() == set(LANGUAGES) for each in purposes.values())


@pytest.fixture(scope="module")
def reference() -> Draft:
    document = read_content(shared("statements/reference.nb.txt").read_bytes(), "reference.nb.txt")
    began = time.perf_counter()
    made = draft(judge(document.blocks, document.file), sector("regnskapsforetak"), by_row())
    assert time.perf_counter() - began < 1
    return made


def test_the_real_statement_promises_all_its_twenty_eight_rows(reference: Draft) -> None:
    assert {each.row for each in reference.claims} == {f"S{n}" for n in range(1, 29)}


def test_the_real_statement_gives_its_systems_and_activities(reference: Draft) -> None:
    assert reference.group == "ØkoRåd Gruppen"
    assert keys(reference, RowKind.SYSTEM) == {"poweroffice-go", "cynet", "vikt", "google-analytics"}
    assert len(keys(reference, RowKind.ACTIVITY, said=True)) >= 15
