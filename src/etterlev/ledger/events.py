"""The closed vocabulary of what the log can say. A tag is room:thing:verb; events.toml gives its meaning in three
languages.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from etterlev.languages import Language


class Event(StrEnum):
    """Append only: a tag that has been written may never change its meaning."""

    CONTROLLER_ESTABLISHED = "controllers:controller:established"
    CONTACT_NAMED = "controllers:contact:named"
    PERSON_RECORDED = "people:person:recorded"
    PERSON_RESTRICTED = "people:person:restricted"
    RESTRICTION_LIFTED = "people:restriction:lifted"
    ROLE_DELEGATED = "access:role:delegated"
    STAFF_INVITED = "access:staff:invited"
    ROLE_GRANTED = "access:role:granted"
    ROLE_ENDED = "access:role:ended"
    CASE_OPENED = "access:case:opened"
    REGISTER_IMPORTED = "register:register:imported"
    NOTICE_PUBLISHED = "notice:version:published"
    TELLING_DECIDED = "notice:telling:decided"
    CHANGE_TOLD = "notice:change:told"
    DRAFT_MADE = "notice:draft:made"
    DRAFT_TAKEN = "notice:draft:taken"
    SUPPLIER_WATCHED = "notice:supplier:watched"
    SUPPLIER_READ = "notice:supplier:read"
    SUPPLIER_CHANGE_DECIDED = "notice:supplier:decided"
    PROMISE_CHECKED = "notice:promise:checked"
    PROMISE_ANSWERED = "notice:promise:answered"
    SOURCE_ADDED = "sources:source:added"
    MAP_CONFIRMED = "sources:map:confirmed"
    SOURCE_CHANGED = "sources:source:changed"
    LINK_DECIDED = "sources:link:decided"
    OWNER_NAMED = "sources:owner:named"
    SUBJECTS_LOCATED = "sources:subjects:located"
    REQUEST_RECEIVED = "requests:request:received"
    REQUEST_IDENTIFIED = "requests:request:identified"
    REQUEST_ASSEMBLED = "requests:request:assembled"
    FINDINGS_DECIDED = "requests:findings:decided"
    ACTIVITY_ADDED = "register:activity:added"
    ACTIVITY_CHANGED = "register:activity:changed"
    ACTIVITY_ENDED = "register:activity:ended"
    AGREEMENT_KEPT = "register:agreement:kept"
    CLOSING_OPENED = "closings:closing:opened"
    CLOSING_SEEN = "closings:closing:seen"
    CLOSING_SETTLED = "closings:item:settled"
    CLOSING_FINISHED = "closings:closing:finished"
    OTHERS_DECIDED = "requests:others:decided"
    GAP_SIGNED = "requests:gap:signed"
    REQUEST_APPROVED = "requests:request:approved"
    REQUEST_EXTENDED = "requests:request:extended"
    ARRIVAL_TAKEN_IN = "requests:arrival:taken-in"
    ARRIVAL_OPENED = "requests:arrival:opened"
    ARRIVAL_REGISTERED = "requests:arrival:registered"
    ARRIVAL_DISMISSED = "requests:arrival:dismissed"
    REQUEST_MOVED = "requests:request:moved"
    REQUEST_SPREAD = "requests:request:spread"
    REQUEST_SPLIT = "requests:request:split"
    REQUEST_JOINED = "requests:request:joined"
    REQUEST_REOPENED = "requests:request:reopened"
    REQUEST_FORWARDED = "requests:request:forwarded"
    FORWARDING_RECEIVED = "requests:forwarding:received"
    REQUEST_PAUSED = "requests:request:paused"
    REQUEST_RESUMED = "requests:request:resumed"
    REQUEST_REFUSED = "requests:request:refused"
    REQUEST_ANSWERED = "requests:request:answered"
    TASK_GIVEN = "requests:task:given"
    TASK_PASSED_ON = "requests:task:passed-on"
    TASK_OPENED = "requests:task:opened"
    TASK_ANSWERED = "requests:task:answered"
    TASK_FILE_OPENED = "requests:task-file:opened"
    ANSWER_FETCHED = "requests:answer:fetched"
    ANSWER_EXPIRED = "requests:answer:expired"
    LETTER_SENT = "letters:letter:sent"
    BACKUP_WRITTEN = "backups:set:written"
    BACKUP_RESTORED = "backups:set:restored"


@dataclass(frozen=True)
class Meaning:
    """What a tag says to people, and which operation of Article 4(2) it is (empty when nothing was done with personal
    data).
    """

    operation: str
    nb: str
    nn: str
    en: str

    def text(self, language: Language) -> str:
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]


@cache
def meanings() -> dict[Event, Meaning]:
    """The meaning of every tag."""
    with Path(__file__).with_name("events.toml").open("rb") as file:
        rows = tomllib.load(file)
    return {Event(tag): Meaning(**row) for tag, row in rows.items()}
