"""What the log commits to when something is published. It is public, so the hash needs no salt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def commitment_of(facts: Mapping[str, Any]) -> bytes:
    """The hash a line holds of published facts: whoever changes them later is found out."""
    return sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def of_version(number: int, fragments: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a published version."""
    return {"number": number, "fragments": dict(fragments)}
