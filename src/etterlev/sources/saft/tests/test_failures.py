"""A file that was not read to its end was not searched, and everything that was not searched is named."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etterlev.errors import EtterlevError
from etterlev.sources.contract import CoverageState, proposed_map
from etterlev.sources.errors import FileUnreadable, WrongVersion, XmlHostile
from etterlev.sources.saft import SaftSource, elements, parts
from etterlev.sources.saft.errors import FileReplaced, FileTooLarge, NotAnAuditFile, PartMissing, SectionNotRead
from etterlev.sources.saft.tests.making import NAMESPACE, Accounts, Contact, Line, Party, Seen, Voucher, look, who
from tests.nobody import as_nobody, open_to_nobody

BY_EMAIL = who("nina", email="nina@vik.example")
ACCOUNTS = Accounts(
    customers=[Party("1", "Nina Vik", (Contact(email="nina@vik.example"),), type="Private")],
    vouchers=[Voucher(str(n), [Line(customer="1"), Line()]) for n in range(3)],
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return ACCOUNTS.write(tmp_path / "hel.xml")


def is_refused(path: Path, like: Path, reason: type[EtterlevError]) -> Seen:
    """Whether every unit of the map is unreadable for that reason, in a description and in a search."""
    with pytest.raises(reason):
        SaftSource(path).describe()
    seen = look(path, BY_EMAIL, like=like)
    units = [unit.name for unit in proposed_map(SaftSource(like).describe()).units]
    assert [each.unit for each in seen.coverage][: len(units)] == units
    assert {str(each.state) for each in seen.coverage[: len(units)]} == {"unreadable"}
    assert {each.reason for each in seen.coverage[: len(units)]} == {reason.__name__}
    return seen


class TestBrokenOff:
    def test_wherever_a_file_breaks_off_it_is_unreadable(self, whole: Path, tmp_path: Path) -> None:
        text = whole.read_bytes()
        confirmed = proposed_map(SaftSource(whole).describe())
        path = tmp_path / "avkortet.xml"
        for size in (*range(0, len(text), 11), *range(len(text) - 150, len(text.rstrip()))):
            path.write_bytes(text[:size])
            with SaftSource(path).snapshot(confirmed) as snapshot:
                list(snapshot.locate([BY_EMAIL]))
                assert {each.state for each in snapshot.coverage()} == {CoverageState.UNREADABLE}, size
                assert {each.reason for each in snapshot.coverage()} == {"FileUnreadable"}

    def test_what_was_found_before_it_broke_off_is_given_all_the_same(self, whole: Path, tmp_path: Path) -> None:
        many = replace(ACCOUNTS, vouchers=[Voucher(str(n), [Line(customer="1")]) for n in range(100)])
        text = many.write(tmp_path / "lang.xml").read_bytes()
        path = tmp_path / "avkortet.xml"
        path.write_bytes(text[: text.index(b"Transaction", len(text) // 2)])
        seen = is_refused(path, whole, FileUnreadable)
        assert seen.of()["Customer", "1"] == "own A"
        assert 10 < len([f for f in seen.findings if f.unit == "Line"]) < 90
        assert [record.finding for record in seen.records] == seen.findings

    @settings(max_examples=60, deadline=None)
    @given(at=st.integers(0, 2**20), bits=st.integers(1, 255))
    def test_a_file_with_a_wrong_byte_has_the_same_rows_or_says_that_it_has_not(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, bits: int
    ) -> None:
        folder = tmp_path_factory.mktemp("feil")
        whole = ACCOUNTS.write(folder / "hel.xml")
        text = bytearray(whole.read_bytes())
        text[at % len(text)] ^= bits
        path = folder / "skadet.xml"
        path.write_bytes(text)
        before, after = look(whole, BY_EMAIL), look(path, BY_EMAIL, like=whole)
        # A byte within a value makes another value, which no reader can know.
        if after.states == {"searched"}:
            assert [each.rows for each in after.coverage] == [each.rows for each in before.coverage]

    def test_a_packed_file_that_breaks_off(self, whole: Path, tmp_path: Path) -> None:
        packed = tmp_path / "pakket.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(whole, "hel.xml")
        text = packed.read_bytes()
        assert look(packed, BY_EMAIL).states == {"searched"}
        for size in range(0, len(text), 7):
            packed.write_bytes(text[:size])
            is_refused(packed, whole, FileUnreadable)

    def test_a_packed_file_with_wrong_bytes(self, whole: Path, tmp_path: Path) -> None:
        packed = tmp_path / "pakket.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(whole, "hel.xml")
        text = bytearray(packed.read_bytes())
        text[200] ^= 0xFF
        packed.write_bytes(text)
        is_refused(packed, whole, FileUnreadable)


class TestHostile:
    BOMB = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))

    @pytest.mark.parametrize(
        "declared",
        [
            f'[<!ENTITY x0 "ha">{BOMB}]',
            '[<!ENTITY x SYSTEM "file:///etc/passwd">]',
            '[<!ENTITY % x SYSTEM "https://mallory.example/x.dtd"> %x;]',
            'SYSTEM "https://mallory.example/x.dtd"',
            "",
        ],
    )
    def test_a_document_type_is_refused_before_anything_in_it_is_read(
        self, whole: Path, tmp_path: Path, declared: str
    ) -> None:
        for before in ("", "<!-- " + "x" * 9000 + " -->"):
            text = whole.read_text().replace("<n1:AuditFile", f"{before}<!DOCTYPE AuditFile {declared}><n1:AuditFile")
            path = tmp_path / "ond.xml"
            path.write_text(text.replace("Nina Vik", "&x9;"))
            began = time.monotonic()
            seen = is_refused(path, whole, XmlHostile)
            assert seen.findings == []
            assert time.monotonic() - began < 5

    def test_an_entity_that_is_not_declared(self, whole: Path, tmp_path: Path) -> None:
        path = tmp_path / "ond.xml"
        path.write_text(whole.read_text().replace("Nina Vik", "&x;"))
        is_refused(path, whole, FileUnreadable)

    def test_an_element_without_end(self, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(elements, "MOST_OPEN", 100_000)
        path = tmp_path / "ond.xml"
        for inside in ("x" * 300_000, "<n1:x>" * 50_000 + "</n1:x>" * 50_000, "<n1:x/>" * 50_000):
            path.write_text(whole.read_text().replace("Nina Vik", inside))
            is_refused(path, whole, FileTooLarge)

    def test_a_prologue_without_end(self, whole: Path, tmp_path: Path) -> None:
        path = tmp_path / "ond.xml"
        path.write_text(whole.read_text().replace("<n1:AuditFile", f"<!-- {'x' * 100_000} --><n1:AuditFile"))
        is_refused(path, whole, FileUnreadable)

    def test_depth_without_end(self, whole: Path, tmp_path: Path) -> None:
        path = tmp_path / "ond.xml"
        path.write_text(whole.read_text().replace("Nina Vik", "<n1:x>" * 5000 + "</n1:x>" * 5000))
        is_refused(path, whole, FileTooLarge)

    def test_paths_without_end(self, whole: Path, tmp_path: Path) -> None:
        path = tmp_path / "ond.xml"
        path.write_text(whole.read_text().replace("Nina Vik", "".join(f"<n1:x{n}/>" for n in range(6000))))
        is_refused(path, whole, FileTooLarge)

    def test_an_archive_that_says_it_is_a_bomb(
        self, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "SMALL_ANYHOW", 1000)
        packed = tmp_path / "bombe.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.xml", b" " * 30_000_000)
        assert packed.stat().st_size < 100_000
        is_refused(packed, whole, FileTooLarge)

    def test_names_that_lead_out_of_an_archive_are_only_names(self, whole: Path, tmp_path: Path) -> None:
        packed = tmp_path / "pakket.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(whole, "../../../ut.xml")
        assert look(packed, BY_EMAIL).of()["Customer", "../../../ut.xml:1"] == "own A"
        assert not list(tmp_path.parent.glob("ut.xml"))


class TestNotTheFormat:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ikke xml",
            "<AuditFile/>",
            f'<AuditFile xmlns="{NAMESPACE}"/>',
            f'<Header xmlns="{NAMESPACE}"/>',
            '<AuditFile xmlns="urn:StandardAuditFile-Taxation-CashRegister:NO"><Header/></AuditFile>',
            '<?xml version="1.0" encoding="klingon"?><AuditFile/>',
        ],
    )
    def test_something_else(self, whole: Path, tmp_path: Path, text: str) -> None:
        path = tmp_path / "annet.xml"
        path.write_text(text)
        assert is_refused(path, whole, FileUnreadable).findings == []

    def test_two_headers(self, whole: Path, tmp_path: Path) -> None:
        text = whole.read_text()
        header = text[text.index("<n1:Header>") : text.index("<n1:MasterFiles>")]
        path = tmp_path / "to.xml"
        path.write_text(text.replace(header, header * 2))
        is_refused(path, whole, FileUnreadable)

    @pytest.mark.parametrize("version", ["2.00", "1.40", "", "1.3x", "9.9"])
    def test_another_version(self, whole: Path, tmp_path: Path, version: str) -> None:
        path = replace(ACCOUNTS, version=version).write(tmp_path / "annen.xml")
        assert is_refused(path, whole, WrongVersion).findings == []

    @pytest.mark.parametrize("version", ["1.0", "1.10", "1.20", "1.3", "1.30"])
    def test_the_versions_that_the_schemas_are(self, tmp_path: Path, version: str) -> None:
        seen = look(replace(ACCOUNTS, version=version).write(tmp_path / "lest.xml"), BY_EMAIL)
        assert seen.states == {"searched"}

    @pytest.mark.parametrize("name", ["finnes ikke.xml", "finnes ikke.zip", "finnes ikke"])
    def test_nothing_there(self, whole: Path, tmp_path: Path, name: str) -> None:
        is_refused(tmp_path / name, whole, FileUnreadable)

    def test_an_empty_folder_and_an_empty_archive(self, whole: Path, tmp_path: Path) -> None:
        (tmp_path / "tom").mkdir()
        is_refused(tmp_path / "tom", whole, FileUnreadable)
        with zipfile.ZipFile(tmp_path / "tom.zip", "w"):
            pass
        is_refused(tmp_path / "tom.zip", whole, FileUnreadable)

    def test_an_archive_that_is_none_and_one_that_is_locked(self, whole: Path, tmp_path: Path) -> None:
        path = tmp_path / "annet.zip"
        path.write_bytes(whole.read_bytes())
        is_refused(path, whole, FileUnreadable)
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(whole, "hel.xml")
        text = bytearray(path.read_bytes())
        for at in (text.index(b"PK\x03\x04") + 6, text.index(b"PK\x01\x02") + 8):
            text[at] |= 1
        path.write_bytes(text)
        is_refused(path, whole, FileUnreadable)


class TestSeveralFiles:
    def put(self, folder: Path, *names: str, accounts: Accounts = ACCOUNTS) -> Path:
        folder.mkdir(exist_ok=True)
        for name in names:
            accounts.write(folder / name)
        return folder

    def test_one_broken_file_among_whole_ones_is_named_and_nothing_is_complete(
        self, whole: Path, tmp_path: Path
    ) -> None:
        folder = self.put(tmp_path / "mappe", "a.xml", "b.xml")
        (folder / "b.xml").write_bytes(whole.read_bytes()[:2000])
        seen = is_refused(folder, whole, FileUnreadable)
        assert [(each.unit, each.reason) for each in seen.coverage][-1] == ("b.xml", "FileUnreadable")
        assert seen.of()["Customer", "a.xml:1"] == "own A"

    @pytest.mark.parametrize("present", [(1, 2), (1, 3), (2, 3), (3,)])
    def test_a_part_that_is_missing_is_named(self, whole: Path, tmp_path: Path, present: tuple[int, ...]) -> None:
        name = "SAF-T Financial_988077917_20260214120000_{}_3.xml"
        folder = self.put(tmp_path / "mappe", *(name.format(n) for n in present))
        seen = is_refused(folder, whole, PartMissing)
        named = {each.unit for each in seen.coverage if each.unit.endswith(".xml")}
        assert named == {name.format(n) for n in {1, 2, 3} - set(present)}
        self.put(folder, *(name.format(n) for n in (1, 2, 3)))
        assert look(folder, BY_EMAIL).states == {"searched"}

    def test_one_part_of_two_asked_for_by_its_own_name(self, whole: Path, tmp_path: Path) -> None:
        path = ACCOUNTS.write(tmp_path / "SAF-T Financial_988077917_20260214120000_1_2.xml")
        is_refused(path, whole, PartMissing)

    def test_a_file_that_says_it_has_more_vouchers_than_are_there(self, whole: Path, tmp_path: Path) -> None:
        for stated, is_whole in ((3, True), (2, True), (6, True), (4, False), (7, False)):
            path = replace(ACCOUNTS, entries=stated).write(tmp_path / "sier.xml")
            assert (look(path, BY_EMAIL, like=whole).states == {"searched"}) is is_whole, stated

    def test_what_each_file_of_a_set_says_may_be_said_of_all(self, tmp_path: Path) -> None:
        folder = self.put(tmp_path / "mappe", "a.xml", "b.xml", accounts=replace(ACCOUNTS, entries=6))
        assert look(folder, BY_EMAIL).states == {"searched"}

    def test_other_files_beside_are_named_and_the_desktop_s_own_are_not(self, whole: Path, tmp_path: Path) -> None:
        folder = self.put(tmp_path / "mappe", "a.xml")
        for name in (".DS_Store", "Thumbs.db", "._a.xml"):
            (folder / name).write_text("x")
        assert look(folder, BY_EMAIL).states == {"searched"}
        (folder / "Nina.pdf").write_text("x")
        (folder / "lenke.xml").symlink_to(whole)
        seen = look(folder, BY_EMAIL)
        assert {(each.unit, each.reason) for each in seen.coverage if str(each.state) == "skipped"} == {
            ("Nina.pdf", NotAnAuditFile.__name__),
            ("lenke.xml", NotAnAuditFile.__name__),
        }

    def test_folders_below_and_archives_in_folders_are_read(self, whole: Path, tmp_path: Path) -> None:
        folder = self.put(tmp_path / "mappe", "a.xml")
        self.put(folder / "2024", "a.xml")
        with zipfile.ZipFile(folder / "b.zip", "w") as archive:
            archive.write(whole, "2023/a.xml")
        keys = {key for unit, key in look(folder, BY_EMAIL).of() if unit == "Customer"}
        assert keys == {"a.xml:1", "2024/a.xml:1", "b.zip/2023/a.xml:1"}

    def test_a_pipe_is_not_waited_for(self, whole: Path, tmp_path: Path) -> None:
        folder = self.put(tmp_path / "mappe", "a.xml")
        for name in ("b.xml", "c.zip"):
            os.mkfifo(folder / name)
        seen = is_refused(folder, whole, FileUnreadable)
        assert {each.unit for each in seen.coverage} >= {"b.xml", "c.zip"}
        assert seen.of()["Customer", "a.xml:1"] == "own A"
        is_refused(folder / "c.zip", whole, FileUnreadable)

    def test_a_folder_that_is_closed_is_named(self, whole: Path) -> None:
        with open_to_nobody() as place:
            like = Path(shutil.copy(whole, place))
            with as_nobody():
                folder = self.put(place / "mappe", "a.xml")
                closed = self.put(folder / "lukket", "a.xml")
                closed.chmod(0)
                seen = is_refused(folder, like, FileUnreadable)
                closed.chmod(0o700)
        assert seen.coverage[-1].unit == "lukket"


class TestWhileLooking:
    def change(self, path: Path, doing: Callable[[], object], *, between: bool) -> Seen:
        source = SaftSource(path)
        with source.snapshot(proposed_map(source.describe())) as snapshot:
            if not between:
                doing()
            findings = list(snapshot.locate([BY_EMAIL]))
            if between:
                doing()
            return Seen(findings, list(snapshot.export(findings)), snapshot.coverage())

    @pytest.mark.parametrize("between", [True, False])
    def test_a_file_that_is_replaced_is_not_taken_for_the_same(self, whole: Path, *, between: bool) -> None:
        other = replace(ACCOUNTS, customers=[Party("1", "Ola Dahl", type="Private")])
        seen = self.change(whole, lambda: other.write(whole), between=between)
        assert seen.states == {"unreadable"}
        assert seen.reasons & {FileReplaced.__name__}
        assert "Ola" not in repr([record.values for record in seen.records])

    def test_a_file_that_goes_away(self, whole: Path) -> None:
        seen = self.change(whole, whole.unlink, between=True)
        assert (seen.states, seen.records) == ({"unreadable"}, [])


class TestStructure:
    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_what_the_format_does_not_have_is_unclassified_and_not_read(self, tmp_path: Path, place: int) -> None:
        new = "<@Nytt><@Rad><@Navn>Nina Vik</@Navn></@Rad></@Nytt>"
        extra = (new if place == 0 else "", new if place == 1 else "", new if place == 2 else "")
        path = replace(ACCOUNTS, extra=extra).write(tmp_path / "nytt.xml")
        description = SaftSource(path).describe()
        assert [(unit, field.rpartition("/")[2]) for unit, field in description.unclassified] == [
            ("Header/Nytt" if place == 0 else "MasterFiles/Nytt" if place == 1 else "Nytt/Rad", "Navn")
        ]
        seen = look(path, BY_EMAIL)
        assert [each.reason for each in seen.coverage if str(each.state) != "searched"] == [SectionNotRead.__name__]

    def test_source_documents_are_named_as_not_read(self, tmp_path: Path) -> None:
        invoices = "<@SalesInvoices><@Invoice><@InvoiceNo>1</@InvoiceNo></@Invoice></@SalesInvoices>"
        documents = f"<@SourceDocuments>{invoices}</@SourceDocuments>"
        seen = look(replace(ACCOUNTS, extra=("", "", documents)).write(tmp_path / "bilag.xml"), BY_EMAIL)
        unread = [(each.unit, str(each.state)) for each in seen.coverage if each.reason]
        assert unread == [("SourceDocuments/SalesInvoices", "skipped")]

    def test_a_fingerprint_is_of_the_structure_and_not_of_what_is_in_it(self, tmp_path: Path) -> None:
        def fingerprint(accounts: Accounts) -> str:
            return SaftSource(accounts.write(tmp_path / "x.xml")).describe().fingerprint

        more = replace(
            ACCOUNTS, customers=[*ACCOUNTS.customers, *ACCOUNTS.customers], vouchers=ACCOUNTS.vouchers[:1], prefix=""
        )
        assert fingerprint(ACCOUNTS) == fingerprint(more)
        others = (
            replace(ACCOUNTS, version="1.20"),
            replace(ACCOUNTS, vouchers=[Voucher("1", [Line(customer="1", supplier="2")])]),
            replace(ACCOUNTS, user="kari"),
        )
        assert len({fingerprint(each) for each in (ACCOUNTS, *others)}) == 4
