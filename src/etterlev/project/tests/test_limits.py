"""How often one client may try, however many workers there are."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from etterlev.project.limits import Limit, TooOften
from etterlev.project.servers import workers_of


def _request(address: str) -> HttpRequest:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    return request


def _tries(limit: Limit, address: str) -> int:
    """How many times a client gets through."""
    for count in range(1_000):
        try:
            limit.check(_request(address))
        except TooOften:
            return count
    return 1_000


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_all_workers_together_allow_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setenv("ETTERLEV_WORKERS", str(workers))
    each = [Limit(times=30, seconds=60) for _ in range(workers)]
    assert sum(_tries(limit, "192.0.2.1") for limit in each) == 30


def test_another_client_is_not_held_back() -> None:
    limit = Limit(times=3, seconds=60)
    assert _tries(limit, "192.0.2.1") == 3
    assert _tries(limit, "192.0.2.2") == 3


def test_the_console_is_served_by_one_worker_and_the_portal_by_at_least_one() -> None:
    assert workers_of("console") == 1
    assert workers_of("portal") >= 1
