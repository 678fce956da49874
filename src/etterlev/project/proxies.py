"""Who really asks, behind a reverse proxy: a proxy we trust is believed about the visitor's address, nobody else is.

A proxy is where TLS ends, so what comes through it came by the scheme of the surface's own origin. Without this, every
visitor would share the proxy's address and its limits, and a browser's forms would seem to come from another site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def networks(text: str) -> tuple[Network, ...]:
    """The networks in `127.0.0.1, 10.0.0.0/8`. Raises ValueError for one that is none."""
    return tuple(ip_network(each.strip(), strict=False) for each in text.split(",") if each.strip())


def visitor(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address the nearest proxy we do not run was seen from: the visitor, as far as we can know."""
    seen = peer
    for hop in reversed(forwarded.split(",")):
        if not _is_trusted(seen, trusted) or not _is_address(hop.strip()):
            return seen
        seen = hop.strip()
    return seen


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def behind(application: Application, *, trusted: Sequence[Network], scheme: str) -> Application:
    """The application as visitors reach it through the proxies of `trusted`, by the origin's `scheme`."""

    def served(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        if _is_trusted(peer, trusted):
            environ["REMOTE_ADDR"] = visitor(peer, environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)
            environ["wsgi.url_scheme"] = scheme
        return application(environ, start_response)

    return served
