"""Fetching from a real server on loopback: what it may answer, and where it may not lead us."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from etterlev.errors import EtterlevError
from etterlev.notice import errors
from etterlev.notice.fetching import LARGEST, Fetcher, Marks
from etterlev.notice.rules.lint import errors as lint_errors
from etterlev.notice.rules.lint import judge
from etterlev.sources.text import read_content

HERE = Fetcher(allows_loopback=True, timeout=5.0)
STATEMENT = b"<html><body><h1>Personvernerkl\xc3\xa6ring</h1><p>Vi sletter etter 12 m\xc3\xa5neder.</p></body></html>"
WALL = (
    b"""<html><body><h1>Logg inn</h1><form><p>Brukernavn</p><p>Passord</p><p>Glemt passord?</p></form></body></html>"""
)
REDIRECTS = {
    "/moved": "/statement",
    "/loop": "/loop",
    "/metadata": "http://169.254.169.254/latest/meta-data/",
    "/inside": "http://10.0.0.1/",
    "/file": "file:///etc/passwd",
}


class Supplier(BaseHTTPRequestHandler):
    """A supplier's site that behaves as its path says."""

    def do_GET(self) -> None:
        if self.path in REDIRECTS:
            self._answer(302, b"", Location=REDIRECTS[self.path])
        elif self.path == "/statement" and self.headers["If-None-Match"] == '"one"':
            self._answer(304, b"")
        elif self.path in ("/statement", "/login"):
            self._answer(200, STATEMENT if self.path == "/statement" else WALL, ETag='"one"')
        elif self.path == "/huge":
            self._answer(200, b"a" * (LARGEST + 1))
        elif self.path == "/drips":
            self._drip()
        elif self.path == "/film":
            self._answer(200, b"x", kind="video/mp4")
        else:
            self._answer(500 if self.path == "/down" else 404, b"no")

    def _answer(self, status: int, content: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(content)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _byte in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except ConnectionError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Supplier)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_statement_is_fetched_and_read(site: str) -> None:
    fetched = HERE.fetch(f"{site}/statement")
    assert fetched.content == STATEMENT
    assert fetched.marks == Marks('"one"', "")
    assert [each.text for each in read_content(STATEMENT, fetched.name).blocks][-1] == "Vi sletter etter 12 måneder."


def test_an_unchanged_statement_is_not_sent_again(site: str) -> None:
    assert HERE.fetch(f"{site}/statement", Marks('"one"', "")).content is None


def test_a_redirect_is_followed(site: str) -> None:
    assert HERE.fetch(f"{site}/moved").content == STATEMENT


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/gone", errors.AddressUnreachable),
        ("/down", errors.AddressUnreachable),
        ("/huge", errors.StatementTooLarge),
        ("/film", errors.StatementFormatUnknown),
        ("/loop", errors.TooManyRedirects),
        ("/metadata", errors.AddressNotAllowed),
        ("/inside", errors.AddressNotAllowed),
        ("/file", errors.AddressNotAllowed),
    ],
)
def test_what_cannot_be_fetched_is_said_and_never_taken_for_a_statement(
    site: str, path: str, error: type[EtterlevError]
) -> None:
    with pytest.raises(error):
        HERE.fetch(site + path)


def test_a_server_that_drips_meets_the_same_end_as_a_silent_one(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(errors.AddressUnreachable):
        Fetcher(allows_loopback=True, timeout=0.5).fetch(f"{site}/drips")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://user:word@example.com/",
        "ftp://example.com/",
        "http://example.com:99999/",
        "http://example.com/a b",
        "http://",
    ],
)
def test_no_address_leads_into_our_own_network(address: str) -> None:
    with pytest.raises(errors.AddressNotAllowed):
        Fetcher().fetch(address)


def test_a_login_page_is_not_understood_rather_than_changed(site: str) -> None:
    fetched = HERE.fetch(f"{site}/login")
    assert fetched.content is not None
    refusals = (
        lint_errors.TextTooShort,
        lint_errors.TextIsMenu,
        lint_errors.TextIsSomethingElse,
        lint_errors.LanguageNotKnown,
    )
    with pytest.raises(refusals):
        judge(read_content(fetched.content, fetched.name).blocks, fetched.name)
