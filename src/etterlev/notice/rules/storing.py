"""How long data are kept, how they are secured, and what happens when something goes wrong."""

from __future__ import annotations

from etterlev.law.retention_rules import RetentionRule, retention_rules
from etterlev.notice.rules.statement import Row, Table
from etterlev.notice.rules.writer import Sentences, Writer, as_sentence
from etterlev.register.document import Role

BACKUP_RULES = ("RT-BACKUP", "RT-BACKUP-KEYS")


def retention(writer: Writer) -> Sentences:
    """One sentence for each rule the register uses, in the order of the rule pack."""
    wanted = {code for held in writer.activities for code in held.activity.retention}
    return tuple(
        sentence for code, rule in retention_rules().items() if code in wanted for sentence in _rule(writer, code, rule)
    )


def _rule(writer: Writer, code: str, rule: RetentionRule) -> Sentences:
    key = "lagring-kopier-" if code in BACKUP_RULES else "lagring-"
    return writer.say(key, suffix=code.removeprefix("RT-").lower(), rule=rule.stated(writer.language))


def security(writer: Writer) -> Sentences:
    return (
        *_measures(writer),
        *writer.say("kryptert"),
        *writer.say("logg"),
        *writer.say("overvaking"),
        *writer.say("bistand"),
        *writer.say("sikkerhetskopier"),
        *writer.say("gjenoppretting"),
        *writer.say("brudd-datatilsynet"),
        *writer.say("brudd-deg"),
        *_clients(writer),
        *writer.say("kunder-varsles"),
        *writer.say("politi"),
        *_report_to(writer),
    )


def _measures(writer: Writer) -> Sentences:
    measures = dict.fromkeys(
        as_sentence(writer.text(each)) for held in writer.activities for each in held.activity.security
    )
    rows = tuple(Row((measure,)) for measure in measures)
    return writer.say("sikring", table=Table((writer.label("measure"),), rows)) if rows else ()


def _clients(writer: Writer) -> Sentences:
    is_processor = any(held.activity.role is Role.PROCESSOR for held in writer.activities)
    return writer.say("brudd-oppdragsgiver") if is_processor else ()


def _report_to(writer: Writer) -> Sentences:
    """The group's own contact, or the first there is."""
    parts = sorted(writer.register.controllers, key=lambda part: not part.is_group)
    contact = next((part.contact for part in parts if part.contact), None)
    return () if contact is None else writer.say("meld-fra", email=contact.email)
