"""Days that other systems count wrong: a month is not thirty days, and a last day is never a day off."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from etterlev.requests.rules import Times, clock

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("received_at", "due_on"),
    [
        # Thirty days would be 2 March.
        (datetime(2025, 1, 31, 12, tzinfo=OSLO), date(2025, 2, 28)),
        # The last day of February is a Saturday in 2026.
        (datetime(2026, 1, 31, 12, tzinfo=OSLO), date(2026, 3, 2)),
        # A minute before midnight is that day; thirty days would be 30 March.
        (datetime(2025, 2, 28, 23, 59, tzinfo=OSLO), date(2025, 3, 28)),
        # Maundy Thursday; the month ends on the national day, a Saturday.
        (datetime(2025, 4, 17, 9, tzinfo=OSLO), date(2025, 5, 19)),
        # The month ends on Maundy Thursday, and Easter is over on the Tuesday.
        (datetime(2026, 3, 2, 9, tzinfo=OSLO), date(2026, 4, 7)),
        # The night the clocks go back.
        (datetime(2025, 10, 26, 0, 30, tzinfo=OSLO), date(2025, 11, 26)),
    ],
)
def test_the_last_day_is_a_month_on_and_a_working_day(received_at: datetime, due_on: date) -> None:
    assert clock(Times(received_at), received_at).deadline.due_on == due_on
    # The same instant, told by a server that keeps other time.
    elsewhere = received_at.astimezone(ZoneInfo("America/New_York"))
    assert clock(Times(elsewhere), elsewhere).deadline.due_on == due_on
