"""At which addresses a host is asked: public ones, and those in networks that whoever runs the installation named."""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from foundation.outbound.trouble import AddressPrivate, HostUnknown

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for one of IPv4 (RFC 6052)."""


def addresses_of(host: str, port: int, named: tuple[Network, ...]) -> list[Address]:
    """Where `host` is, all of them fit to be asked. Raises HostUnknown, AddressPrivate: one that isn't is enough.

    Who connects to one of these, and does not look the name up again, can't be led elsewhere in between.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise HostUnknown(host) from None
    addresses = [ip_address(str(one[4][0]).split("%")[0]) for one in found]
    if not addresses:
        raise HostUnknown(host)
    if not all(_may_be_asked(one, named) for one in addresses):
        raise AddressPrivate(host)
    return addresses


def is_named(address: Address, named: tuple[Network, ...]) -> bool:
    return any(address in network for network in named)


def _may_be_asked(address: Address, named: tuple[Network, ...]) -> bool:
    meant = _behind(address)
    is_public = meant.is_global and not meant.is_multicast and not meant.is_reserved
    return is_public or is_named(meant, named)


def _behind(address: Address) -> Address:
    """The address of IPv4 that one of IPv6 stands for."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
