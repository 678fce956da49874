"""What an e-mail says: of itself, of the one forwarded in it, and whatever else the world sends."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.requests import mail
from tests.cast import NINA_EMAIL

ASKED = "Hei. Hva har dere om meg? Jeg vil ha innsyn.\n\nHilsen Nina"


def message(body: str = ASKED, **headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    told = {"From": f"Nina Vik <{NINA_EMAIL}>", "To": "post@fjordtall.example", "Subject": "Innsyn", **headers}
    for name, value in {"Date": "Fri, 20 Nov 2026 23:59:00 +0100", **told}.items():
        made[name] = value
    made.set_content(body)
    return made


def test_a_plain_mail_is_read() -> None:
    facts = mail.read(message().as_bytes())
    assert (facts.name, facts.email, facts.subject, facts.right) == ("Nina Vik", NINA_EMAIL, "Innsyn", "A15")
    assert facts.sent_at == datetime(2026, 11, 20, 22, 59, tzinfo=UTC)
    assert facts.text.startswith("Hei.")


def test_the_mail_inside_a_forwarded_one_is_the_one_that_counts() -> None:
    outer = message("Se vedlagt.", From="Kari Bakke <kari@fjordtall.example>", Date="Mon, 23 Nov 2026 08:00:00 +0100")
    outer.add_attachment(message())
    facts = mail.read(outer.as_bytes())
    assert (facts.email, facts.sent_at) == (NINA_EMAIL, datetime(2026, 11, 20, 22, 59, tzinfo=UTC))


OUTLOOK = f"""Hei Siv, kan du ta denne?

Fra: Nina Vik <{NINA_EMAIL}>
Sendt: 2026-11-20 12:00
Til: post@fjordtall.example
Emne: Slett meg

Jeg vil at dere sletter alt om meg.
"""
GMAIL = f"""---------- Forwarded message ---------
From: Nina Vik <{NINA_EMAIL}>
Date: Fri, 20 Nov 2026 12:00:00 +0100
Subject: Slett meg
To: post@fjordtall.example

Jeg vil at dere sletter alt om meg.
"""
QUOTED = "\n".join(f"> {line}" for line in OUTLOOK.splitlines()[2:])


@pytest.mark.parametrize("body", [OUTLOOK, GMAIL, QUOTED], ids=["outlook", "gmail", "quoted"])
def test_a_header_quoted_in_the_text_is_read_too(body: str) -> None:
    facts = mail.read(message(body, From="Kari Bakke <kari@fjordtall.example>").as_bytes())
    assert (facts.name, facts.email, facts.subject) == ("Nina Vik", NINA_EMAIL, "Slett meg")
    assert facts.right == "A17"
    assert facts.sent_at is not None
    assert facts.sent_at.date().isoformat() == "2026-11-20"
    assert facts.text == "Jeg vil at dere sletter alt om meg."


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Jeg trekker tilbake samtykket mitt.", "A7-3"),
        ("Eg vil ikkje ha meir marknadsføring frå dykk.", "A21-2"),
        ("Dere har feil adresse på meg.", "A16"),
        ("Please send me a copy of what you hold.", "A15"),
        ("Når åpner dere på mandag?", ""),
    ],
)
def test_the_words_point_to_a_right_and_decide_nothing(said: str, right: str) -> None:
    assert mail.read(message(said, Subject="Hei").as_bytes()).right == right


def test_a_letter_from_the_authority_is_known_by_its_sender() -> None:
    facts = mail.read(message("Vi ber om en redegjørelse.", From="Post <postkasse@datatilsynet.no>").as_bytes())
    assert facts.right == "authority"
    far = mail.read(message("Vi ber om svar.", From="Post <post@ikke-datatilsynet.no>", Subject="Hei").as_bytes())
    assert far.right == ""


def test_a_page_of_markup_becomes_text() -> None:
    made = message()
    made.set_content("<p>Hei</p><p>Hva har dere om meg &amp; mitt?</p>", subtype="html")
    assert mail.read(made.as_bytes()).text == "Hei\nHva har dere om meg & mitt?"


@given(st.binary(max_size=400))
def test_nothing_the_world_sends_stops_it(content: bytes) -> None:
    if mail.is_mail(content):
        mail.read(content)


@given(st.text(max_size=300))
def test_whatever_the_text_is_it_is_read_whole_or_cut(body: str) -> None:
    made = b"From: a@b.no\r\nDate: Fri, 20 Nov 2026 12:00:00 +0100\r\n\r\n" + body.encode("utf-8", "replace")
    assert len(mail.read(made).text) <= mail.LONGEST


@given(st.lists(st.sampled_from(["From: a@b.no", "Fra: <", "Dato: 2026-13-45", "> Emne:", "", "x"]), max_size=12))
def test_a_header_that_is_half_there_is_no_header(lines: list[str]) -> None:
    facts = mail.read(message("\n".join(lines)).as_bytes())
    assert facts.email in (NINA_EMAIL, "a@b.no")
