"""The register becomes a statement: the same sentences, under the same keys, in each language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final

from etterlev.languages import Language
from etterlev.notice.rules import processing, recipients, responsible, rights, storing, texts, website
from etterlev.notice.rules.statement import Section, Statement
from etterlev.notice.rules.writer import Sentences, Writer
from etterlev.register.document import Register

SECTIONS: Final[Mapping[str, Callable[[Writer], Sentences]]] = {
    "ansvarlig": responsible.responsible,
    "ord": responsible.meanings,
    "innsamling": processing.collection,
    "behandlinger": processing.activities,
    "mottakere": recipients.recipients,
    "tilgang": recipients.access,
    "lagring": storing.retention,
    "rettigheter": rights.rights,
    "protest": rights.objection,
    "klage": rights.complaint,
    "sikkerhet": storing.security,
    "kapsler": website.cookies,
    "endringer": responsible.changes,
}


def compose(
    register: Register, language: Language, *, backed: Collection[str], number: int, effective_on: date
) -> Statement:
    """The statement in one language. `backed` names the promises that exist; see `binding.backed`."""
    writer = Writer(register, language, frozenset(backed), number, effective_on)
    sections = tuple(
        Section(heading.id, writer.text(heading.say), sentences, heading.is_apart)
        for heading in texts.headings().values()
        if (sentences := SECTIONS[heading.id](writer))
    )
    return Statement(language, register.group, writer.label("title"), number, effective_on, sections)
