"""Sets a document in a process of its own, so that the memory it takes is given back and never stays where pages are
served. Run as a program: what to set as JSON on standard input, the document on standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

# Made by `tools/assets`; a checkout without Node has none.
FONTS: Final = Path(__file__).with_name("fonts")


def typeset(template: Path, fonts: Path, inputs: dict[str, str], made_on: date) -> bytes:
    """PDF/UA-1 of a template, with these fonts only; the same bytes each time. The inputs come in as data, never as
    markup. Raises subprocess.CalledProcessError when it cannot be set.
    """
    told = {"template": str(template), "fonts": str(fonts), "inputs": inputs, "made_on": made_on.isoformat()}
    command = [sys.executable, __file__]
    return subprocess.run(command, input=json.dumps(told).encode(), stdout=subprocess.PIPE, check=True).stdout


def main() -> None:
    import typst

    told = json.load(sys.stdin)
    made = typst.compile(
        told["template"],
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        font_paths=[told["fonts"]],
        sys_inputs=told["inputs"],
        timestamp=datetime.combine(date.fromisoformat(told["made_on"]), time(), tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
