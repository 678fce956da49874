"""A reviewed statement as a document: tagged PDF/UA-1. No Django, no database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from etterlev.languages import Language
from etterlev.notice.errors import FontsMissing
from etterlev.notice.rules.lint import Report
from etterlev.notice.rules.lint.show.paper import paper
from etterlev.typesetting import FONTS, typeset

TEMPLATE: Final = Path(__file__).with_name("reviewed.typ")


def document(report: Report, language: Language, made_on: date) -> bytes:
    """The statement with its findings beside the words. Raises FontsMissing."""
    if not any(FONTS.glob("*.ttf")):
        raise FontsMissing(folder=FONTS.name)
    return typeset(TEMPLATE, FONTS, {"report": json.dumps(paper(report, language), ensure_ascii=False)}, made_on)
