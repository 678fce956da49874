"""A file's rows with their keys: parties, their contact persons, dimensions, vouchers and lines, as they come.

A key says which element is meant also to whoever reads the file again: its own number, and its turn among those with
the same number; before it the file's name, where there are several files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final
from xml.etree.ElementTree import Element

from etterlev.sources.errors import FileUnreadable, WrongVersion
from etterlev.sources.saft.elements import HEADER, JOURNALS, NAMESPACE, VOUCHERS, Piece, pieces
from etterlev.sources.saft.hashes import Hashes
from etterlev.sources.saft.parts import Part
from etterlev.sources.saft.structure import Structure
from etterlev.sources.saft.values import text_of

COMPANY, CUSTOMER, SUPPLIER, OWNER = "Company", "Customer", "Supplier", "Owner"
CONTACT, DIMENSION, TRANSACTION, LINE, USER = "Contact", "Analysis", "Transaction", "Line", "User"
# Where the master files keep each kind of row, and the element with its number.
GROUPS: Final = {
    "MasterFiles/Customers": (CUSTOMER, "CustomerID"),
    "MasterFiles/Suppliers": (SUPPLIER, "SupplierID"),
    "MasterFiles/Owners": (OWNER, "OwnerID"),
    "MasterFiles/AnalysisTypeTable": (DIMENSION, "AnalysisType"),
}
# The company whose accounts these are, and whoever sent them.
ORGANISATIONS: Final = ("Company", "AuditFileSender")
# Version numbers of which the two schemas are: 1.10 was corrected as 1.20, and the first example file says 1.0.
_RECORD: Final = NAMESPACE + "RecordID"
_VERSION: Final = re.compile(r"1\.(0|00|1|10|2|20|3|30)")
# So many different users are counted, and no more.
MOST_USERS: Final = 20_000


@dataclass(slots=True)
class LineRow:
    """A line of a voucher: its number there, and its turn among those with the same."""

    element: Element
    voucher: str
    record: str
    turn: int
    unit: ClassVar[str] = LINE

    @property
    def key(self) -> str:
        """Of the voucher and of the line: made only when somebody asks, for most lines are nobody's."""
        record = self.record.replace("%", "%25").replace("/", "%2F")
        return f"{self.voucher}/{_turned(record, self.turn)}"


@dataclass(slots=True)
class Row:
    """An element that is closed. A party has its contact persons with it, and a voucher what its journal says."""

    unit: str
    key: str
    element: Element
    number: str = ""
    contacts: list[Row] = field(default_factory=list)
    journal: Element | None = None
    user: str = ""


class Turns:
    """How many times a number has been met. Only hashes are remembered, and nothing of a voucher's text."""

    def __init__(self) -> None:
        self._met = Hashes()
        self._again: dict[int, int] = {}

    def key(self, number: str) -> str:
        """The number, with its turn when it has been met before."""
        known = hash(number)
        if self._met.add(known):
            return _turned(number, 1)
        self._again[known] = turn = self._again.get(known, 1) + 1
        return _turned(number, turn)


def _turned(number: str, turn: int) -> str:
    """A number that looks as if it had a turn gets one, so that no two keys are alike."""
    return f"{number} #{turn}" if turn > 1 or " #" in number else number


