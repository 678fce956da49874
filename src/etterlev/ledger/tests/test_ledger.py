"""The log in both databases: it grows, it cannot be changed, and every change made behind its back is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from etterlev.database.wall import behind_wall
from etterlev.ledger import actions, notes, queries
from etterlev.ledger.errors import (
    HeadAltered,
    LedgerAltered,
    LineAltered,
    LineMissing,
    LinesAdded,
    NotAHead,
    TailMissing,
    TreeDiffers,
)
from etterlev.ledger.events import Event, meanings
from etterlev.ledger.merkle import root_from_inclusion
from etterlev.ledger.models import Entry
from tests.cast import World
from tests.tamper import behind_the_back


@pytest.fixture
def log(world: World) -> World:
    """Twenty lines more, in three runs of the sequencer."""
    with behind_wall(world.operator.controllers):
        for run in range(3):
            for n in range(7):
                actions.record(
                    Event.CASE_OPENED,
                    by=world.siv,
                    at=world.now + timedelta(seconds=n),
                    controller=world.oslo,
                    subject=uuid4(),
                    about=UUID(int=run),
                    rule="A15",
                    commitment=b"\x07" * 32,
                )
            actions.sequence(world.now)
    return world


def verify(world: World, kept: notes.Head | None = None) -> queries.Verified:
    with behind_wall(world.operator.controllers):
        return queries.verify(actions.signing_key(Path(settings.RING)).public_key(), kept)


def lines(world: World) -> list[Entry]:
    """The lines about opened cases, oldest first."""
    with behind_wall(world.operator.controllers):
        return list(Entry.objects.filter(event=Event.CASE_OPENED).order_by("id"))


def head(world: World) -> notes.Head:
    with behind_wall(world.operator.controllers):
        note = queries.newest_note()
    assert note is not None
    return notes.read(note, actions.signing_key(Path(settings.RING)).public_key())


def test_an_untouched_log_verifies(log: World) -> None:
    found = verify(log, head(log))
    assert found.size == head(log).size >= 21
    assert found.pending == 0


def test_a_line_not_yet_in_the_tree_is_pending_and_no_alarm(log: World) -> None:
    with behind_wall(log.operator.controllers):
        actions.record(Event.CASE_OPENED, by=log.siv, at=log.now, controller=log.oslo)
    assert verify(log).pending == 1


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_leaf", "ledger_signedhead"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_or_remove_a_line(log: World, table: str, statement: str) -> None:
    if "TRUNCATE" in statement and connection.vendor == "sqlite":
        statement = "DELETE FROM {}"
    column = {"ledger_entry": "rule", "ledger_leaf": "hash", "ledger_signedhead": "note"}[table]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


CHANGES: dict[str, tuple[str, type[LedgerAltered]]] = {
    "the instant": ("UPDATE ledger_entry SET at = {later} WHERE id = {row}", LineAltered),
    "the actor": ("UPDATE ledger_entry SET actor = '{uuid}' WHERE id = {row}", LineAltered),
    "the subject": ("UPDATE ledger_entry SET subject = '{uuid}' WHERE id = {row}", LineAltered),
    "the case": ("UPDATE ledger_entry SET about = '{uuid}' WHERE id = {row}", LineAltered),
    "the controller": ("UPDATE ledger_entry SET controller_id = '{other}' WHERE id = {row}", LineAltered),
    "the event": ("UPDATE ledger_entry SET event = 'requests:request:refused' WHERE id = {row}", LineAltered),
    "the rule": ("UPDATE ledger_entry SET rule = 'A17' WHERE id = {row}", LineAltered),
    "the commitment": ("UPDATE ledger_entry SET commitment = {blob} WHERE id = {row}", LineAltered),
    "a leaf": ("UPDATE ledger_leaf SET hash = {blob} WHERE entry_row = {row}", LineAltered),
    "a removed line": ("DELETE FROM ledger_entry WHERE id = {row}", LineMissing),
    "a removed leaf": ("DELETE FROM ledger_leaf WHERE entry_row = {row}", LineMissing),
    "a head's root": ("UPDATE ledger_signedhead SET root = {blob}", HeadAltered),
    "a head's note": ("UPDATE ledger_signedhead SET note = replace(note, '{digit}', '{other_digit}')", HeadAltered),
    "a head's peaks": ("UPDATE ledger_signedhead SET peaks = {blob}", HeadAltered),
    "the newest head": (
        "DELETE FROM ledger_signedhead WHERE size = (SELECT max(size) FROM ledger_signedhead)",
        LinesAdded,
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_behind_the_back_is_found(log: World, what: str) -> None:
    statement, error = CHANGES[what]
    row = lines(log)[5].id
    size = str(head(log).size)
    later = "'2027-01-01 00:00:00'" if connection.vendor == "sqlite" else "at + interval '1 microsecond'"
    blob = f"x'{'00' * 32}'" if connection.vendor == "sqlite" else f"'\\x{'00' * 32}'"
    uuid, other = uuid4(), log.bergen
    as_text: Callable[[UUID], str] = (lambda u: u.hex) if connection.vendor == "sqlite" else str
    filled = statement.format(
        row=row,
        later=later,
        blob=blob,
        uuid=as_text(uuid),
        other=as_text(other),
        digit=size,
        other_digit=str(int(size) + 1),
    )
    with behind_the_back("ledger_entry", "ledger_leaf", "ledger_signedhead") as cursor:
        cursor.execute(filled)
        assert cursor.rowcount >= 1
    with pytest.raises(error):
        verify(log)


def test_two_lines_that_change_places_are_found(log: World) -> None:
    one, two = lines(log)[3:5]
    with behind_the_back("ledger_leaf") as cursor:
        cursor.execute("UPDATE ledger_leaf SET entry_row = -1 WHERE entry_row = %s", [one.id])
        cursor.execute("UPDATE ledger_leaf SET entry_row = %s WHERE entry_row = %s", [one.id, two.id])
        cursor.execute("UPDATE ledger_leaf SET entry_row = %s WHERE entry_row = -1", [two.id])
    with pytest.raises(LineMissing):
        verify(log)


def test_a_tail_cut_off_with_its_heads_is_found_only_against_a_kept_head(log: World) -> None:
    kept = head(log)
    with behind_the_back("ledger_entry", "ledger_leaf", "ledger_signedhead") as cursor:
        cursor.execute("DELETE FROM ledger_signedhead WHERE size = %s", [kept.size])
        cursor.execute("SELECT max(size) FROM ledger_signedhead")
        (left,) = cursor.fetchone()
        cursor.execute(
            "DELETE FROM ledger_entry WHERE id IN (SELECT entry_row FROM ledger_leaf WHERE position >= %s)", [left]
        )
        cursor.execute("DELETE FROM ledger_leaf WHERE position >= %s", [left])
    assert verify(log).size == left
    with pytest.raises(TailMissing):
        verify(log, kept)


def test_a_log_rewritten_with_our_own_key_differs_from_a_kept_head(log: World) -> None:
    kept = head(log)
    forged = notes.Head(kept.origin, kept.size, b"\x01" * 32)
    with pytest.raises(TreeDiffers):
        verify(log, forged)


def test_a_kept_head_signed_by_somebody_else_is_refused(log: World) -> None:
    note = notes.sign(head(log), Ed25519PrivateKey.generate())
    with pytest.raises(NotAHead):
        notes.read(note, actions.signing_key(Path(settings.RING)).public_key())


@pytest.mark.parametrize("text", ["", "hello", "a\nb\nc\n\n— a b", "fjordtall\n-1\nAAAA\n\n— x AAAA\n"])
def test_a_file_that_is_no_head_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(NotAHead, match="etterlev ledger head"):
        notes.read(text, Ed25519PrivateKey.generate().public_key(), file="x")


def test_one_line_proves_its_place_to_whoever_holds_the_head(log: World) -> None:
    with behind_wall(log.operator.controllers):
        proof = queries.proof(4)
    from etterlev.ledger.merkle import leaf_hash

    leaf = leaf_hash(proof.line.encoded())
    assert root_from_inclusion(leaf, 4, proof.size, proof.path) == head(log).root


def fail_after_a_line(log: World) -> None:
    with behind_wall(log.operator.controllers):
        actions.record(Event.CASE_OPENED, by=log.siv, at=log.now, controller=log.oslo)
    raise ZeroDivisionError


def test_a_change_rolled_back_leaves_no_line(log: World) -> None:
    before = len(lines(log))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fail_after_a_line(log)
    assert len(lines(log)) == before


def test_the_log_holds_no_names(log: World) -> None:
    with behind_wall(log.operator.controllers):
        every = list(Entry.objects.all())
    assert every
    for entry in every:
        text = str(queries.line_of(entry).encoded())
        assert "Nina" not in text
        assert "@" not in text


def test_every_tag_has_a_meaning_in_three_languages() -> None:
    assert set(meanings()) == set(Event)
    assert all(m.nb and m.nn and m.en for m in meanings().values())
