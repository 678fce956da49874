"""Before the button, and the three ways out for a promise that is not confirmed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.law.deadlines import oslo_date
from etterlev.notice import actions
from etterlev.notice import queries as notice
from etterlev.notice.models import PromiseCheck, Telling
from etterlev.promises import State
from etterlev.register.models import ActivityRow
from tests.cast import World

CHANGE = {"nb": "Nytt.", "nn": "Nytt.", "en": "New."}
FORM = {"effective_on": str(timezone.localdate()), **{f"change_{each}": words for each, words in CHANGE.items()}}
PREVIEW = "/erklaring/forhandsvisning/"


@pytest.fixture
def liv(registered: World, signed_in: SignIn) -> Client:
    """The group lead at her desk."""
    return signed_in(Role.GROUP_LEAD, registered.group, registered.oslo, registered.bergen)


@pytest.fixture
def changed(registered: World) -> World:
    """Version 1 is out; then customers' data are used for something new."""
    actions.publish(effective_on=oslo_date(registered.now), change=CHANGE, by=registered.lead, now=registered.now)
    with behind_wall(controller_ids()):
        for row in ActivityRow.objects.filter(code="kundeforhold"):
            row.document["purposes"][0]["text"]["nb"] = "å selge kundelisten vår"
            row.save(update_fields=["document"])
    return registered


def broken(world: World, code: str) -> None:
    PromiseCheck(code=code, state=State.BROKEN, checked_at=world.now).save(force_insert=True)


def test_the_whole_statement_stands_there_with_its_changes_marked(liv: Client, changed: World) -> None:
    answer = liv.get(PREVIEW)
    said = answer.content.decode()
    assert "<ins>selge kundelisten" in said
    assert "Lønn og personal" in said
    assert "Dette angår 1 " in page(answer)


def test_to_send_no_letters_needs_reasons_and_what_was_typed_stays(liv: Client, changed: World) -> None:
    answer = liv.post("/erklaring/publiser/", {**FORM, "tell": "no"})
    assert answer.status_code == 422
    assert 'value="Nytt."' in answer.content.decode()
    assert liv.post("/erklaring/publiser/", {**FORM, "tell": "no", "telling_reasons": "Sendt."}).status_code == 302
    assert not Telling.objects.filter(tells=True).exists()


def test_a_promise_that_is_not_confirmed_can_be_repaired_softened_or_answered_for(liv: Client, changed: World) -> None:
    broken(changed, "S15-sealed")
    said = page(liv.get("/erklaring/"))
    for way in ("Rettet: kontroller nå", "Si det mildere til det er rettet", "Svar for dette"):
        assert way in said


def test_softening_is_seen_before_and_published_after(liv: Client, changed: World) -> None:
    broken(changed, "S15-sealed")
    said = liv.get(f"{PREVIEW}?soften=S15-sealed").content.decode()
    assert "<del>" in said
    assert 'type="hidden" name="soften" value="S15-sealed"' in said
    liv.post("/erklaring/publiser/", {**FORM, "soften": "S15-sealed"})
    edition = notice.edition(2)
    assert notice.statement(edition.id, "nb").sentence("kryptert") is None


def test_repaired_is_checked_at_once(liv: Client, changed: World) -> None:
    before = PromiseCheck.objects.filter(code="S4-isolation").count()
    assert liv.post("/erklaring/kontroller/S4-isolation/").status_code == 302
    assert PromiseCheck.objects.filter(code="S4-isolation").count() == before + 1


def test_the_line_for_the_site_names_who_may_show_it(liv: Client, changed: World, settings: Any) -> None:
    said = page(liv.get("/erklaring/innebygd/"))
    assert "iframe" in said
    assert "https://fjordtall.example" in said


def test_whoever_has_one_department_does_not_see_the_others_as_taken_out(changed: World, signed_in: SignIn) -> None:
    answer = signed_in(Role.PRIVACY_CONTACT, changed.oslo).get(PREVIEW)
    assert "<del>" not in answer.content.decode()
    assert "gjelder hele gruppen" in page(answer)


def test_the_contact_of_one_department_answers_for_a_promise_by_name(registered: World, signed_in: SignIn) -> None:
    broken(registered, "S5-directory")
    words = {f"words_{each}": "Vi retter det." for each in ("nb", "nn", "en")}
    siv = signed_in(Role.PRIVACY_CONTACT, registered.oslo)
    answer = siv.post("/erklaring/svar/S5-directory/", {"reasons": "Kontakten har sluttet.", **words})
    assert answer.status_code == 302
    assert notice.answers(["S5-directory"])["S5-directory"].words.nb == "Vi retter det."
