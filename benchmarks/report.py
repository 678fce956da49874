"""Write what was measured: results.json, the page of numbers, and the README's block. Nobody else writes these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks import MODULES
from benchmarks.figures import Figure, Result, result_from

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = ROOT / "benchmarks" / "results.json"
PAGE: Final = ROOT / "docs" / "numbers.md"
README: Final = ROOT / "README.md"
BLOCK: Final = re.compile(r"(?<=<!-- numbers -->\n).*?(?=<!-- /numbers -->)", re.DOTALL)
ABOUT: Final = """\
# Numbers

Written by `python -m benchmarks`, which measured every figure here; [benchmarks/](../benchmarks/) holds one module for
each. The programs are real: servers are started as in production and asked from another process, PostgreSQL runs under
its serving role. A limit that is missed says so.
"""


def results() -> list[Result]:
    """The newest of every measurement, in the order of MODULES."""
    if not RESULTS.exists():
        return []
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return [result_from(kept[name]) for name in MODULES if name in kept]


def write(new: Iterable[Result]) -> None:
    """Keep new results beside the old ones, and write the page and the block anew."""
    by_name = {each.name: each for each in (*results(), *new)}
    kept = {name: by_name[name].as_json() for name in MODULES if name in by_name}
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(results()), encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda _: block(results()), readme), encoding="utf-8")


def block(found: Iterable[Result]) -> str:
    """The README's table: every limit and its figure, and where and when they were measured."""
    several = list(found)
    lines = ["| what | limit | measured |", "|---|---|---|"]
    for result in several:
        for each in limited(result):
            missed = "" if each.is_kept else " (**missed**)"
            lines.append(f"| {each.what} | {each.limit} | {each.measured}{missed} |")
    days = sorted({each.on for each in several})
    lines += [
        "",
        f"{' and '.join(sorted({each.machine for each in several}))}; {' to '.join(days[:1] + days[1:][-1:])}.",
    ]
    lines += ["How each was measured: [docs/numbers.md](docs/numbers.md)."]
    return "\n".join(lines) + "\n"


def page(found: Iterable[Result]) -> str:
    """The page of numbers."""
    several = list(found)
    lines = [ABOUT, "| what | limit | measured | | command | when | machine |", "|---|---|---|---|---|---|---|"]
    for result in several:
        for each in limited(result):
            kept = "kept" if each.is_kept else "**missed**"
            lines.append(
                f"| {each.what} | {each.limit} | {each.measured} | {kept} "
                f"| `{result.command}` | {result.on} | {result.machine} |"
            )
    for result in several:
        lines += ["", f"## {result.name.replace('_', ' ').capitalize()}", "", *_told(result)]
    return "\n".join(lines) + "\n"


def limited(result: Result) -> list[Figure]:
    """The figures that have a limit."""
    return [each for each in result.figures if each.limit]


def _told(result: Result) -> Iterator[str]:
    yield result.how
    yield ""
    yield from (f"- {each.what}: {each.measured}{f' ({each.limit})' if each.limit else ''}" for each in result.figures)
    yield f"- other programs took {result.others:.0%} of the cores meanwhile"
