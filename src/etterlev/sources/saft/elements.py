"""A file's elements one after another, in memory that does not grow with the file.

The parser and its tree are C; between one piece of the file and the next everything that has been closed is handed out
and let go. A document type is refused before anything is built: there are no entities, and nothing outside is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from etterlev.sources.errors import FileUnreadable, XmlHostile
from etterlev.sources.saft.errors import FileTooLarge

NAMESPACE: Final = "{urn:StandardAuditFile-Taxation-Financial:NO}"
ROOT: Final = NAMESPACE + "AuditFile"
HEADER: Final = NAMESPACE + "Header"
LEDGER: Final = NAMESPACE + "GeneralLedgerEntries"
JOURNAL: Final = NAMESPACE + "Journal"
TRANSACTION: Final = NAMESPACE + "Transaction"
LINE: Final = NAMESPACE + "Line"
TRANSACTION_ID: Final = NAMESPACE + "TransactionID"
JOURNALS: Final = "GeneralLedgerEntries/Journal"
VOUCHERS: Final = "GeneralLedgerEntries/Journal/Transaction"
# A voucher's lines are handed out one by one; nothing else is as large as this before it is closed.
MOST_OPEN: Final = 8 << 20
# Elements of a journal or a voucher besides its vouchers or lines.
MOST_BESIDE: Final = 1_000
LONGEST_PROLOGUE: Final = 1 << 16
_SLICE: Final = 1 << 10


class Piece(NamedTuple):
    """An element that is closed. `group` is the path of what it stands in; `above`, a line's voucher or its journal."""

    group: str
    element: Element
    above: Element | None = None


def local(tag: str) -> str:
    """A tag without the format's namespace; one from another namespace keeps it."""
    return tag.removeprefix(NAMESPACE)


def pieces(chunks: Iterator[bytes]) -> Iterator[list[Piece]]:
    """The header, the rows of the master files, the vouchers' lines and the vouchers, some at a time as they come.

    Raises FileUnreadable when the file is not XML of this format or breaks off, XmlHostile, FileTooLarge.
    """
    builder = TreeBuilder()
    # Everything that is parsed comes below this one, so it can be reached before the file ends.
    holder = builder.start("holder", {})
    parser = XMLParser(target=builder)  # noqa: S314  # what it gets has passed the gate
    waiting = 0
    for chunk in _gated(chunks):
        _feed(parser, chunk)
        waiting += len(chunk)
        closed = _closed(holder, is_over=False)
        yield closed
        waiting = 0 if closed else waiting
        if waiting > MOST_OPEN:
            raise FileTooLarge
    try:
        parser.close()
    except ParseError:
        raise FileUnreadable from None
    yield _closed(holder, is_over=True)


def _feed(parser: XMLParser, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except (ParseError, LookupError, ValueError):
        raise FileUnreadable from None


class _Gate:
    """Hears only what the first element is called."""

    def __init__(self) -> None:
        self.root = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # the parser's signature
        self.root = self.root or tag

    def close(self) -> None:
        """Required of a parser's target."""


def _gated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks, once the first element is seen to be the format's and to have no document type before it.

    After the first element a document type is no longer XML, so the rest needs no gate.
    """
    gate, opening = _Gate(), b""
    parser = DefusedXMLParser(target=gate, forbid_dtd=True)
    for chunk in chunks:
        try:
            for at in range(0, len(chunk), _SLICE):
                if not gate.root:
                    parser.feed(chunk[at : at + _SLICE])
        except DefusedXmlException:
            raise XmlHostile from None
        except (ParseError, LookupError, ValueError):
            raise FileUnreadable from None
        opening += chunk
        if gate.root:
            break
        if len(opening) > LONGEST_PROLOGUE:
            raise FileUnreadable
    if gate.root != ROOT:
        raise FileUnreadable
    yield opening
    yield from chunks


def _closed(holder: Element, *, is_over: bool) -> list[Piece]:
    """Everything that is closed and has not been handed out. It is forgotten here."""
    out: list[Piece] = []
    for root in holder:
        for section, is_closed in _with_state(root, is_closed=is_over):
            if section.tag != HEADER:
                _section(section, out, is_closed=is_closed)
            if is_closed:
                out.append(Piece("", section))
        _let_go(root)
    return out


def _section(section: Element, out: list[Piece], *, is_closed: bool) -> None:
    name, is_ledger = local(section.tag), section.tag == LEDGER
    for group, is_whole in _with_state(section, is_closed=is_closed):
        if is_ledger and group.tag == JOURNAL:
            _journal(group, out, is_closed=is_whole)
            continue
        path = f"{name}/{local(group.tag)}"
        out += [Piece(path, row) for row in _whole(group, is_closed=is_whole)]
        _let_go(group, all_of_it=is_whole)
        if is_whole:
            out.append(Piece(name, group))
    _let_go(section, all_of_it=is_closed)


def _journal(journal: Element, out: list[Piece], *, is_closed: bool) -> None:
    for voucher, is_whole in _with_state(journal, is_closed=is_closed):
        if voucher.tag != TRANSACTION:
            continue
        if is_whole or voucher.find(TRANSACTION_ID) is not None:
            rows = _whole(voucher, is_closed=is_whole)
            out += [Piece(VOUCHERS, row, voucher) for row in rows if row.tag == LINE]
            _keep(voucher, [row for row in rows if row.tag != LINE], all_of_it=is_whole)
        if is_whole:
            out.append(Piece(JOURNALS, voucher, journal))
    _keep(journal, [row for row in _whole(journal, is_closed=is_closed) if row.tag != TRANSACTION], all_of_it=is_closed)


def _whole(parent: Element, *, is_closed: bool) -> list[Element]:
    """The closed children: only the last of an open element may not be."""
    return parent[:] if is_closed else parent[:-1]


def _with_state(parent: Element, *, is_closed: bool) -> list[tuple[Element, bool]]:
    """The children, and whether each is closed."""
    children = [(child, True) for child in parent]
    if children and not is_closed:
        children[-1] = (children[-1][0], False)
    return children


def _let_go(parent: Element, *, all_of_it: bool = False) -> None:
    """Forget what has been handed out. The parser still holds on to the last child."""
    del parent[: None if all_of_it else -1]


def _keep(parent: Element, kept: list[Element], *, all_of_it: bool) -> None:
    """Forget the children but those few, which belong to the parent itself."""
    if len(kept) > MOST_BESIDE:
        raise FileTooLarge
    parent[: None if all_of_it else -1] = kept
