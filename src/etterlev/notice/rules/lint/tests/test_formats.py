"""The same words give the same findings, whichever of the five formats they come in."""

from __future__ import annotations

import pytest

from etterlev.notice.rules.lint import judge
from etterlev.notice.rules.lint.tests.corpus import Labelled, ids, labelled
from etterlev.sources.text import read, read_content
from etterlev.sources.text.tests.making import FORMATS
from tests.shared import shared

# Without tables, which the files made here do not have.
TEXTS = [each for each in labelled() if each.path.suffix == ".txt" and " | " not in each.text]
# Layout and spelling follow the letters and the lines.
OF_THE_LAYOUT = {"N20", "N18"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("each", TEXTS, ids=lambda one: one.name)
def test_a_statement_gets_the_same_findings_in_each_format(each: Labelled, form: str) -> None:
    name = f"{each.name}.{form}"
    blocks = read_content(FORMATS[form](read(each.path).blocks), name).blocks
    assert ids(judge(blocks, name)) - OF_THE_LAYOUT == ids(each.report()) - OF_THE_LAYOUT


@pytest.mark.parametrize("form", FORMATS)
def test_the_group_s_own_statement_has_its_errors_in_each_format(form: str) -> None:
    plain = read(shared("statements/reference.nb.txt"))
    blocks = read_content(FORMATS[form](plain.blocks), f"erklæring.{form}").blocks
    errors = {each.id for each in judge(blocks, form).findings("nb") if each.severity == "error"}
    assert errors == {each.id for each in judge(plain.blocks, "txt").findings("nb") if each.severity == "error"}
    assert len(errors) == 21
