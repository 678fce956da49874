"""The soak's own clock: each step has its instant, so that nothing falls due because a machine is slow."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from etterlev.law.deadlines import oslo_date

# From the first step to the last but those that say they happen another day.
A_WORKING_DAY = timedelta(hours=2)


def start() -> datetime:
    """Now; or some hours ago, when it is so late that the steps would not happen on one day in Norway."""
    now = datetime.now(UTC)
    return now if oslo_date(now) == oslo_date(now + A_WORKING_DAY) else now - A_WORKING_DAY


def set_to(at: datetime) -> None:
    """From here on this process believes that it is `at`, and time passes as usual."""
    begin = time.monotonic()
    timezone.now = lambda: at + timedelta(seconds=time.monotonic() - begin)
