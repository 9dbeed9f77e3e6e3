"""For which site passkeys are: a browser gives them to no other."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True)
class PasskeySite:
    """`host` is what passkeys hang on (the relying party's id); `origin` is where pages come from."""

    host: str
    origin: str


def passkey_site(public_url: str) -> PasskeySite | None:
    """None where browsers give none: under an IP address, or without https (but on one's own computer)."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    if not host or _is_ip(host) or (parts.scheme != "https" and host != "localhost"):
        return None
    return PasskeySite(host, f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}")


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
