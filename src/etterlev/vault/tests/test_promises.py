"""The canary: planted as a person's data are, and looked for raw."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from django.db import connection

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.promises import State
from etterlev.vault import canary
from etterlev.vault.errors import SearchDoesNotWork
from etterlev.vault.fields import reveal
from etterlev.vault.models import LineDetail
from etterlev.vault.promises import sealed
from tests.cast import World

MARKER = "kanarifugl 0123456789abcdef01234567"


def test_a_sealed_canary_is_found_nowhere(world: World) -> None:
    with behind_wall(controller_ids()):
        evidence = sealed(now=world.now)
        assert LineDetail.objects.filter(holder_id=canary.NOBODY).count() == 1
    assert evidence.state is State.KEPT
    assert evidence.figures["places"] > 1
    assert evidence.figures["found"] == 0


def test_the_marker_is_new_each_time_and_kept_nowhere_but_sealed(world: World) -> None:
    with behind_wall(controller_ids()):
        first = canary.plant(world.oslo)
        second = canary.plant(world.oslo)
        (kept,) = reveal(LineDetail.objects.filter(holder_id=canary.NOBODY))
    assert first != second
    assert kept.detail == {"name": second}, "a check that is run again leaves one marker, not two"


@pytest.mark.parametrize("n", range(3))
@pytest.mark.parametrize("spelling", ["plain", "utf-16", "hexadecimal", "base64"])
def test_a_marker_in_the_clear_is_found_in_each_spelling(tmp_path: Path, spelling: str, n: int) -> None:
    noise = bytes(range(256)) * 40
    written = {
        "plain": MARKER.encode(),
        "utf-16": MARKER.encode("utf-16-le"),
        "hexadecimal": MARKER.encode().hex().encode(),
        "base64": b64encode(noise[:n] + MARKER.encode() + noise),
    }[spelling]
    clear, empty, other = tmp_path / "clear", tmp_path / "empty", tmp_path / "other"
    clear.write_bytes(noise + written + noise)
    empty.write_bytes(b"")
    other.write_bytes(noise)
    found = canary._in_files([clear, empty, other], MARKER)
    assert found == {str(clear): True, str(empty): False, str(other): False}


def test_a_search_that_cannot_find_its_own_sample_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canary, "spellings", lambda _: (b"something else",))
    with pytest.raises(SearchDoesNotWork):
        canary._in_files([tmp_path / "x"][:0], MARKER)


@pytest.mark.only_postgresql
def test_a_marker_in_a_row_is_found_by_the_database(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE controllers_group SET name = %s", [MARKER])
    with behind_wall(controller_ids()):
        found = canary.places_where_read(MARKER)
    assert [place for place, is_found in found.items() if is_found] == ["default.controllers_group"]
