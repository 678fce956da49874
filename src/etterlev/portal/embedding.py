"""The content policy of the statement inside a page of somebody else's."""

from __future__ import annotations

from typing import Final

from etterlev.notice.embedding import origins
from etterlev.project.edge import CONTENT_POLICY

NOBODY: Final = "'none'"


def policy() -> str:
    """The content policy of the embedded page: as everywhere, but framed by the listed, and one script of our own."""
    allowed = " ".join(origins()) or NOBODY
    return CONTENT_POLICY.replace(f"frame-ancestors {NOBODY}", f"frame-ancestors {allowed}; script-src 'self'")
