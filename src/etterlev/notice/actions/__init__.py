"""The only writers of versions and checks: what we promise, what we say, and whom that is told."""

from etterlev.notice.actions.checking import answer, attest, check, check_one
from etterlev.notice.actions.publishing import MAY_PUBLISH, preview, publish

__all__ = ["MAY_PUBLISH", "answer", "attest", "check", "check_one", "preview", "publish"]
