"""Precision and recall of every rule on the labelled statements: `python -m etterlev.notice.rules.lint.tests.measure`.

Name a set (`held_out`, `fresh`) to see it alone. Rows a careful reader could decide either way are not counted.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etterlev.notice.rules.lint.tests.corpus import Labelled, ids, labelled


@dataclass
class Score:
    """Right findings, false alarms and misses."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def scores(statements: Iterable[Labelled]) -> dict[str, Score]:
    """By rule."""
    found: dict[str, Score] = defaultdict(Score)
    for each in statements:
        said = ids(each.report())
        for item in said | each.findings:
            if item in each.open:
                continue
            found[item].right += item in said and item in each.findings
            found[item].false += item not in each.findings
            found[item].missed += item not in said
    return dict(sorted(found.items()))


def together(several: Iterable[Score]) -> Score:
    whole = Score()
    for each in several:
        whole.right += each.right
        whole.false += each.false
        whole.missed += each.missed
    return whole


def main() -> None:
    found = scores(labelled(*sys.argv[1:]))
    rows = [*found.items(), ("all", together(found.values()))]
    sys.stdout.write("rule   right  false  missed  precision  recall\n")
    for item, score in rows:
        counts = f"{score.right:5}  {score.false:5}  {score.missed:6}"
        sys.stdout.write(f"{item:5}  {counts}  {score.precision:9.2f}  {score.recall:6.2f}\n")


if __name__ == "__main__":
    main()
