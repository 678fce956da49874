"""Fetching a supplier's statement from its address, without letting the address reach into our own network.

Only http and https; the address is looked up once, every answer must be a public one, and the connection goes to what
was checked (a name cannot point elsewhere a moment later). At most five redirects, each checked the same way, at most
5 MB, and a total time. Conditional requests follow RFC 9110, section 13. What comes back is bytes for
`etterlev.sources.text`, never shown as HTML.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from etterlev.notice import errors

LARGEST: Final = 5 * 1024 * 1024
REDIRECTS: Final = 5
TIMEOUT: Final = 20.0
"""Seconds for one statement, redirects included."""
AGENT: Final = "Etterlev/1 (reads the privacy statements of our suppliers)"
_CHUNK: Final = 64 * 1024
_REDIRECTED: Final = frozenset({301, 302, 303, 307, 308})
_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
Clock = Callable[[], float]


def check_address(address: str) -> None:
    """Raises AddressNotAllowed for what is no http or https address; where it leads is seen when it is fetched."""
    _parts(address)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the server said last time, so that it can answer that nothing changed (RFC 9110, section 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A statement as it came. `content` is None when the server says it is unchanged."""

    name: str
    content: bytes | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How to fetch. `allows_loopback` is for tests and for suppliers' pages kept on the same machine."""

    allows_loopback: bool = False
    timeout: float = TIMEOUT
    clock: Clock = time.monotonic

    def fetch(self, address: str, marks: Marks | None = None) -> Fetched:
        """The statement at an address.

        Raises AddressNotAllowed, AddressUnreachable, TooManyRedirects, StatementTooLarge or StatementFormatUnknown.
        """
        ends = self.clock() + self.timeout
        for _hop in range(REDIRECTS + 1):
            answer = self._ask(address, marks or Marks(), ends)
            if isinstance(answer, Fetched):
                return answer
            address = urljoin(address, answer)
        raise errors.TooManyRedirects(host=_host(address), limit=REDIRECTS)

    def _ask(self, address: str, marks: Marks, ends: float) -> Fetched | str:
        """What was fetched, or where the server sends us."""
        parts = _parts(address)
        host = _host(address)
        try:
            with _Connection(parts, self._checked(parts, host), self._left(ends, host)) as connection:
                connection.request("GET", _target(parts), headers=_headers(marks))
                response = connection.getresponse()
                if response.status in _REDIRECTED and (place := response.headers["Location"]):
                    return place
                if response.status == http.client.NOT_MODIFIED:
                    return Fetched("", None, marks)
                return self._answer(response, parts, connection.socket, ends)
        except (OSError, http.client.HTTPException) as problem:
            raise errors.AddressUnreachable(host=host, reason=type(problem).__name__) from problem

    def _answer(
        self, response: http.client.HTTPResponse, parts: SplitResult, wire: socket.socket, ends: float
    ) -> Fetched:
        host = parts.hostname or "?"
        if response.status != http.client.OK:
            raise errors.AddressUnreachable(host=host, reason=f"HTTP {response.status}")
        name = _name(response.headers.get_content_type(), parts)
        found = Marks(response.headers["ETag"] or "", response.headers["Last-Modified"] or "")
        return Fetched(name, self._content(response, host, wire, ends), found)

    def _content(self, response: http.client.HTTPResponse, host: str, wire: socket.socket, ends: float) -> bytes:
        """The whole body. A server that drips a byte at a time meets the same end as one that is silent."""
        content = bytearray()
        while True:
            wire.settimeout(self._left(ends, host))
            chunk = response.read1(_CHUNK)
            if not chunk:
                break
            content += chunk
            if len(content) > LARGEST:
                raise errors.StatementTooLarge(host=host, limit=LARGEST // 1024 // 1024)
        if response.length:
            raise errors.AddressUnreachable(host=host, reason="IncompleteRead")
        return bytes(content)

    def _left(self, ends: float, host: str) -> float:
        left = ends - self.clock()
        if left <= 0:
            raise errors.AddressUnreachable(host=host, reason="TimeoutError")
        return left

    def _checked(self, parts: SplitResult, host: str) -> str:
        """The one address to connect to. One that is not public among several refuses them all."""
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
        addresses = [str(each[4][0]) for each in found]
        if not addresses or not all(map(self._is_allowed, addresses)):
            raise errors.AddressNotAllowed(host=host)
        return addresses[0]

    def _is_allowed(self, written: str) -> bool:
        address = ipaddress.ip_address(written.partition("%")[0])
        inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        if self.allows_loopback and inner.is_loopback:
            return True
        return bool(inner.is_global and address.is_global and not inner.is_multicast)


class _Connection:
    """One connection to an address that was checked, with the certificate of the name that was asked for."""

    def __init__(self, parts: SplitResult, address: str, timeout: float) -> None:
        self._host = parts.hostname or ""
        wire = socket.create_connection((address, _port(parts)), timeout=timeout)
        try:
            secure = parts.scheme == "https"
            self.socket = ssl.create_default_context().wrap_socket(wire, server_hostname=self._host) if secure else wire
        except OSError:
            wire.close()
            raise
        self._http = http.client.HTTPConnection(parts.netloc.rpartition("@")[2], timeout=timeout)
        self._http.sock = self.socket

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._http.close()
        self.socket.close()

    def request(self, method: str, target: str, headers: dict[str, str]) -> None:
        self._http.request(method, target, headers=headers)

    def getresponse(self) -> http.client.HTTPResponse:
        return self._http.getresponse()


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_allowed = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        _port(parts)
    except ValueError as problem:
        raise errors.AddressNotAllowed(host="?") from problem
    if not is_allowed or not address.isascii() or any(char.isspace() for char in address):
        raise errors.AddressNotAllowed(host=parts.hostname or "?")
    return parts


def _host(address: str) -> str:
    return _parts(address).hostname or "?"


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _headers(marks: Marks) -> dict[str, str]:
    sent = {"User-Agent": AGENT, "Accept": ", ".join(_SUFFIXES), "Accept-Encoding": "identity", "Connection": "close"}
    if marks.etag:
        sent["If-None-Match"] = marks.etag
    if marks.last_modified:
        sent["If-Modified-Since"] = marks.last_modified
    return sent


def _name(content_type: str, parts: SplitResult) -> str:
    """What the reader goes by: the type the server says, under the host's name."""
    if content_type not in _SUFFIXES:
        raise errors.StatementFormatUnknown(host=parts.hostname or "?", format=content_type)
    return f"{parts.hostname}{_SUFFIXES[content_type]}"
