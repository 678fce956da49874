"""The fictional group that everything else is shown on: made alike every time, nobody real in it, and true to itself.

`ETTERLEV_SEED` runs it all under another seed. Whose row is whose is held against plain SQL in `test_examples_truth`.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.law.identifiers import (
    IdentityNumberKind,
    Synthetic,
    read_bank_account,
    read_national_identity_number,
    read_organisation_number,
    recognise_national_identity_number,
)
from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.lint import judge
from etterlev.notice.rules.markdown import markdown
from etterlev.register import parsing, writing
from etterlev.sources.text import read_content
from examples.generate import Example, generate
from examples.size import GROUP, LARGE, Size
from examples.sources import Source

pytestmark = pytest.mark.seeded

SEED = int(os.environ.get("ETTERLEV_SEED", "0"))
ROOT = Path(__file__).resolve().parents[1]
MADE_UP_DOMAIN = re.compile(r"example\.(no|com)|([a-z0-9-]+\.)+example")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return generate(tmp_path_factory.mktemp("example"), seed=SEED)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A seed with a few names that say nothing."""
    return generate(tmp_path_factory.mktemp("other"), seed=3 * (SEED + 1))


def text_of(source: Source) -> str:
    """Everything in a source, as text."""
    if source.kind != "sql":
        return source.path.read_text(encoding="utf-8")
    with sqlite3.connect(source.path) as connection:
        return "\n".join(connection.iterdump())


def counts(source: Source) -> dict[str, int]:
    with sqlite3.connect(source.path) as connection:
        return {
            table.role: connection.execute(f'SELECT count(*) FROM "{source.table(table.role)}"').fetchone()[0]
            for table in source.tables
        }


def databases(example: Example) -> Iterator[Source]:
    return (each for each in example.sources if each.kind == "sql")


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


class TestTheSameEveryTime:
    def test_the_command_in_another_process_gives_the_same_bytes(self, example: Example, tmp_path: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}", "PYTHONHASHSEED": "12345"}
        command = [sys.executable, "-m", "examples", str(tmp_path / "again"), "--seed", str(SEED)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert "300 people" in done.stdout
        assert files(tmp_path / "again") == files(example.folder)

    def test_making_it_again_replaces_what_was_there(self, tmp_path: Path) -> None:
        generate(tmp_path, seed=SEED + 1)
        (tmp_path / "crm-a.txt").write_text("somebody else's")
        generate(tmp_path, seed=SEED + 1)
        assert (tmp_path / "crm-a.txt").read_text() == "somebody else's"

    def test_it_is_made_in_three_seconds(self, tmp_path: Path) -> None:
        began = time.process_time()
        generate(tmp_path, seed=SEED)
        assert time.process_time() - began <= 3

    def test_a_folder_that_cannot_be_written_to_is_said_in_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}"}
        command = [sys.executable, "-m", "examples", str(tmp_path / "file" / "in")]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


class TestAnotherSeed:
    def test_every_table_has_as_many_rows(self, example: Example, other: Example) -> None:
        assert [counts(each) for each in databases(example)] == [counts(each) for each in databases(other)]

    def test_everyone_has_as_many_rows_of_each_kind(self, example: Example, other: Example) -> None:
        def kinds(world: Example, key: str) -> Counter[tuple[str, str]]:
            return Counter((row.role, str(row.held)) for row in world.truth.rows_of(key))

        assert example.truth.subjects == other.truth.subjects
        assert all(kinds(example, key) == kinds(other, key) for key in example.truth.subjects)

    def test_people_places_and_companies_have_other_names(self, example: Example, other: Example) -> None:
        # There are only a few names for a group; none but the first seed's has the first.
        assert other.group.name != "Fjordtall Gruppen"
        assert [each.place for each in example.group.departments] != [each.place for each in other.group.departments]
        changed = [a.name != b.name for a, b in zip(example.people, other.people, strict=True)]
        assert sum(changed) / len(changed) > 0.97

    def test_tables_and_columns_have_other_names_and_some_say_nothing(self, example: Example, other: Example) -> None:
        pairs = list(zip(databases(example), databases(other), strict=True))
        assert all(a.names.tables != b.names.tables and a.names.columns != b.names.columns for a, b in pairs)
        for _, source in pairs:
            assert sum(name.startswith("tab_") for name in source.names.tables.values()) == 2
            assert any(name.startswith("kol_") for name in source.names.columns.values())

    def test_rows_are_in_another_order(self, example: Example, other: Example) -> None:
        def order(world: Example) -> list[str | int]:
            keys = [each.key_of(0) for each in world.people.blocks()]
            return [row.key for key in keys for row in world.truth.rows_of(key) if row.role == "invoice"]

        assert order(example) != order(other)


