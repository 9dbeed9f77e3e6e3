"""From which network somebody asks: the address itself, or of IPv6 the /64 that one household has."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_BITS = {4: 32, 6: 64}
_AROUND = {4: 24, 6: 48}


def network_of(address: str | None) -> str:
    """'192.0.2.7' -> '192.0.2.7/32', '2001:db8:1:2:3::9' -> '2001:db8:1:2::/64'; '' where no address is known."""
    return _within(address, _BITS)


def surroundings_of(address: str | None) -> str:
    """'192.0.2.7' -> '192.0.2.0/24', '2001:db8:1:2:3::9' -> '2001:db8:1::/48': all that a customer can have."""
    return _within(address, _AROUND)


def _within(address: str | None, bits: dict[int, int]) -> str:
    try:
        known = plain_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((known, bits[known.version]), strict=False))


def plain_address(written: str) -> IPv4Address | IPv6Address:
    """Without its interface, and IPv4 as such where it is written as IPv6. Raises ValueError."""
    address = ip_address(written.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address
