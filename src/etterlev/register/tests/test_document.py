"""The register's document: lossless both ways, and one clear sentence for everything that is wrong in it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etterlev.controllers.actors import Reason, operator
from etterlev.controllers.queries import controller_ids, controllers
from etterlev.database.wall import behind_wall
from etterlev.errors import EtterlevError
from etterlev.ledger.events import Event
from etterlev.ledger.models import Entry
from etterlev.register import errors, queries
from etterlev.register.actions import import_register
from etterlev.register.document import Register
from etterlev.register.parsing import parse
from etterlev.register.reading import LARGEST, read_file
from etterlev.register.writing import write
from tests.cast import World

SMALL = """\
etterlev: register/1
group:
  name: Fjordtall Gruppen
controllers:
  - slug: oslo
    legal_name: Fjordtall Oslo AS
    organisation_number: 988077917
    postal_address: Storgata 1, 0155 Oslo
    email: oslo@fjordtall.example
    departments:
      - {slug: oslo, name: Oslo, place: Oslo}
systems:
  - slug: kunderegister
    name: Kunderegister
    supplier: Fjordtall Oslo AS
    role: processor
    country: NO
    purpose: {nb: Kunder, nn: Kundar, en: Customers}
activities:
  - code: kunder
    name: {nb: Kunder, nn: Kundar, en: Customers}
    role: controller
    purposes:
      - code: PURPOSE
        text: {nb: følge opp kunder, nn: følgje opp kundar, en: look after customers}
        basis: A6-1-b
    subjects: [customer]
    categories: [name, email]
    systems: [kunderegister]
    retention: [RT-BOKF-P]
