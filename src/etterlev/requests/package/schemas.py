"""JSON Schema 2020-12 of the two files that are alike in every answer; a table has one of its own (`files.schema`)."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _maybe(schema: dict[str, Any], **properties: dict[str, Any]) -> dict[str, Any]:
    """The same object, with what it may have besides."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _named(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


_REQUEST: Final = _object(reference=_TEXT, right=_TEXT, received=_TEXT, name=_TEXT, email=_TEXT, message=_TEXT)
# What Etterlev itself holds. Instants and dates are ISO 8601; `right` is the provision, `what` is for the reader.
OWN: Final = _named(
    "etterlev",
    _object(
        name=_TEXT,
        language=_TEXT,
        identifiers=_list(_object(kind=_TEXT, value=_TEXT)),
        relations=_list(
            _object(category=_TEXT, activity=_TEXT, since=_TEXT, until={"type": ["string", "null"]}),
        ),
        request=_REQUEST,
        log=_list(_object(at=_TEXT, what=_TEXT)),
    ),
)
# What was hidden because it is another person's (Article 15(4)) or a client's that is bound to secrecy.
REDACTIONS: Final = _named(
    "redactions",
    _list(_object(mark=_TEXT, kind=_TEXT, places=_COUNT, ground={"enum": ["A15-4", "secrecy"]})),
)
_STATES: Final = {"enum": ["searched", "unreadable", "skipped", "changed"]}
_BY_HAND: Final = {"enum": ["owner", "substitute", "contact"]}
# What was searched. `found` counts what was found, `left_out` those of them that somebody decided are another's;
# `reason` of a unit is the name of what went wrong, that of a source what was done instead. Where a person searched,
# `by` is their role and `at` when they answered.
COVERAGE: Final = _named(
    "coverage",
    _list(
        _object(
            source=_TEXT,
            complete={"type": "boolean"},
            reason={"type": ["string", "null"]},
            units=_list(
                _maybe(
                    _object(
                        unit=_TEXT,
                        state=_STATES,
                        rows=_COUNT,
                        found=_COUNT,
                        used=_list(_TEXT),
                        reason=_TEXT,
                        left_out=_COUNT,
                    ),
                    by=_BY_HAND,
                    at=_TEXT,
                )
            ),
        )
    ),
)
