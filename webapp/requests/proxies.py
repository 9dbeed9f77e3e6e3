"""Who is really asking, behind a proxy: what it forwards is believed when it comes from a network that is trusted.

X-Forwarded-For is read from right to left: each trusted proxy wrote down who asked it, and the first who is not trusted
is who asks us. What stands further to the left, anybody could have written.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from foundation.limits.networks import plain_address

Network = IPv4Network | IPv6Network
Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]

_FORWARDED = tuple(
    f"HTTP_{name}"
    for name in (
        *("X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX"),
        *("X_FORWARDED_BY", "X_FORWARDED_SSL", "FORWARDED", "X_REAL_IP", "X_REQUEST_ID"),
    )
)
REQUEST_ID = "verhaallijn.request_id"
"""Where in what a server hands over the number of a request stands, that goes into the log."""
_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_OVER_A_SOCKET_FILE = "127.0.0.1"
"""Stands for whoever asks over a file: only this machine can."""


def networks_in(written: str) -> tuple[Network, ...]:
    """'127.0.0.1, 10.0.0.0/8' -> two networks. Raises ValueError."""
    return tuple(ip_network(one) for one in written.replace(",", " ").split())


class TrustedProxies:
    """Sets the address, scheme and host of who really asks, and lets no other forwarded header through."""

    def __init__(self, app: WsgiApp, networks: Sequence[Network]) -> None:
        self._app, self._networks = app, networks

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        given = {name: _values(environ.pop(name, "")) for name in _FORWARDED}
        peer = environ.get("REMOTE_ADDR") or _OVER_A_SOCKET_FILE
        environ["REMOTE_ADDR"] = _OVER_A_SOCKET_FILE if peer == "localhost" else peer
        if self._trusts(environ["REMOTE_ADDR"]):
            self._believe(environ, given)
        return self._app(environ, start)

    def _believe(self, environ: Environ, given: dict[str, list[str]]) -> None:
        environ["REMOTE_ADDR"], hops = self._asking(environ["REMOTE_ADDR"], given["HTTP_X_FORWARDED_FOR"])
        scheme, host = (_of_hop(given[name], hops) for name in ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"))
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if given["HTTP_X_REQUEST_ID"] and _NUMBER.fullmatch(given["HTTP_X_REQUEST_ID"][-1]):
            environ[REQUEST_ID] = given["HTTP_X_REQUEST_ID"][-1]
        if _HOST.fullmatch(host):
            environ["HTTP_HOST"] = host

    def _asking(self, peer: str, forwarded: list[str]) -> tuple[str, int]:
        """Who asks, and how many proxies are between; what is no address ends the way back."""
        for passed, written in enumerate(reversed(forwarded)):
            if not self._trusts(peer):
                return peer, passed
            try:
                peer = str(plain_address(written))
            except ValueError:
                return peer, passed + 1
        return peer, max(1, len(forwarded))

    def _trusts(self, peer: str) -> bool:
        try:
            address = plain_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._networks if network.version == address.version)


def _values(header: str) -> list[str]:
    return [one.strip() for one in header.split(",") if one.strip()]


def _of_hop(values: list[str], hops: int) -> str:
    """What the proxy that was asked first wrote down; '' where none did."""
    return values[-min(hops, len(values))] if values else ""
