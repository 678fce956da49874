"""Secrets in links and ids of rows, derived from the installation's key: a form sent twice gets the same of both."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac


def secret(kind: str, row: UUID, number: int = 1) -> str:
    """The secret of a row's link: 192 bits. A renewed link has the next number, so that the old one stays spent."""
    mac = salted_hmac(f"etterlev.requests.{kind}.{number}", str(row), algorithm="sha256").digest()
    return urlsafe_b64encode(mac[:24]).decode()


def case_id(controller: UUID, form_key: UUID) -> UUID:
    """The case of a form. A sending that was cut off when only the key store had it is taken up by the next one."""
    return _derived("case", f"{controller}/{form_key}")


def person_id(case: UUID) -> UUID:
    """The person first known by a case, when nobody is known before."""
    return _derived("person", str(case))


def address_id(address: str) -> UUID:
    """Whose letters those are that only answer an address, whoever has it."""
    return _derived("address", address)


def _derived(kind: str, text: str) -> UUID:
    mac = salted_hmac(f"etterlev.requests.id.{kind}", text, algorithm="sha256").digest()
    return UUID(bytes=mac[:16], version=4)


def digest(text: str) -> bytes:
    """What the row keeps of its link."""
    return sha256(text.encode()).digest()


def case_link(language: str, department: str, case: UUID) -> str:
    """The address of a case's own page."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/sak/{department}/{secret('case', case)}/"


def answer_link(language: str, department: str, answer: UUID, number: int) -> str:
    """The address where an answer is fetched."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/svar/{department}/{secret('answer', answer, number)}/"


def forwarding_link(language: str, department: str, forwarding: UUID) -> str:
    """The address where our client takes over a request."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/oversendt/{department}/{secret('forwarding', forwarding)}/"


def prefix(language: str) -> str:
    return "" if language == "nb" else f"/{language}"


def fresh() -> str:
    """A secret that follows from nothing: 256 random bits, known only to the letter that carries it."""
    return token_urlsafe(32)


def task_link(language: str, department: str, link_secret: str) -> str:
    """The address where somebody who searches by hand answers."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/oppgave/{department}/{link_secret}/"
