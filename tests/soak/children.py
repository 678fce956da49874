"""Work done in a process of its own, so that it can be killed, and so that the parent never holds a connection."""

from __future__ import annotations

import json
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SIGKILLED = 9
# No step of the thread takes a minute; one that hangs ends by SIGALRM and is told of.
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class End:
    """How a process ended: 0 well, 1 failed, otherwise the signal that ended it. `value` is what it returned."""

    code: int
    value: Any = None


def in_child(do: Callable[[], Any]) -> End:
    """Run in a forked process, and wait for it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _live(do, writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    return End(code, json.loads(text) if code == 0 and text else None)


def _live(do: Callable[[], Any], writer: int) -> None:
    code = 1
    signal.alarm(LONGEST_SECONDS)
    try:
        value = do()
        with os.fdopen(writer, "w") as pipe:
            json.dump(value, pipe, default=str)
        code = 0
    except Exception:  # noqa: BLE001  # the child's end is its whole story
        traceback.print_exc()
    finally:
        # Never back into the parent's code, whatever happened.
        os._exit(code)
