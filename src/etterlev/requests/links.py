"""Secrets in links: derived from the installation's key and the row's id, so that a form sent twice gets the same
link.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac


def secret(kind: str, row: UUID, number: int = 1) -> str:
    """The secret of a row's link: 192 bits. A renewed link has the next number, so that the old one stays spent."""
    mac = salted_hmac(f"etterlev.requests.{kind}.{number}", str(row), algorithm="sha256").digest()
    return urlsafe_b64encode(mac[:24]).decode()


def digest(text: str) -> bytes:
    """What the row keeps of its link."""
    return sha256(text.encode()).digest()


def case_link(language: str, department: str, case: UUID) -> str:
    """The address of a case's own page."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/sak/{department}/{secret('case', case)}/"


def answer_link(language: str, department: str, answer: UUID, number: int) -> str:
    """The address where an answer is fetched."""
    return f"{settings.PORTAL_ORIGIN}{prefix(language)}/svar/{department}/{secret('answer', answer, number)}/"


def prefix(language: str) -> str:
    return "" if language == "nb" else f"/{language}"
