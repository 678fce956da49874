"""Deadlines as a calendar (RFC 5545): which case, where and when, and nothing about whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Event

from etterlev.console.templatetags.desk import topic
from etterlev.law.words import date_in_words
from etterlev.project.edge import language
from etterlev.requests.queries import CaseCard


def calendar(cases: Iterable[CaseCard], now: datetime) -> bytes:
    """One all-day event for each open case, on the last day of its deadline, in the language that is active."""
    made = Calendar()
    made.add("prodid", "-//Etterlev//Deadlines//NO")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("Frister i Etterlev"))
    # Those who read again every few hours see a deadline that moved the same day.
    made.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for case in cases:
        made.add_component(_event(case, now))
    return bytes(made.to_ical())


def _event(case: CaseCard, now: datetime) -> Event:
    host = urlsplit(settings.CONSOLE_ORIGIN).hostname or "localhost"
    event = Event()
    event.add("uid", f"{case.id}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", case.clock.deadline.due_on)
    event.add("dtend", case.clock.deadline.due_on + timedelta(days=1))
    event.add("summary", f"{case.reference} {topic(case.right)}, {case.controller}")
    event.add("description", _described(case))
    event.add("url", settings.CONSOLE_ORIGIN + reverse("staff_case", args=[case.id]))
    # A deadline takes no time out of anybody's day.
    event.add("transp", "TRANSPARENT")
    return event


def _described(case: CaseCard) -> str:
    if case.clock.waits_since:
        return gettext("Fristen står stille til personen har svart.")
    inner = date_in_words(case.clock.deadline.target_on, language())
    return gettext("Lovens siste dag. Intern frist %(inner)s.") % {"inner": inner}