@pytest.mark.parametrize("seed", [SEED, 5])
class TestTheRegister:
    def test_it_parses_and_comes_back_unchanged(self, seed: int, tmp_path: Path) -> None:
        made = generate(tmp_path, seed=seed)
        register = parsing.parse(made.register.read_text(encoding="utf-8"))
        text = writing.write(register)
        assert parsing.parse(text) == register
        assert writing.write(parsing.parse(text)) == text
        assert register.group == made.group.name
        assert [each.slug for each in register.controllers] == [each.slug for each in made.group.controllers]
        assert all(read_organisation_number(each.organisation_number) for each in register.controllers)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_composes_to_a_statement_without_faults(self, seed: int, tmp_path: Path, language: Language) -> None:
        register = parsing.parse(generate(tmp_path, seed=seed).register.read_text(encoding="utf-8"))
        words = markdown(compose(register, language, backed=frozenset(), number=1, effective_on=date(2026, 11, 23)))
        report = judge(read_content(words.encode(), "erklæring.md").blocks, "erklæring.md")
        assert [each for each in report.findings(language) if each.severity != "info"] == []

    def test_what_an_activity_uses_its_controller_has(self, seed: int, tmp_path: Path) -> None:
        register = parsing.parse(generate(tmp_path, seed=seed).register.read_text(encoding="utf-8"))
        for part in register.controllers:
            held = {system.slug for system in register.systems_of(part.slug)}
            used = {slug for activity in register.of(part.slug) for slug in activity.systems}
            assert used <= held
            assert held <= used

    def test_every_relation_of_every_person_is_in_the_department_s_register(self, seed: int, tmp_path: Path) -> None:
        made = generate(tmp_path, seed=seed)
        register = parsing.parse(made.register.read_text(encoding="utf-8"))
        subjects = {(d.slug, a.code): a.subjects for d in made.group.departments for a in register.of(d.slug)}
        for person in made.people:
            assert person.relations
            for each in person.relations:
                assert each.category in subjects[person.department, each.activity_code]

    def test_every_activity_answers_what_articles_13_and_30_ask(self, seed: int, tmp_path: Path) -> None:
        register = parsing.parse(generate(tmp_path, seed=seed).register.read_text(encoding="utf-8"))
        for held in register.activities:
            activity = held.activity
            assert activity.subjects, activity.code
            assert activity.categories, activity.code
            assert activity.obligation, activity.code
            assert activity.automated_decisions, activity.code
            assert activity.security, activity.code
            assert activity.reviewed_on, activity.code


class TestNobodyReal:
    def test_every_e_mail_address_is_under_a_domain_for_examples(self, example: Example) -> None:
        texts = [text_of(each) for each in example.sources]
        texts += [(example.folder / name).read_text() for name in ("register.yaml", "people.jsonl", "staff.json")]
        found = {domain.lower() for text in texts for domain in re.findall(r"[\w.+-]+@([\w.-]*\w)", text)}
        assert len(found) > 50
        assert [domain for domain in found if not MADE_UP_DOMAIN.fullmatch(domain)] == []

    def test_identity_numbers_are_synthetic_valid_and_only_in_payroll(self, example: Example) -> None:
        for source in example.sources:
            runs = re.findall(r"(?<!\d)\d{6} ?\d{5}(?!\d)", text_of(source))
            numbers = [number for run in runs if (number := recognise_national_identity_number(run))]
            # Account numbers can look like the health service's numbers, which hold no date.
            dated = [number for number in numbers if number.kind is not IdentityNumberKind.FH]
            assert all(number.synthetic is Synthetic.YES for number in dated)
            assert bool(dated) == source.slug.startswith("payroll-")
        for staff in example.staff:
            assert read_national_identity_number(staff.national_identity_number).synthetic is Synthetic.YES

    def test_an_absence_knows_its_person_by_a_number_without_the_leading_zero(self, example: Example) -> None:
        source = example.source(f"payroll-{example.group.departments[0].slug}")
        column = source.column("absence", "national_identity_number")
        with sqlite3.connect(source.path) as connection:
            numbers = [row[0] for row in connection.execute(f'SELECT "{column}" FROM "{source.table("absence")}"')]
        assert {type(each) for each in numbers} == {int}
        assert {len(str(each)) for each in numbers} == {10, 11}

    def test_accounts_organisations_and_telephones_are_kept_for_examples(self, example: Example) -> None:
        crm = example.source(f"crm-{example.group.departments[0].slug}")
        roles = ("organisation_number", "bank_account", "phone")
        chosen = ", ".join(f'"{crm.column("customer", role)}"' for role in roles)
        with sqlite3.connect(crm.path) as connection:
            rows = list(connection.execute(f'SELECT {chosen} FROM "{crm.table("customer")}"'))
        assert all(read_organisation_number(row[0]).digits.startswith("800") for row in rows if row[0])
        assert all(read_bank_account(row[1]).digits.startswith("9999") for row in rows if row[1])
        assert {len(re.sub(r"\D", "", row[2])) for row in rows} == {8, 10, 12}
        phones = [re.sub(r"\D", "", row[2])[-8:] for row in rows]
        assert {each[:2] for each in phones} - {"49", "54"} == ({"91"} if SEED == 0 else set())

    def test_the_stranger_is_nowhere(self, example: Example) -> None:
        mallory = example.cast.mallory
        texts = [text_of(each) for each in example.sources] + [(example.folder / "people.jsonl").read_text()]
        assert not any(mallory.name in text or mallory.email in text for text in texts)


