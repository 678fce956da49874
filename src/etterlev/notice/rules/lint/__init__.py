"""Reads anybody's privacy statement and says what it promises and what it lacks (Articles 5(1)(a), 12 to 14 and 21(4)).

It promises the same findings for the same words whatever the file they came in, a line and a quote for everything it
says, nothing about a text it did not understand, and no guess sold as knowledge: what the catalogue of suppliers
believes is called likely.
"""

from __future__ import annotations

from etterlev.notice.rules.lint.judging import judge
from etterlev.notice.rules.lint.report import Report

__all__ = ["Report", "judge"]
