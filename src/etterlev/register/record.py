"""The record of processing activities as Article 30 asks for it: one for what we decide (1), one for what we do for
others (2). Every column is a letter of the article.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.law.bases import name_of
from etterlev.law.retention_rules import retention_rule
from etterlev.register.document import Activity, Role, System

# Spreadsheets run a cell that begins like this as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Record:
    """One of the two records of a controller: its columns, and a row for each activity."""

    role: Role
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def records(activities: Iterable[Activity], systems: Iterable[System], language: Language) -> tuple[Record, ...]:
    """Both records in one language, those that have any activity. What is said of suppliers comes from the systems."""
    known = {system.slug: system for system in systems}
    several = list(activities)
    ours = [each for each in several if each.role is Role.CONTROLLER]
    others = [each for each in several if each.role is Role.PROCESSOR]
    made = (
        Record(Role.CONTROLLER, _columns(), tuple(_row(each, known, language) for each in ours)),
        Record(Role.PROCESSOR, _processor_columns(), tuple(_processor_row(each, known, language) for each in others)),
    )
    return tuple(each for each in made if each.rows)


def as_csv(record: Record, head: Sequence[tuple[str, str]]) -> bytes:
    """What Excel opens right in Norway: UTF-8 with a mark, semicolons, and no cell that runs. `head` stands on top."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(name), _cell(value)] for name, value in head)
    writer.writerow([])
    writer.writerow([_cell(name) for name in record.columns])
    writer.writerows([_cell(value) for value in row] for row in record.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _columns() -> tuple[str, ...]:
    return (
        gettext("Behandling"),
        gettext("Formål (b)"),
        gettext("Grunnlag"),
        gettext("Hvem det gjelder (c)"),
        gettext("Opplysninger (c)"),
        gettext("Mottakere (d)"),
        gettext("Overføring ut av EØS (e)"),
        gettext("Slettefrist (f)"),
        gettext("Sikkerhet (g)"),
        gettext("Sist gjennomgått"),
    )


def _row(activity: Activity, systems: dict[str, System], language: Language) -> tuple[str, ...]:
    used = [systems[slug] for slug in activity.systems if slug in systems]
    return (
        activity.name.said(language),
        _lines(purpose.text.said(language) for purpose in activity.purposes),
        _lines(dict.fromkeys(name_of(purpose.basis).name.said(language) for purpose in activity.purposes)),
        _lines(vocabulary.subject_category(code).name.said(language) for code in activity.subjects),
        _lines(vocabulary.data_category(code).name.said(language) for code in activity.categories),
        _lines(dict.fromkeys([*_suppliers(used), *(each.name.said(language) for each in activity.recipients)])),
        _lines(_transfers(used)),
        _lines(retention_rule(code).what.said(language) for code in activity.retention),
        _lines(measure.said(language) for measure in activity.security),
        "" if activity.reviewed_on is None else activity.reviewed_on.isoformat(),
    )


def _processor_columns() -> tuple[str, ...]:
    return (
        gettext("Det vi gjør for kundene våre"),
        gettext("Slags behandling (b)"),
        gettext("Opplysninger"),
        gettext("Underleverandører"),
        gettext("Overføring ut av EØS (c)"),
        gettext("Sikkerhet (d)"),
        gettext("Sist gjennomgått"),
    )


def _processor_row(activity: Activity, systems: dict[str, System], language: Language) -> tuple[str, ...]:
    used = [systems[slug] for slug in activity.systems if slug in systems]
    return (
        activity.name.said(language),
        _lines(purpose.text.said(language) for purpose in activity.purposes),
        _lines(vocabulary.data_category(code).name.said(language) for code in activity.categories),
        _lines(_suppliers(used)),
        _lines(_transfers(used)),
        _lines(measure.said(language) for measure in activity.security),
        "" if activity.reviewed_on is None else activity.reviewed_on.isoformat(),
    )


def _suppliers(systems: Iterable[System]) -> list[str]:
    return [f"{system.supplier} ({system.name}, {system.country})" for system in systems]


def _transfers(systems: Iterable[System]) -> list[str]:
    """Country and safeguard (Articles 44–49) of whatever leaves the EEA."""
    return [
        f"{system.supplier}: {system.country}, {transfer_name(system)}" for system in systems if system.is_outside_eea
    ]


def transfer_name(system: System) -> str:
    """What a transfer rests on, in words."""
    words = {
        "adequacy": gettext("EU-kommisjonen har godkjent landet"),
        "data-privacy-framework": "EU-U.S. Data Privacy Framework",
        "standard-clauses": gettext("EUs standardkontrakt"),
        "binding-rules": gettext("bindende konsernregler"),
    }
    return words.get(str(system.transfer), "")


def _lines(words: Iterable[str]) -> str:
    return "\n".join(words)
