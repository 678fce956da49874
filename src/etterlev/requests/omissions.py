"""What is left out of an answer without a word, because the law forbids telling even that it exists.

hvitvaskingsloven § 28: nobody may tell a person that they are being looked into, or that a report was made. What a
source's map says of each table decides, the same for everybody, so that an answer looks alike whether there was
something or not. Nobody at the desk can take it with; they see that it is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from etterlev.law.bases import Right
from etterlev.law.refusals import omissions

# A table with such a name is about nothing else, whatever its fields are called.
_NAMES: Final = re.compile(
    r"hvitvask|kvitvask|okokrim|økokrim|mistank|mistenkelig|money.?launder|suspicio|\baml\b|_aml|aml_", re.I
)
# What only leads to somebody. A table with a name in it is somebody's card: the rest of it is theirs to see.
_LEADS: Final = frozenset({"email", "national-identity-number", "customer-number", "employee-number", "organisation"})


@cache
def categories(right: str) -> frozenset[str]:
    """The categories no answer to this right may hold or mention."""
    return frozenset(
        category
        for each in omissions().values()
        if right in set(Right) and Right(right) in each.rights
        for category in each.categories
    )


def is_silent(unit: str, fields: Mapping[str, str], right: str) -> bool:
    """Whether a whole table is left out: by its name, or because its fields say nothing else about anybody."""
    omitted = categories(right)
    if not omitted:
        return False
    held = set(fields.values())
    return bool(_NAMES.search(unit)) or bool(held & omitted and not held - omitted - _LEADS - {""})
