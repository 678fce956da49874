"""Many subjects at once, and the same answer every time, in memory that does not grow with the file."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from etterlev.sources.contract import proposed_map
from etterlev.sources.saft import SaftSource
from etterlev.sources.saft.sweep import Sweep
from etterlev.sources.saft.tests.making import Accounts, Contact, Line, Party, Voucher, look, who

PEOPLE = 10_000


def customer(number: int) -> Party:
    return Party(
        str(number), f"Nina{number} Vik{number}", (Contact(email=f"nina{number}@vik.example"),), type="Private"
    )


def accounts(folder: Path, count: int) -> Path:
    customers = [customer(number) for number in range(count)]
    vouchers = [Voucher(f"B{number}", [Line(customer=str(number)), Line()]) for number in range(count)]
    return Accounts(customers=customers, vouchers=vouchers).write(folder / "regnskap.xml")


def test_ten_thousand_at_once_find_each_their_own(tmp_path: Path) -> None:
    people = [who(str(number), email=f"NINA{number}@vik.example") for number in range(PEOPLE)]
    seen = look(accounts(tmp_path, PEOPLE), *people)
    assert seen.states == {"searched"}
    found: dict[str, set[tuple[str, str]]] = {}
    for each in seen.findings:
        found.setdefault(each.subject, set()).add((each.unit, each.key))
    assert len(found) == PEOPLE
    for number in range(PEOPLE):
        assert found[str(number)] == {
            ("Company", "Company"),
            ("Customer", str(number)),
            ("Contact", f"{number}/1"),
            ("Transaction", f"B{number}"),
            ("Line", f"B{number}/1"),
        }
    assert [record.finding for record in seen.records] == seen.findings


def test_twice_is_the_same_and_the_order_is_that_of_the_subjects(tmp_path: Path) -> None:
    people = [who(str(number), email=f"nina{number}@vik.example", name="Nina5 Vik5") for number in (7, 3, 5)]
    path = accounts(tmp_path, 50)
    first = look(path, *people)
    assert first == look(path, *people)
    assert list(dict.fromkeys(each.subject for each in first.findings)) == ["7", "3", "5"]


def test_one_reading_is_enough_where_master_files_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    whole = Sweep.read

    def counted(self: Sweep, file: int, reading: object) -> None:
        read.append(file)
        whole(self, file, reading)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Sweep, "read", counted)
    look(accounts(tmp_path, 50), *(who(str(number), email=f"nina{number}@vik.example") for number in range(50)))
    assert read == [0]


def peak(path: Path) -> int:
    """The most memory a whole look took, in bytes, the parser's own included."""
    source = SaftSource(path)
    confirmed = proposed_map(source.describe())
    tracemalloc.start()
    try:
        with source.snapshot(confirmed) as snapshot:
            assert len(list(snapshot.export(snapshot.locate([who("nina", email="nina@vik.example")])))) == 5
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    nina = Party("1", "Nina Vik", (Contact(email="nina@vik.example"),), type="Private")
    used, sizes = [], []
    for count in (2_000, 8_000):
        vouchers = [Voucher(str(n), [Line(customer=str(n)), Line(), Line()]) for n in range(1, count + 1)]
        path = Accounts(customers=[nina], vouchers=vouchers).write(tmp_path / "regnskap.xml")
        used.append(peak(path))
        sizes.append(path.stat().st_size)
    # Of a voucher, which is a thousand bytes in the file, a hash is remembered and a moment's room for it, and no more:
    # whether another with the same number came before decides what it is called.
    assert sizes[1] - sizes[0] > 6_000 * 900
    assert used[1] - used[0] < 6_000 * 48


def test_one_voucher_of_many_lines_takes_no_more_memory_than_one_of_few(tmp_path: Path) -> None:
    nina = Party("1", "Nina Vik", (Contact(email="nina@vik.example"),), type="Private")
    used = []
    for count in (1_000, 10_000):
        several = [Line(customer="1"), *(Line() for _ in range(count))]
        used.append(peak(Accounts(customers=[nina], vouchers=[Voucher("1", several)]).write(tmp_path / "regnskap.xml")))
    # The numbers of its lines, which tell them apart.
    assert used[1] - used[0] < 9_000 * 250
