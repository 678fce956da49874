"""Logs say what happened and where, never to whom: exceptions appear as their class, database details are cut."""

from __future__ import annotations

import logging


class ClassesOnly(logging.Filter):
    """Replaces a logged exception with its class name and place. Exception texts can hold a person's data."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            error, _, trace = record.exc_info
            record.msg = f"{record.getMessage()}: {error.__module__}.{error.__qualname__}{_place(trace)}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _place(trace: object) -> str:
    last = trace
    while getattr(last, "tb_next", None) is not None:
        last = last.tb_next  # type: ignore[attr-defined]  # walked by getattr above
    frame = getattr(last, "tb_frame", None)
    return "" if frame is None else f" at {frame.f_globals.get('__name__', '?')}:{getattr(last, 'tb_lineno', 0)}"