class TestTheCast:
    def test_they_play_their_parts(self, example: Example) -> None:
        cast, (oslo, bergen, *_) = example.cast, example.group.departments
        assert "privacy_contact" in cast.siv.roles[oslo.slug]
        assert cast.kari.roles[oslo.slug] == cast.ola.roles[oslo.slug] == ("accountant",)
        assert "accountant" in cast.per.roles[bergen.slug]
        assert set(cast.liv.roles) == {each.slug for each in example.group.controllers}
        assert (cast.nina.department, cast.nina_elsewhere.department) == (oslo.slug, bergen.slug)
        assert cast.nina.human == cast.nina_elsewhere.human
        assert cast.nina.email != cast.nina_elsewhere.email
        assert {each.category for each in cast.nina.relations} == {"customer", "seminar-guest", "newsletter-reader"}

    def test_the_first_seed_has_the_names_everybody_knows(self, tmp_path: Path) -> None:
        example = generate(tmp_path, seed=0)
        cast = example.cast
        first = [each.name.split()[0] for each in (cast.siv, cast.kari, cast.ola, cast.per, cast.liv)]
        assert first == ["Siv", "Kari", "Ola", "Per", "Liv"]
        assert (cast.nina.name, cast.nina.email, cast.nina.phone) == ("Nina Vik", "nina.vik@example.no", "91234567")
        assert [each.place for each in example.group.departments] == ["Oslo", "Bergen", "Ålesund"]
        assert cast.mallory.name.startswith("Mallory")

    def test_kari_has_the_engagement_and_ola_none(self, example: Example) -> None:
        crm = example.source(f"crm-{example.cast.nina.department}")
        owner, number = crm.column("engagement", "accountant_email"), crm.column("customer", "customer_number")
        engagement, customer = crm.table("engagement"), crm.table("customer")
        up, key = crm.column("engagement", "customer_id"), crm.column("customer", "id")
        with sqlite3.connect(crm.path) as connection:
            joined = f'"{engagement}" e JOIN "{customer}" c ON c."{key}" = e."{up}"'
            query = f'SELECT e."{owner}" FROM {joined} WHERE c."{number}" = ?'
            assert connection.execute(query, [example.cast.nina.customer_number]).fetchall() == [
                (example.cast.kari.email,)
            ]
            everybody = {row[0] for row in connection.execute(f'SELECT "{owner}" FROM "{engagement}"')}
        assert example.cast.ola.email not in everybody


class TestPeople:
    def test_there_are_as_many_as_said(self, example: Example) -> None:
        assert (len(example.people), len(example.staff)) == (300, 20)
        assert (LARGE.people, LARGE.engagements, LARGE.staff) == (20_000, 10_000, 90)
        assert example.people[-1] == list(example.people)[-1]
        with pytest.raises(IndexError):
            example.people[300]

    def test_only_the_same_human_being_has_the_same_e_mail_address(self, example: Example) -> None:
        humans: dict[str, set[str]] = {}
        for person in example.people:
            if person.email:
                humans.setdefault(person.email, set()).add(person.human)
        assert all(len(each) == 1 for each in humans.values())
        several = Counter(person.human for person in example.people)
        assert max(several.values()) > 1

    def test_some_share_a_telephone_and_some_a_name(self, example: Example) -> None:
        here = [each for each in example.people if each.department == example.cast.nina.department]
        phones, names = Counter(each.phone for each in here), Counter(each.name for each in here)
        assert 2 in phones.values()
        assert max(phones.values()) == 14
        assert names[example.cast.nina.name] == 2

    def test_names_have_norwegian_letters_hyphens_and_several_words(self, example: Example) -> None:
        names = [person.name for person in example.people]
        assert any(re.search("[æøåÆØÅ]", name) for name in names)
        assert any("-" in name for name in names)
        assert any(len(name.split()) == 3 for name in names)

    def test_a_size_that_cannot_be_made_is_refused(self) -> None:
        for wrong in ({"departments": 11}, {"hundreds": 0}, {"staff": 9}, {"hundreds": 100_000}):
            with pytest.raises(ValueError, match=f"{next(iter(wrong))}:"):
                Size(**wrong)


def test_the_usual_size_is_the_one_described() -> None:
    assert Size() == GROUP == Size(departments=3, hundreds=1, staff=20)
