"""Each finding on the group's own statement goes when it is put right, and no other comes in its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etterlev.notice.rules.lint.tests.corpus import ids, on_text
from tests.shared import shared

REPAIRS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("repairs.toml").read_text(encoding="utf-8"))[
    "repair"
]


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda one: one["item"])
def test_a_finding_goes_when_it_is_put_right_and_no_other_comes(repair: dict[str, Any]) -> None:
    seed = shared("statements/reference.nb.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    if "words" in repair:
        assert repair["words"] in seed
        mended = seed.replace(repair["words"], repair["instead"])
    else:
        mended = f"{seed}\n\n{repair['instead']}\n"
    before, after = ids(on_text(seed)), ids(on_text(mended))
    assert repair["item"] in before - after
    assert after <= before


def test_every_repair_together_leaves_hardly_an_error() -> None:
    mended = shared("statements/reference.nb.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    for repair in REPAIRS:
        if repair["item"] == "X07":
            continue
        mended = mended.replace(repair["words"], repair["instead"]) if "words" in repair else mended
    mended += "\n\n" + "\n\n".join(repair["instead"] for repair in REPAIRS if "words" not in repair)
    errors = {each.id for each in on_text(mended).findings("nb") if each.severity == "error"}
    assert errors <= {"N05", "X01"}
