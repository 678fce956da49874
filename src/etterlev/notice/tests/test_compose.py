"""What is composed: the same in each language, from the register alone, and bound to its proof."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.notice.rules import texts
from etterlev.notice.rules.binding import keys_by_row
from etterlev.notice.rules.diff import plain
from etterlev.notice.rules.statement import RestsOn, as_json, from_json
from etterlev.notice.rules.writer import as_sentence, lower_first
from etterlev.notice.tests.group import group, in_each_language, only_controller, said, with_activity, without
from etterlev.register.document import System

EVERYTHING = frozenset(reference for made in texts.templates().values() for reference in made.promises)


def test_the_three_languages_say_the_same_things_under_the_same_keys() -> None:
    statements = in_each_language(group(), EVERYTHING)
    keys = {language: [each.key for each in statement.sentences()] for language, statement in statements.items()}
    assert keys["nb"] == keys["nn"] == keys["en"]
    assert len(set(keys["nb"])) == len(keys["nb"])


def test_no_sentence_is_left_in_another_language() -> None:
    statements = in_each_language(group(), EVERYTHING)
    same = {"behandling-nyhetsbrev"}
    for key in {each.key for each in statements["nb"].sentences()}:
        spoken = {language: statements[language].sentence(key) for language in LANGUAGES}
        words = {plain(sentence) for sentence in spoken.values() if sentence}
        assert len(words) == 3 or key in same, key


def test_every_sentence_has_a_promise_or_says_that_nothing_checks_it() -> None:
    for sentence in said(group(), backed=EVERYTHING).sentences():
        # Without a promise a sentence is the law's, or the register's and shown as not checked by any program.
        assert sentence.promises or sentence.rests_on is not RestsOn.PROMISE, sentence.key
        assert sentence.rests_on is not RestsOn.LAW or sentence.articles, sentence.key


def test_each_row_of_the_products_table_has_sentences_that_speak_for_it() -> None:
    rows = [f"S{number}" for number in range(1, 29)]
    found = keys_by_row(rows, {key: made.promises for key, made in texts.templates().items()})
    assert [row for row, keys in found.items() if not keys] == []
    assert "tilgang" in found["S18"]
    assert "statistikk" in found["S27"]


def test_a_statement_survives_being_stored_as_json() -> None:
    statement = said(group(), backed=EVERYTHING)
    assert from_json(json.loads(json.dumps(as_json(statement)))) == statement


def test_what_only_a_promise_could_carry_is_not_said_without_one() -> None:
    bare = {each.key for each in said(group()).sentences()}
    proven = {each.key for each in said(group(), backed=EVERYTHING).sentences()}
    assert {"politi", "statistikk", "kryptert", "sikkerhetskopier", "kunder-varsles"} <= proven - bare


def test_what_the_register_does_not_say_is_not_said() -> None:
    assert said(without("klientregnskap")).sentence("databehandler") is None
    assert said(without("klientregnskap")).sentence("brudd-oppdragsgiver") is None
    assert said(without("nettsider")).sentence("kapsler-samtykke") is None
    assert said(with_activity("kundeforhold", sources=())).sentence("kilder") is None
    assert said(without("lonn")).sentence("fodselsnummer") is None
    assert said(without("lonn")).sentence("serlige") is None
    quiet = without("kundeforhold", "lonn")
    assert said(quiet).sentence("protest") is None
    assert said(quiet).sentence("markedsforing") is not None


def test_a_supplier_without_an_agreement_is_not_said_to_have_one() -> None:
    bare = replace(
        group(), systems=tuple(replace(h, system=replace(h.system, agreement_signed_on=None)) for h in group().systems)
    )
    assert said(bare).sentence("leverandorer") is None
    assert said(bare).sentence("leverandorer-uten-avtale") is not None


def test_suppliers_inside_the_eea_only_are_said_to_be_there() -> None:
    def moved(system: System) -> System:
        return replace(system, country="NO", transfer=None)

    at_home = replace(group(), systems=tuple(replace(held, system=moved(held.system)) for held in group().systems))
    assert said(at_home).sentence("utenfor-eos") is None
    assert said(at_home).sentence("innenfor-eos") is not None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "kunden svarer for grunnlaget"),
        ("nn", "kunden svarar for"),
        ("en", "the client answers for the legal basis"),
    ],
)
def test_the_basis_of_what_we_do_for_others_is_the_clients_to_state(language: Language, words: str) -> None:
    sentence = said(group(), language).sentence("behandling-klientregnskap")
    assert sentence is not None
    assert words in sentence.text
    assert "6" not in sentence.text


def test_departments_that_share_a_company_are_not_called_controllers() -> None:
    oslo = group().controllers[1]
    two = only_controller(
        "oslo", departments=(*oslo.departments, replace(oslo.departments[0], slug="drammen", name="Fjordtall Drammen"))
    )
    assert said(two).sentence("ansvarlig") is None
    sentence = said(two).sentence("ansvarlig-selskap")
    assert sentence is not None
    assert "selskapet er behandlingsansvarlig" in sentence.text


def test_an_activity_of_one_department_names_its_controller() -> None:
    sentence = said(group()).sentence("behandling-nyhetsbrev")
    assert sentence is not None
    assert [fact.value for fact in sentence.facts if fact.label == "Behandlingsansvarlig"] == ["Fjordtall Gruppen AS"]
    shared = said(group()).sentence("behandling-kundeforhold")
    assert shared is not None
    assert not [fact for fact in shared.facts if fact.label == "Behandlingsansvarlig"]


def test_the_same_activity_told_differently_by_two_departments_stands_twice() -> None:
    held = group().activities[0]
    twice = replace(
        group(),
        activities=(
            replace(held, controllers=("oslo",)),
            replace(held, controllers=("bergen",), activity=replace(held.activity, systems=())),
            *group().activities[1:],
        ),
    )
    keys = [each.key for each in said(twice).sentences() if each.key.startswith("behandling-kundeforhold")]
    assert keys == ["behandling-kundeforhold", "behandling-kundeforhold-bergen"]


def test_every_phrase_and_template_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in texts.FOLDER.parent.glob("*.py"))
    source += "".join(path.read_text(encoding="utf-8") for path in texts.FOLDER.parent.parent.glob("*.py"))
    keys = [*texts.templates(), *texts.gap_texts(), *texts.headings()]
    assert [key for key in keys if f'"{key}"' not in source] == []


def test_composing_needs_no_django() -> None:
    program = (
        "import sys; import etterlev.notice.rules.compose, etterlev.notice.rules.gaps; print('django' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_small_words_are_put_right() -> None:
    assert lower_first("PowerOffice Go") == "PowerOffice Go"
    assert lower_first("HMS-arbeid") == "HMS-arbeid"
    assert lower_first("Lønn") == "lønn"
    assert as_sentence("å føre regnskap") == "Å føre regnskap."
    assert as_sentence("Vi fører regnskap.") == "Vi fører regnskap."
