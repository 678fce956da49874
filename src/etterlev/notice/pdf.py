"""A version as a document: tagged PDF/UA-1, the same bytes each time, with nothing in it that was not published."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

from etterlev.languages import Language
from etterlev.law.words import date_in_words
from etterlev.notice import queries
from etterlev.notice.errors import FontsMissing
from etterlev.notice.rules.statement import Statement, as_json
from etterlev.notice.rules.texts import phrase
from etterlev.typesetting import FONTS, typeset

TEMPLATE: Final = Path(__file__).with_name("statement.typ")


@lru_cache(maxsize=16)
def of_version(version: UUID, language: Language) -> bytes:
    """The document of a published version; made once per process, for it never changes. Raises FontsMissing."""
    return of_statement(queries.statement(version, language))


def of_statement(statement: Statement) -> bytes:
    """The document of any statement, a preview as well. Raises FontsMissing."""
    if not any(FONTS.glob("*.ttf")):
        raise FontsMissing(folder=FONTS.name)
    words = json.dumps(_told(statement), ensure_ascii=False)
    return typeset(TEMPLATE, FONTS, {"statement": words}, statement.effective_on)


def _told(statement: Statement) -> dict[str, object]:
    language, number = statement.language, str(statement.number)
    on = date_in_words(statement.effective_on, language)
    words = {
        "version": phrase("document-version", language, number=number),
        "subtitle": phrase("document-subtitle", language, group=statement.group, number=number, date=on),
    }
    return {**as_json(statement), "words": words}