class Reading:
    """One reading of one file. `scope` tells in which accounts a customer's number is a customer's number."""

    def __init__(self, part: Part, structure: Structure, *, is_new: bool = True) -> None:
        """With `is_new` off, only rows are read: whoever has read the file before knows its structure."""
        self.part = part
        self._note = structure.note if is_new else _forget
        self.structure = structure
        self.scope: tuple[str, ...] = ()
        self.vouchers = self.lines = 0
        self.stated = 0
        self._users: set[int] = set()
        self._journal: Element | None = None
        self._turns: dict[str, Turns] = {}
        self._voucher: Element | None = None
        self._voucher_key = ""
        self._records: dict[str, int] = {}
        self._prefix = part.name.replace("%", "%25").replace(":", "%3A") + ":" if part.name else ""

    def rows(self) -> Iterator[Row | LineRow]:
        """Every row as it comes. Raises FileUnreadable, XmlHostile, WrongVersion, FileTooLarge or FileReplaced."""
        with self.part.chunks() as chunks:
            for several in pieces(chunks):
                for piece in several:
                    self._note(piece.group, piece.element)
                    if piece.group == VOUCHERS:
                        yield self._line(piece)
                    elif piece.group == JOURNALS:
                        yield self._transaction(piece)
                    else:
                        yield from self._other(piece)
        self.structure.rows[TRANSACTION] += self.vouchers
        self.structure.rows[LINE] += self.lines
        if not self.scope:
            raise FileUnreadable

    def _other(self, piece: Piece) -> Iterator[Row]:
        if not piece.group and piece.element.tag == HEADER:
            yield from self._header(piece.element)
        elif piece.group in GROUPS:
            yield self._party(piece)
        elif piece.element.tag == NAMESPACE + "NumberOfEntries":
            stated = text_of(piece.element)
            self.stated = int(stated) if stated.isascii() and stated.isdigit() else 0

    def _header(self, header: Element) -> Iterator[Row]:
        if self.scope:
            raise FileUnreadable
        version = _text(header, "AuditFileVersion")
        if not _VERSION.fullmatch(version):
            raise WrongVersion
        self.structure.versions.add(version)
        company = header.find(NAMESPACE + "Company")
        registered = "" if company is None else _text(company, "RegistrationNumber")
        self.scope = (registered, _text(header, "SoftwareCompanyName"), _text(header, "SoftwareID"))
        for name in ORGANISATIONS:
            for element in header.findall(NAMESPACE + name):
                yield self._with_contacts(COMPANY, name, element)
        user = _text(header, "UserID")
        if user:
            yield Row(USER, self._user(user), header, user)

    def _party(self, piece: Piece) -> Row:
        unit, numbered = GROUPS[piece.group]
        number = _text(piece.element, numbered)
        if unit == DIMENSION:
            number = dimension(piece.element)
        return self._with_contacts(unit, number, piece.element)

    def _with_contacts(self, unit: str, number: str, element: Element) -> Row:
        self.structure.rows[unit] += 1
        row = Row(unit, self._key(unit, number), element, number)
        for turn, contact in enumerate(element.findall(NAMESPACE + "Contact"), 1):
            self.structure.rows[CONTACT] += 1
            row.contacts.append(Row(CONTACT, self._key(CONTACT, f"{number}/{turn}"), contact))
        return row

    def _line(self, piece: Piece) -> LineRow:
        if piece.above is not self._voucher:
            self._begin(piece.above)
        self.lines += 1
        record = (piece.element.findtext(_RECORD) or "").strip()
        self._records[record] = turn = self._records.get(record, 0) + 1
        return LineRow(piece.element, self._voucher_key, record, turn)

    def _transaction(self, piece: Piece) -> Row:
        if piece.element is not self._voucher:
            self._begin(piece.element)
        key, self._voucher = self._voucher_key, None
        self.vouchers += 1
        if piece.above is not None and piece.above is not self._journal:
            self._journal = piece.above
            for child in piece.above:
                if child.tag != NAMESPACE + TRANSACTION:
                    self._note(JOURNALS, child)
        user = _text(piece.element, "SourceID")
        return Row(TRANSACTION, key, piece.element, user, journal=piece.above, user=self._user(user) if user else "")

    def _user(self, user: str) -> str:
        """The key of a user."""
        if len(self._users) < MOST_USERS:
            before = len(self._users)
            self._users.add(hash(user))
            self.structure.rows[USER] += len(self._users) - before
        return self._prefix + user

    def _begin(self, voucher: Element | None) -> None:
        number = "" if voucher is None else _text(voucher, "TransactionID")
        self._voucher, self._records = voucher, {}
        self._voucher_key = self._key(TRANSACTION, number)

    def _key(self, unit: str, number: str) -> str:
        return self._prefix + self._turns.setdefault(unit, Turns()).key(number)


def _forget(group: str, element: Element) -> None:
    """Note nothing."""


def dimension(element: Element) -> str:
    """What tells a dimension's value, in its table and where a line refers to it."""
    return f"{_text(element, 'AnalysisType')}/{_text(element, 'AnalysisID')}"


def lacking(readings: list[Reading]) -> list[Reading]:
    """The files that say they have more vouchers than all of them have. Some systems count lines instead."""
    vouchers = sum(each.vouchers for each in readings)
    return [each for each in readings if each.stated > vouchers and each.stated != each.lines]


def _text(element: Element, name: str) -> str:
    return (element.findtext(NAMESPACE + name) or "").strip()
