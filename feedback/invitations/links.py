"""Addresses in an invitation. A code stands behind the # alone: a browser sends that to no server, so no log has it."""

from urllib.parse import urlsplit

from feedback.codes.keys import CodeKeys

DOOR, FIGURES, NO_MORE = "/mening", "/cijfers", "/mening/geen-uitnodigingen"


def door_address(public_url: str) -> str:
    """Where somebody types a code."""
    return public_url.rstrip("/") + DOOR


def figures_address(public_url: str, slug: str) -> str:
    """Where everybody reads what came of a measurement."""
    return f"{public_url.rstrip('/')}{FIGURES}/{slug}"


def no_more_address(public_url: str, keys: CodeKeys, invitation_id: int) -> str:
    """Where one press ends all invitations to who got this one, and does nothing else."""
    return f"{public_url.rstrip('/')}{NO_MORE}/{invitation_id}-{keys.no_more(invitation_id)}"


def spoken(address: str) -> str:
    """As people read and type it: without 'https://'."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"
