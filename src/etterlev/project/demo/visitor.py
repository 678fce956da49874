"""A visitor without JavaScript: fetches pages, keeps cookies, fills in forms. Standard library only."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from uuid import uuid4


@dataclass
class Form:
    """A form on a page, with what it already holds."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form" and has.get("method", "").lower() == "post":
            self.forms.append(Form(has.get("action", "")))
        elif (
            tag in ("input", "textarea")
            and self.forms
            and has.get("name")
            and has.get("type") not in ("checkbox", "radio", "file")
        ):
            self.forms[-1].fields[has["name"]] = has.get("value", "")
        elif tag == "select" and self.forms:
            self._select = has.get("name", "")
        elif tag == "option" and self._select and ("selected" in has or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = has.get("value", "")
        elif tag == "a":
            self.links.append((has.get("href", ""), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())
            if self.links and not self.links[-1][1]:
                self.links[-1] = (self.links[-1][0], data.strip())


@dataclass
class Page:
    """An answer: where it came from, its status, bytes, and what can be done on it."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]

    def __post_init__(self) -> None:
        self._parsed = _Forms()
        if "html" in self.headers.get("content-type", ""):
            self._parsed.feed(self.body.decode())

    @property
    def forms(self) -> list[Form]:
        return self._parsed.forms

    @property
    def links(self) -> list[tuple[str, str]]:
        return self._parsed.links

    @property
    def text(self) -> str:
        return " ".join(self._parsed.text)

    def form(self, ending: str = "") -> Form:
        """The first form whose action ends so. Raises LookupError."""
        for each in self.forms:
            if each.action.endswith(ending):
                return each
        raise LookupError(ending)


class Visitor:
    """One person's browser."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, url: str) -> Page:
        return self._open(urllib.request.Request(url))  # noqa: S310  # our own loopback addresses

    def send(self, page: Page, form: Form, **typed: str) -> Page:
        """Fill in a form of a page and send it."""
        url = urllib.parse.urljoin(page.url, form.action)
        body = urllib.parse.urlencode({**form.fields, **typed}).encode()
        return self._open(urllib.request.Request(url, body, {"Referer": page.url}))  # noqa: S310

    def send_files(self, page: Page, form: Form, files: Mapping[str, bytes], **typed: str) -> Page:
        """The same, with files in the field `files` (RFC 7578)."""
        edge = uuid4().hex
        parts = [(f'name="{name}"', value.encode()) for name, value in {**form.fields, **typed}.items()]
        parts += [(f'name="files"; filename="{name}"', content) for name, content in files.items()]
        body = b"".join(
            f"--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
            for head, content in parts
        )
        sent = {"Referer": page.url, "Content-Type": f"multipart/form-data; boundary={edge}"}
        url = urllib.parse.urljoin(page.url, form.action)
        return self._open(urllib.request.Request(url, body + f"--{edge}--\r\n".encode(), sent))  # noqa: S310

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Page(
                    answer.url,
                    answer.status,
                    answer.read(),
                    {name.lower(): value for name, value in answer.headers.items()},
                )
        except urllib.error.HTTPError as answer:
            with answer:
                return Page(
                    answer.url,
                    answer.code,
                    answer.read(),
                    {name.lower(): value for name, value in answer.headers.items()},
                )
