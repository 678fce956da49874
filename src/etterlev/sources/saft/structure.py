"""Which elements a file has, by path: what a fingerprint is made of. Never what stands in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from operator import attrgetter
from typing import Final
from xml.etree.ElementTree import Element

from etterlev.sources.saft.elements import local
from etterlev.sources.saft.errors import FileTooLarge

# The format is six deep below a row.
DEEPEST: Final = 20
MOST_SHAPES: Final = 20_000
# Paths of one file; the format has some eleven hundred.
MOST_PATHS: Final = 5_000
_tag = attrgetter("tag")


class Structure:
    """Paths as they are seen, versions, and rows counted."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.versions: set[str] = set()
        self.rows: Counter[str] = Counter()
        self._shapes: set[tuple[object, ...]] = set()

    def note(self, group: str, element: Element) -> None:
        """Add the paths of an element that stands in a group. Raises FileTooLarge for one without end."""
        every = list(element.iter())
        # Tags in the order of the document and how many children each has are the whole shape, and quickly had.
        shape = (group, *map(_tag, every), *map(len, every))
        if shape in self._shapes:
            return
        if len(self._shapes) >= MOST_SHAPES:
            self._shapes.clear()
        self._shapes.add(shape)
        self._walk(group, element, 0)
        if len(self.paths) > MOST_PATHS:
            raise FileTooLarge

    def _walk(self, above: str, element: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise FileTooLarge
        path = f"{above}/{local(element.tag)}".lstrip("/")
        self.paths.add(path)
        for child in element:
            self._walk(path, child, depth + 1)

    def fingerprint(self) -> str:
        """A SHA-256 of versions and paths; the same however many elements there are and whatever is in them."""
        return hashlib.sha256("\n".join([*sorted(self.versions), "", *sorted(self.paths)]).encode()).hexdigest()
