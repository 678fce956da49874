"""What a statement says, recognised: who, about whom, what, why, with whom, where, how long. Each fact knows its
sentence.
"""

from __future__ import annotations

from etterlev.notice.rules.lint.facts.all import Facts
from etterlev.notice.rules.lint.facts.found import Found

__all__ = ["Facts", "Found"]
