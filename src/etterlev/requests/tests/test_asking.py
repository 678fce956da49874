"""Asking: the code is the only way in, a case is its owner's alone, and nobody learns whom we know."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etterlev.controllers.actors import Reason, stranger
from etterlev.database.wall import behind_wall
from etterlev.requests import queries, rules
from etterlev.requests.actions import decide, identify, receive
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import (
    AlreadyAnswered,
    AlreadyConfirmed,
    CodeNeeded,
    CodeSpent,
    CodeWrong,
    EmailNotValid,
    MessageTooLong,
    TooManyCodes,
    UnknownCase,
)
from etterlev.requests.models import Case
from etterlev.requests.tests.story import SIGNED, Asked, ask, written
from tests.cast import NINA_EMAIL, World

UNKNOWN = "ukjent@example.no"


def try_code(asked: Asked, code: str, later: timedelta = timedelta()) -> None:
    identify.enter_code(asked.id, code, by=asked.person, now=asked.world.now + later)


def wrong(asked: Asked) -> str:
    return f"{(int(asked.code()) + 1) % 1_000_000:06d}"


def test_a_wrong_code_says_how_many_tries_are_left_and_the_last_one_spends_it(asked: Asked) -> None:
    for left in range(rules.CODE_ATTEMPTS - 1, 0, -1):
        with pytest.raises(CodeWrong) as error:
            try_code(asked, wrong(asked))
        assert error.value.facts["left"] == left
    with pytest.raises(CodeSpent):
        try_code(asked, wrong(asked))
    with pytest.raises(CodeSpent):
        try_code(asked, asked.code())
    assert asked.card.state == "awaiting_code"


def test_a_code_dies_of_age(asked: Asked) -> None:
    with pytest.raises(CodeSpent):
        try_code(asked, asked.code(), rules.CODE_LASTS)
    try_code(asked, asked.code(), rules.CODE_LASTS - timedelta(seconds=1))
    assert asked.card.identified_at is not None


def test_a_new_code_kills_the_old_one(asked: Asked) -> None:
    old = asked.code()
    receive.send_code(asked.id, by=asked.person, now=asked.world.now + timedelta(minutes=1))
    new = asked.code()
    if old != new:
        with pytest.raises(CodeWrong):
            try_code(asked, old, timedelta(minutes=2))
    try_code(asked, new, timedelta(minutes=2))
    assert asked.card.state == "searching"


def test_a_code_used_again_starts_nothing_again(asked: Asked) -> None:
    code = asked.code()
    try_code(asked, code)
    before = written(asked.world)
    try_code(asked, code)
    assert written(asked.world) == before


def test_one_cases_code_does_not_open_another(searched: World) -> None:
    hers, his = ask(searched), ask(searched, email=UNKNOWN, name="Ukjent")
    if hers.code() == his.code():
        receive.send_code(his.id, by=his.person, now=searched.now + timedelta(seconds=1))
    with pytest.raises(CodeWrong):
        try_code(his, hers.code(), timedelta(seconds=2))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "½½½½½½", "²²²²²²"])
def test_something_that_is_no_code_costs_no_attempt(asked: Asked, typed: str) -> None:
    for _ in range(rules.CODE_ATTEMPTS + 1):
        with pytest.raises(CodeNeeded):
            try_code(asked, typed)
    try_code(asked, asked.code())


@pytest.mark.parametrize("shape", ["{0} {1}", " {0}-{1} ", "Koden er {0}{1}."])
def test_a_code_may_be_typed_as_it_was_read(asked: Asked, shape: str) -> None:
    code = asked.code()
    try_code(asked, shape.format(code[:3], code[3:]))
    assert asked.card.state == "searching"


def test_a_code_in_another_scripts_digits_is_the_same_code(asked: Asked) -> None:
    try_code(asked, asked.code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert asked.card.state == "searching"


def test_no_more_than_four_codes_an_hour(asked: Asked) -> None:
    for n in range(1, rules.CODES_AN_HOUR):
        receive.send_code(asked.id, by=asked.person, now=asked.world.now + timedelta(minutes=n))
    with pytest.raises(TooManyCodes):
        receive.send_code(asked.id, by=asked.person, now=asked.world.now + timedelta(minutes=59))
    receive.send_code(asked.id, by=asked.person, now=asked.world.now + timedelta(minutes=61))
    assert len(asked.letters("code")) == rules.CODES_AN_HOUR + 1


def test_nobody_needs_a_new_code_once_the_address_is_proven(asked: Asked) -> None:
    asked.prove()
    with pytest.raises(AlreadyConfirmed):
        receive.send_code(asked.id, by=asked.person, now=asked.world.now)


def test_a_refused_case_is_not_set_going_again_by_its_code(asked: Asked) -> None:
    world = asked.world
    decide.refuse(asked.id, ground="RF-12-6", reasons=SIGNED, until_on=None, by=world.siv, now=world.now)
    with pytest.raises(AlreadyAnswered):
        try_code(asked, asked.code())
    with pytest.raises(AlreadyAnswered):
        receive.send_code(asked.id, by=asked.person, now=world.now)
    with pytest.raises(AlreadyAnswered):
        identify.vouch(asked.id, rules.Level.HIGH, SIGNED, by=world.siv, now=world.now)
    assert asked.card.state == "refused"
    assert asked.card.searches == ()


def test_what_somebody_wrote_is_checked_before_anything_is_kept(searched: World) -> None:
    def send(email: str, message: str) -> None:
        intake = Intake(searched.oslo, "oslo", "A15", "nb", email, "Nina", message, uuid4())
        receive.receive(intake, by=stranger(searched.oslo), now=searched.now)

    before = written(searched)
    for email in ("", "nina", "nina@", "@example.no"):
        with pytest.raises(EmailNotValid) as no_email:
            send(email, "Hei")
        assert no_email.value.field == "email"
    with pytest.raises(MessageTooLong) as too_long:
        send(NINA_EMAIL, "x" * (rules.LONGEST_MESSAGE + 1))
    assert too_long.value.field == "message"
    assert written(searched) == before


def test_the_person_is_found_by_the_proven_address_whatever_name_was_typed(searched: World) -> None:
    asked = ask(searched, email=NINA_EMAIL.upper(), name="Noen Andre")
    asked.prove()
    assert asked.contents.person_id == searched.nina


def test_a_stranger_writes_the_same_rows_as_somebody_we_know_until_the_answer(searched: World) -> None:
    after: list[list[dict[str, int]]] = []
    for email, name in ((NINA_EMAIL, "Nina Vik"), (UNKNOWN, "Ukjent Person")):
        steps = [written(searched)]
        asked = ask(searched, email=email, name=name)
        steps.append(written(searched))
        asked.prove()
        steps.append(written(searched))
        asked.look()
        steps.append(written(searched))
        after.append([_more(one, other) for one, other in pairwise(steps)])
    assert after[0] == after[1]
    assert after[0][0] == {"cases": 1, "letter code": 1, "tasks": 1}


def _more(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    return {name: count - before.get(name, 0) for name, count in now.items() if count != before.get(name, 0)}


def test_a_form_costs_the_database_as_much_for_a_stranger_as_for_somebody_we_know(
    searched: World,
) -> None:
    ask(searched, email="den.forste@example.no")  # what is asked for once in a process
    counts = []
    for email in (NINA_EMAIL, UNKNOWN):
        with CaptureQueriesContext(connection) as captured:
            ask(searched, email=email)
        counts.append([re.split(r'[(=0-9]|"s', each["sql"])[0] for each in captured.captured_queries])
    assert counts[0] == counts[1]
    assert len(counts[0]) > 10


def send_form(portal: Client, email: str) -> str:
    form = {"department": "oslo", "name": "Nina Vik", "email": email, "message": "Hei", "form_key": str(uuid4())}
    response = portal.post("/rettigheter/innsyn/", form)
    assert response.status_code == 302
    return str(response["Location"])


def masked(page: bytes) -> str:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", page.decode())
    return re.sub(r"HV-\d{4}-\d{3}|/sak/oslo/[^/]+/", "", text)


def test_the_pages_a_stranger_sees_are_those_somebody_we_know_sees(portal: Client, searched: World) -> None:
    seen = []
    for email in (NINA_EMAIL, UNKNOWN):
        place = send_form(portal, email)
        asked = _asked(searched, place)
        pages = [portal.get(place), portal.post(place, {"code": "12"})]
        pages += [portal.post(place, {"code": asked.code()}), portal.get(place)]
        seen.append([(page.status_code, masked(page.content)) for page in pages])
    assert seen[0] == seen[1]
    assert [status for status, _ in seen[0]] == [200, 422, 302, 200]


def _asked(world: World, place: str) -> Asked:
    secret = place.rstrip("/").rpartition("/")[2]
    card = queries.card_by_link(world.operator.scope(Reason.SELF), secret, world.now)
    return Asked(world, card.id, secret)


def test_the_portal_takes_a_request_all_the_way(portal: Client, searched: World) -> None:
    place = send_form(portal, NINA_EMAIL)
    asked = _asked(searched, place)
    assert "Skriv koden" in portal.get(place).content.decode()
    assert portal.post(place, {"code": asked.code()}).status_code == 302
    page = portal.get(place).content.decode()
    assert "Vi arbeider med svaret" in page
    assert "23. desember 2026" in page
    asked.look()
    asked.sign_gaps()
    asked.leave_doubtful()
    asked.approve()
    assert "Svaret er klart" in portal.get(place).content.decode()
    answer = reverse("answer", args=["oslo", asked.link()], urlconf="etterlev.project.urls.portal")
    assert portal.get(answer).status_code == 200
    fetched = portal.post(answer)
    assert fetched["Content-Type"] == "application/zip"
    assert asked.card.reference in fetched["Content-Disposition"]
    assert "Vi har svart deg" in portal.get(place).content.decode()


def test_the_same_form_sent_twice_is_one_request(portal: Client, searched: World) -> None:
    form = {"department": "oslo", "name": "N", "email": NINA_EMAIL, "message": "", "form_key": str(uuid4())}
    one, other = (portal.post("/rettigheter/innsyn/", form)["Location"] for _ in range(2))
    assert one == other
    assert written(searched)["cases"] == 1


@pytest.mark.parametrize("what", ["another department", "a guess", "cut short"])
def test_a_status_link_opens_its_own_case_and_nothing_else(portal: Client, asked: Asked, what: str) -> None:
    secret = {"another department": asked.secret, "a guess": "A" * 32, "cut short": asked.secret[:-1]}[what]
    department = "bergen" if what == "another department" else "oslo"
    for address, method in (("", portal.get), ("", portal.post), ("kode/", portal.post), ("lenke/", portal.post)):
        response = method(f"/sak/{department}/{secret}/{address}", {"code": asked.code()})
        assert response.status_code == 404
        assert "Vi finner ingen henvendelse her" in response.content.decode()
    assert asked.card.identified_at is None


def test_another_departments_visitor_cannot_read_the_case_at_all(asked: Asked) -> None:
    with pytest.raises(UnknownCase):
        queries.card_by_link(stranger(asked.world.bergen).scope(Reason.SELF), asked.secret, asked.world.now)
    with pytest.raises(UnknownCase):
        queries.contents(asked.world.per.scope(Reason.CASE), asked.id, asked.world.now)


def test_looking_at_the_answers_page_spends_nothing(portal: Client, asked: Asked) -> None:
    secret = asked.answered()
    for _ in range(3):
        assert portal.get(f"/svar/oslo/{secret}/").status_code == 200
    assert asked.card.state == "ready"
    assert portal.post(f"/svar/oslo/{secret}/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("department", "", "Velg en avdeling."),
        ("department", "finnes-ikke", "Velg en avdeling fra listen."),
        ("email", "nina", "E-postadressen mangler noe"),
        ("name", "", "Skriv navnet ditt"),
        ("message", "x" * 4_001, "Meldingen er for lang"),
        ("form_key", "", "Last siden på nytt"),
    ],
)
def test_a_form_that_is_not_right_says_where_and_why(
    portal: Client, searched: World, field: str, value: str, words: str
) -> None:
    before = written(searched)
    form = {"department": "oslo", "name": "N", "email": NINA_EMAIL, "message": "", "form_key": str(uuid4())}
    response = portal.post("/rettigheter/innsyn/", form | {field: value})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert written(searched) == before


def test_what_somebody_writes_is_sealed(asked: Asked) -> None:
    with behind_wall({asked.world.oslo}):
        case = Case.objects.get(id=asked.id)
        assert NINA_EMAIL.encode() not in bytes(case.email.ciphertext)


def test_a_spent_link_says_so_and_has_a_fresh_one_sent_to_the_proven_address(portal: Client, asked: Asked) -> None:
    spent = asked.answered()
    asked.fetch(spent, at=asked.world.now - timedelta(hours=1))
    gone = portal.post(f"/svar/oslo/{spent}/")
    assert gone.status_code == 410
    assert "Send meg en ny lenke" in gone.content.decode()
    assert portal.get(f"/svar/oslo/{spent}/ny/").status_code == 302
    assert len(asked.letters("answer")) == 1
    sent = portal.post(f"/svar/oslo/{spent}/ny/", follow=True)
    assert "Vi har sendt en ny lenke" in sent.content.decode()
    assert len(asked.letters("answer")) == 2


def test_a_guessed_link_has_nothing_sent(portal: Client, asked: Asked) -> None:
    asked.answered()
    assert portal.post(f"/svar/oslo/{'A' * 32}/ny/").status_code == 404
    assert len(asked.letters("answer")) == 1
