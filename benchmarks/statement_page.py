"""How long a reader waits for the statement, and what it weighs with everything it needs."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from benchmarks.figures import Figure
from benchmarks.installation import portal
from benchmarks.load import run

READERS, SECONDS, ROUNDS = 4, 8.0, 3
HOW = f"""
The portal of the example group is served by `etterlev serve`. {READERS} readers at a time ask for the statement again
and again, each as soon as the last one came, for {SECONDS:.0f} seconds; the middle of {ROUNDS} rounds counts. The load
client is our own (`benchmarks/load.py`), in another process on the same cores. The weight is that of a first visit: the
page, its style sheet, every font the style sheet names and the icon, as they are sent, compressed.
"""
_LINKED = re.compile(r'<link[^>]+href="([^"]+)"')
_NAMED = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def measure() -> Iterator[Figure]:
    with portal() as origin:
        rounds = sorted((run(f"{origin}/", READERS, SECONDS) for _ in range(ROUNDS)), key=lambda each: each.p95)
        assert not any(each.failed for each in rounds)
        middle = rounds[ROUNDS // 2]
        weights = dict(_weights(origin))
    weight = sum(weights.values()) / 1000
    yield Figure("Statement page, 95 of 100 readers have it within", middle.p95, "ms", at_most=50)
    yield Figure("Statement page on a first visit, fonts included", weight, "kB", at_most=150)
    yield Figure("half have it within", middle.p50, "ms")
    yield Figure("statement pages a second", middle.per_second, "pages/s")
    for name, size in weights.items():
        yield Figure(f"sent for `{name}`", size / 1000, "kB")


def _weights(origin: str) -> Iterator[tuple[str, int]]:
    """Every file of a first visit, by name, and its bytes as they are sent."""
    size, page = _fetched(f"{origin}/")
    yield "the page itself", size
    several = [urljoin(f"{origin}/", link) for link in _LINKED.findall(page)]
    seen: set[str] = set()
    while several:
        address = several.pop(0)
        if address in seen:
            continue
        seen.add(address)
        size, text = _fetched(address)
        # The hash in a file's name says nothing to a reader.
        yield re.sub(r"\.[0-9a-f]{12}\.", ".", address.rsplit("/", 1)[1]), size
        if ".css" in address:
            several += [urljoin(address, each) for each in _NAMED.findall(text) if not each.startswith("data:")]


def _fetched(address: str) -> tuple[int, str]:
    """The bytes of an answer as they are sent, and its text."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.request("GET", parts.path or "/", headers={"Accept-Encoding": "gzip", "Accept-Language": "nb"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, address
    connection.close()
    content = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
    return len(body), content.decode(errors="replace")