"""


@pytest.fixture(scope="module")
def document() -> str:
    from etterlev.law import vocabulary

    return SMALL.replace("PURPOSE", next(iter(vocabulary.purposes())))


def test_a_document_reads_and_writes_back_the_same(document: str) -> None:
    assert parse(write(parse(document))) == parse(document)


def test_norway_is_a_country_and_not_a_no(document: str) -> None:
    """YAML 1.1 reads an unquoted NO as false; here it is what stands there."""
    (held,) = parse(document).systems
    assert held.system.country == "NO"
    assert "country: 'NO'" in write(parse(document))


def test_the_country_is_norway_in_small_letters_too(document: str) -> None:
    (held,) = parse(document.replace("country: NO", "country: no")).systems
    assert held.system.country == "NO"


WRONG: dict[str, tuple[str, str, type[EtterlevError], str]] = {
    "an unknown key": (
        "    role: controller\n",
        "    role: controller\n    retension: [RT-BOKF-P]\n",
        errors.UnknownKey,
        "retention",
    ),
    "a key that stands twice": (
        "    role: controller\n",
        "    role: controller\n    role: processor\n",
        errors.RepeatedKey,
        "role",
    ),
    "a missing key": ("    legal_name: Fjordtall Oslo AS\n", "", errors.MissingKey, "legal_name"),
    "a basis that is none": ("A6-1-b", "A6-1-g", errors.UnknownWord, "A6-1-f"),
    "a category we do not know": ("[name, email]", "[name, epost]", errors.UnknownWord, "epost"),
    "a system that is not there": ("systems: [kunderegister]", "systems: [crm]", errors.UnknownReference, "crm"),
    "a text without nynorsk": (
        "nn: Kundar, en: Customers}\n    role: controller",
        "en: Customers}\n    role: controller",
        errors.TextMissing,
        "nn",
    ),
    "a retention that is missing": ("    retention: [RT-BOKF-P]\n", "", errors.RetentionMissing, "retention"),
    "a third country without a safeguard": ("country: NO", "country: US", errors.SafeguardMissing, "US"),
    "a country that is none": ("country: NO", "country: Norge", errors.WrongShape, "NO"),
    "an interest that is not named": ("basis: A6-1-b", "basis: A6-1-f", errors.InterestMissing, "interest"),
    "a law that is not named": ("basis: A6-1-b", "basis: A6-1-c", errors.ProvisionMissing, "provision"),
    "health data without a condition": (
        "[name, email]",
        "[name, sickness-absence]",
        errors.ConditionMissing,
        "special",
    ),
    "broken indentation": ("  - slug: oslo\n", "  - slug: oslo\n   legal: x\n", errors.NotYaml, "linje"),
    "another format": ("register/1", "register/9", errors.UnknownWord, "register/1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_something_wrong_gives_one_sentence_with_its_line_and_the_way_out(document: str, what: str) -> None:
    old, new, error, word = WRONG[what]
    assert old in document
    with pytest.raises(error) as caught:
        parse(document.replace(old, new, 1))
    sentence = caught.value.sentence()
    assert word in sentence
    assert re.search(r"[Ll]inje \d+", sentence)
    assert "\n" not in sentence


def test_the_line_is_the_line_in_the_file(document: str) -> None:
    broken = document.replace("A6-1-b", "A6-1-g")
    with pytest.raises(errors.UnknownWord) as caught:
        parse(broken)
    line = int(str(caught.value.facts["line"]))
    assert "A6-1-g" in broken.splitlines()[line - 1]


def test_a_controller_that_stands_twice_is_named(document: str) -> None:
    block = document[document.index("  - slug: oslo") : document.index("systems:")]
    with pytest.raises(errors.RepeatedName, match="oslo"):
        parse(document.replace(block, block + block))


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_no_text_makes_the_reader_fail_without_a_sentence(text: str) -> None:
    with suppress(EtterlevError):
        parse(text)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (LARGEST + 1)], ids=["binary", "too large"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "register.yaml"
    file.write_bytes(content)
    with pytest.raises(errors.UnreadableRegister, match=r"register\.yaml"):
        read_file(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableRegister):
        read_file(tmp_path / "nowhere.yaml")


def exported(world: World) -> Register:
    return queries.register(operator(controller_ids()).scope(Reason.EVIDENCE))


def test_what_is_imported_is_exported_unchanged(world: World, document: str) -> None:
    first = import_register(parse(document), by=world.operator, now=world.now)
    assert set(first) == {"oslo"}
    again = exported(world)
    import_register(again, by=world.operator, now=world.now)
    assert exported(world) == again
    assert parse(write(again)) == again


def imports(world: World) -> int:
    with behind_wall(world.operator.controllers):
        return Entry.objects.filter(event=Event.REGISTER_IMPORTED).count()


CHANGED = {
    "nothing": ("", "", 0),
    "the address": ("Storgata 1", "Storgata 2", 1),
    "the department's place": ("place: Oslo", "place: Hamar", 1),
    "the group's name": ("Fjordtall Gruppen", "Fjordtall", 1),
    "a system": ("name: Kunderegister", "name: Kundearkiv", 1),
    "an activity": ("[name, email]", "[name]", 1),
}


@pytest.mark.parametrize("what", CHANGED)
def test_the_log_tells_of_an_import_that_changed_something_and_of_no_other(
    world: World, document: str, what: str
) -> None:
    old, new, lines = CHANGED[what]
    assert old in document
    import_register(parse(document), by=world.operator, now=world.now)
    before = imports(world)
    import_register(parse(document.replace(old, new) if old else document), by=world.operator, now=world.now)
    assert imports(world) - before == lines


def test_a_document_that_fails_half_way_changes_nothing(world: World, document: str) -> None:
    """The second controller's number is wrong: the first must not be stored either."""
    block = document[document.index("  - slug: oslo") : document.index("systems:")]
    second = block.replace("slug: oslo", "slug: hamar").replace("988077917", "988077918").replace("Oslo AS", "Hamar AS")
    before = (exported(world), [card.slug for card in controllers()])
    with pytest.raises(EtterlevError, match="988077918"):
        import_register(parse(document.replace(block, block + second)), by=world.operator, now=world.now)
    assert (exported(world), [card.slug for card in controllers()]) == before


def test_per_reads_his_own_department_and_no_other(world: World, document: str) -> None:
    import_register(parse(document), by=world.operator, now=world.now)
    assert queries.activities(world.siv.scope(Reason.EVIDENCE), world.oslo)
    assert queries.activities(world.per.scope(Reason.EVIDENCE), world.oslo) == []


def test_no_error_of_the_room_lacks_its_sentence() -> None:
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, EtterlevError) and error is not EtterlevError:
            assert error.__doc__
            assert error.__doc__.strip().endswith((".", "."))
