"""Where published stories go, and whether anybody can come there."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from foundation.dutch import _
from journeys.open_point import OpenPoint

_HOME_NETWORKS = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "invalid")
"""Ends of names that mean something within one network only (RFC 6761, RFC 6762, RFC 8375)."""


@dataclass(frozen=True)
class Site:
    """The public site."""

    public_url: str
    is_demonstration: bool = False


def address_points(site: Site) -> Iterator[OpenPoint]:
    """What is wrong with the address at which a story would stand. A demonstration is for its own computer."""
    if site.is_demonstration:
        return
    if not can_be_reached(site.public_url):
        sentence = _(
            "Het adres van de website is ‘%(address)s’, en dat adres kunnen inwoners niet openen. "
            "Vraag je beheerder om het echte adres in te stellen",
            address=site.public_url,
        )
        yield OpenPoint(sentence, "poort")
    elif urlsplit(site.public_url).scheme != "https":
        yield OpenPoint(_("Het adres van de website is niet beveiligd (https)"), "poort", is_blocking=False)


def can_be_reached(address: str) -> bool:
    """Whether it is a web address that leads somewhere from any computer, as far as its text tells."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    number = _number(host)
    if number is not None:
        return number.is_global
    at_home = any(host == end or host.endswith(f".{end}") for end in _HOME_NETWORKS)
    return "." in host and not at_home and not any(sign.isspace() for sign in host)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host in figures means: '::1', '127.0.0.1', but also '127.1' and '2130706433'."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        pass
    else:
        return getattr(found, "ipv4_mapped", None) or found
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
