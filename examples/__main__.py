"""`python -m examples FOLDER [--seed N] [--size group|large]`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from examples.generate import generate
from examples.size import SIZES


def main(arguments: list[str]) -> int:
    """0 when the example is made, 2 when the folder cannot be written to."""
    parser = argparse.ArgumentParser(prog="python -m examples", description="Make the fictional accounting group.")
    parser.add_argument("folder", type=Path, help="where to put it; an earlier example there is replaced")
    parser.add_argument(
        "--seed", type=int, default=0, help="another number gives other names, towns, tables and columns"
    )
    parser.add_argument("--size", choices=SIZES, default="group", help="large: ten departments, twenty thousand people")
    chosen = parser.parse_args(arguments)
    try:
        example = generate(chosen.folder, seed=chosen.seed, size=SIZES[chosen.size])
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    sys.stdout.write(
        f"{example.group.name}: {len(example.people)} people, {len(example.sources)} sources in {example.folder}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
