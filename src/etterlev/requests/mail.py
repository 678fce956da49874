"""What an e-mail says of itself, and of the one that was forwarded in it (RFC 5322). Nothing is believed: a person
reads it over before it becomes a case.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Final

from etterlev.law.bases import Right
from etterlev.law.deadlines import OSLO
from etterlev.requests.kinds import Kind

LONGEST: Final = 4_000
# How mail programs begin the message they forward, in the languages that reach us.
_FIELD: Final = {
    "from": ("from", "fra", "frå"),
    "date": ("date", "sent", "dato", "sendt", "sendt dato"),
    "subject": ("subject", "emne"),
}
_HEADER: Final = re.compile(r"^[>*\s]*\*?([A-Za-zå]+(?: dato)?)\*?:\*?\s*(.+)$")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TAG: Final = re.compile(r"<(?:br|/p|/div|/tr|/li)[^>]*>", re.IGNORECASE)
_ISO_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# What the words point to, the most particular first; nothing is decided by them.
_POINTS: Final[tuple[tuple[str, str], ...]] = (
    (r"slett|fjern(?:e|et)? (?:alt|opplysning)|delete|erase|be forgotten", Right.ERASURE),
    (r"trekk\w* .{0,30}samtykke|withdraw .{0,30}consent", Right.WITHDRAWAL),
    (r"reklame|markedsføring|marknadsføring|nyhetsbrev|marketing|newsletter|unsubscribe", Right.OBJECTION_TO_MARKETING),
    (r"\brett(?:e|ing|elser?)?\b|\bfeil (?:adresse|navn|opplysning)|rectif|correct", Right.RECTIFICATION),
    (r"innsyn|hva (?:har|vet) dere|kva (?:har|veit) de\b|kopi av|access to|copy of|what .{0,20}hold", Right.ACCESS),
    (r"klage\b|complain", Right.COMPLAINT),
)
_AUTHORITY: Final = "datatilsynet.no"


@dataclass(frozen=True)
class Facts:
    """What a form can be filled with. `right` is a `Right` or a `Kind`; empty texts are what the mail did not say."""

    name: str = ""
    email: str = ""
    subject: str = ""
    text: str = ""
    right: str = ""
    sent_at: datetime | None = None


def is_mail(content: bytes) -> bool:
    """Whether the bytes are one e-mail: a header of its own, with a sender and a date."""
    message = message_from_bytes(content, policy=default)
    return bool(message["From"]) and bool(message["Date"] or message["Received"]) and not content.startswith(b"\n")


def read(content: bytes) -> Facts:
    """The facts of an e-mail, or of the one forwarded in it: as an attachment, or quoted with its header."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    inner = next((part.get_content() for part in message.walk() if part.get_content_type() == "message/rfc822"), None)
    if isinstance(inner, EmailMessage):
        message = inner
    text = _text(message)
    facts = Facts(*_sender(message), str(message["Subject"] or ""), text, "", _date(str(message["Date"] or "")))
    facts = _forwarded(facts)
    return Facts(facts.name, facts.email, facts.subject, facts.text[:LONGEST], _right(facts), facts.sent_at)


def _sender(message: EmailMessage) -> tuple[str, str]:
    found: tuple[Address, ...] = getattr(message["From"], "addresses", ())
    return (found[0].display_name, found[0].addr_spec) if found else ("", "")


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        said = str(body.get_content())
    except (LookupError, KeyError, UnicodeError):
        raw = body.get_payload(decode=True)
        said = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    if body.get_content_type() == "text/html":
        said = html.unescape(re.sub(r"<[^>]+>", "", _TAG.sub("\n", said)))
    return re.sub(r"\n{3,}", "\n\n", said.replace("\r", "")).strip()


def _forwarded(facts: Facts) -> Facts:
    """The first header quoted in the text, if it has a sender: what is below it is the message itself."""
    lines = facts.text.split("\n")
    for start, line in enumerate(lines):
        found = dict(_headers(lines[start : start + 8]))
        match = _HEADER.match(line)
        if match and _named(match.group(1)) == "from" and (address := _ADDRESS.search(found.get("from", ""))):
            name = found["from"].replace(address.group(), "").strip(" <>[]()\"'*mailto:")
            end = start + next((n for n, each in enumerate(lines[start:]) if not each.strip(" >")), 0)
            text = "\n".join(each.lstrip("> ") for each in lines[end:]).strip()
            sent_at = _date(found.get("date", "")) or facts.sent_at
            return Facts(name, address.group(), found.get("subject", facts.subject), text, "", sent_at)
    return facts


def _headers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _HEADER.match(line)
        if match and (name := _named(match.group(1))):
            yield name, match.group(2).strip()


def _named(word: str) -> str:
    return next((name for name, words in _FIELD.items() if word.casefold() in words), "")


def _date(said: str) -> datetime | None:
    """An instant of a header, or noon of a day that is written out; None for what only a person can read."""
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return _day(said)
    return at if at.tzinfo else at.replace(tzinfo=OSLO)


def _day(said: str) -> datetime | None:
    found = _ISO_DAY.search(said)
    try:
        return datetime.combine(date.fromisoformat(found.group()), time(12), OSLO) if found else None
    except ValueError:
        return None


def _right(facts: Facts) -> str:
    if facts.email.casefold().endswith((f"@{_AUTHORITY}", f".{_AUTHORITY}")):
        return Kind.AUTHORITY
    said = f"{facts.subject}\n{facts.text}".casefold()
    return next((str(right) for pattern, right in _POINTS if re.search(pattern, said)), "")
