"""Whatever the text, there is a report or one of our own errors; the report is always whole."""

from __future__ import annotations

import json
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etterlev.errors import EtterlevError
from etterlev.notice.rules.lint import Report, judge
from etterlev.notice.rules.lint.outcome import Severity, Verdict
from etterlev.notice.rules.lint.show.page import page
from etterlev.notice.rules.lint.show.terminal import lines
from etterlev.notice.rules.lint.tests.corpus import labelled, paraphrases
from etterlev.sources.text import Block, BlockKind, read_content

# Sentences of every kind, so that rules meet each other in orders nobody wrote.
SENTENCES = sorted({words for each in paraphrases() for words in (*each.violating, *each.satisfied)})
BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(list(BlockKind)),
        st.sampled_from(SENTENCES) | st.text(min_size=1, max_size=80).filter(str.strip),
        st.integers(1, 999),
        st.integers(0, 4),
    ),
    max_size=25,
)
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_whole(report: Report) -> None:
    value = report.as_json("nb")
    assert list(value) == ["file", "language", "findings", "satisfied", "recognised"]
    assert json.loads(json.dumps(value)) == value
    for each in value["findings"]:
        assert list(each) == ["id", "severity", "verdict", "line", "quote", "message", "fix", "authority"]
        assert each["severity"] in set(Severity)
        assert each["verdict"] in set(Verdict)
        assert (each["line"] is None) == (each["quote"] is None)
        assert all(each[key] and "{" not in each[key] for key in ("message", "fix", "authority"))
    assert not {each["id"] for each in value["findings"]} & {each["id"] for each in value["satisfied"]}
    for entries in value["recognised"].values():
        assert all(each["line"] >= 1 and each["quote"] for each in entries)


@SLOW
@given(st.text(max_size=600))
def test_any_text_is_judged_or_refused(text: str) -> None:
    with suppress(EtterlevError):
        document = read_content(text.encode("utf-8", "surrogatepass"), "a.txt")
        is_whole(judge(document.blocks, document.file))


@SLOW
@given(BLOCKS)
def test_sentences_in_any_order_and_any_layout_give_a_whole_report(blocks: list[Block]) -> None:
    with suppress(EtterlevError):
        report = judge(blocks, "a.txt")
        is_whole(report)
        assert page(report, "nn").count("<mark>") == page(report, "nn").count("</mark>")
        assert "".join(lines(report, "en"))


@SLOW
@given(st.sampled_from(labelled()), st.data())
def test_a_statement_cut_anywhere_is_judged_or_refused(each: object, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([one.text for one in labelled()]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    with suppress(EtterlevError):
        document = read_content(text[start:end].encode(), "a.txt")
        is_whole(judge(document.blocks, document.file))
