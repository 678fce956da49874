"""A load client of our own, always in a process of its own: GET one address over connections that are kept open.

    python -m benchmarks.load ADDRESS CONNECTIONS SECONDS

It does nothing with an answer but count it, so that the cores are the server's. The first second is not counted.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

WARM_UP_SECONDS = 1.0
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Load:
    """What one run gave. Milliseconds are from the request's first byte to the answer's last."""

    per_second: float
    p50: float
    p95: float
    answers: int
    failed: int
    size: int


def run(address: str, connections: int, seconds: float) -> Load:
    """Put load on an address from another process."""
    words = [sys.executable, "-m", "benchmarks.load", address, str(connections), str(seconds)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout))


def main() -> None:
    address, connections, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    parts = urlsplit(address)
    assert parts.hostname
    headers = f"Host: {parts.netloc}\r\nAccept-Encoding: gzip\r\nAccept-Language: nb\r\n"
    request = f"GET {parts.path or '/'} HTTP/1.1\r\n{headers}\r\n".encode()
    start = time.perf_counter()
    begin, end = start + WARM_UP_SECONDS, start + WARM_UP_SECONDS + seconds
    taken: list[float] = []
    failed: list[bytes] = []
    sizes: set[int] = set()

    def visit() -> None:
        with socket.create_connection((parts.hostname, parts.port)) as connection:
            while (at := time.perf_counter()) < end:
                connection.sendall(request)
                status, size = _answer(connection)
                if status != b"200":
                    failed.append(status)
                if at >= begin:
                    taken.append(time.perf_counter() - at)
                    sizes.add(size)

    visitors = [threading.Thread(target=visit) for _ in range(connections)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    taken.sort()
    found = Load(
        per_second=len(taken) / seconds,
        p50=1000 * taken[len(taken) // 2],
        p95=1000 * taken[int(len(taken) * 0.95)],
        answers=len(taken),
        failed=len(failed),
        size=max(sizes),
    )
    print(json.dumps(found.__dict__))


def _answer(connection: socket.socket) -> tuple[bytes, int]:
    """The status and the body's length of one answer. Raises ConnectionError when there is none."""
    received = connection.recv(262_144)
    while (at := received.find(b"\r\n\r\n")) < 0:
        more = connection.recv(262_144)
        if not more:
            raise ConnectionError
        received += more
    length = _LENGTH.search(received, 0, at)
    assert length, "the server must say how long its answer is"
    size = int(length[1])
    have = len(received) - at - 4
    while have < size:
        more = connection.recv(262_144)
        if not more:
            raise ConnectionError
        have += len(more)
    return received[9:12], size


if __name__ == "__main__":
    main()
