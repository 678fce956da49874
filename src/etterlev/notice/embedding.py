"""Who may show the statement inside a page of their own: the group's website, and what the operator has added."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from etterlev.controllers import queries as controllers

# Nothing a header could be broken with: a scheme, a host, perhaps a port (CSP level 3, host-source without wildcards).
_ORIGIN: Final = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")


def origins() -> tuple[str, ...]:
    """The allow list, each as scheme://host[:port]. What is not a plain origin is left out, never widened."""
    named = [_origin_of(controllers.group_website()), *(_origin_of(each) for each in settings.EMBED_ORIGINS)]
    return tuple(dict.fromkeys(each for each in named if each))


def _origin_of(address: str) -> str:
    parts = urlsplit(address.strip().lower())
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if _ORIGIN.fullmatch(origin) else ""
