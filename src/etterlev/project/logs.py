"""Logs say what happened and where, never to whom: exceptions appear as their class, database details are cut, and a
request by its route, since the address of a link is a key.
"""

from __future__ import annotations

import logging


class ClassesOnly(logging.Filter):
    """Replaces a logged exception with its class name and place, and what Django says of a request with its method,
    route and status. The texts of both can hold a person's data, or a link that opens it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            record.msg, record.args = _line_of(request, getattr(record, "status_code", None)), ()
        if record.exc_info and record.exc_info[0] is not None:
            error, _, trace = record.exc_info
            record.msg = f"{record.getMessage()}: {error.__module__}.{error.__qualname__}{_place(trace)}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _line_of(request: object, status: object) -> str:
    """`POST sak/<slug:department>/<str:secret>/ 422`; an address with no route of ours is not repeated."""
    route = getattr(getattr(request, "resolver_match", None), "route", None)
    line = f"{getattr(request, 'method', '')} {'(no such route)' if route is None else route}"
    return line if status is None else f"{line} {status}"


def _place(trace: object) -> str:
    last = trace
    while getattr(last, "tb_next", None) is not None:
        last = last.tb_next  # type: ignore[attr-defined]  # walked by getattr above
    frame = getattr(last, "tb_frame", None)
    return "" if frame is None else f" at {frame.f_globals.get('__name__', '?')}:{getattr(last, 'tb_lineno', 0)}"
