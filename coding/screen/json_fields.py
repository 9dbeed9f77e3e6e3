"""What the coding screen posts, checked before it reaches the domain."""

from collections.abc import Mapping
from typing import Any

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import MOST

PostedJson = Mapping[str, Any]


class Unreadable(ResearcherError):
    """Not what our own screen sends: an old page in a tab, or somebody's script."""

    def __init__(self) -> None:
        super().__init__(_("Deze pagina past niet meer bij het programma. Er is niets gewijzigd. Herlaad de pagina."))


def number(posted: PostedJson, name: str) -> int:
    """A whole number that a database has room for. Raises Unreadable."""
    value = posted.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST:
        raise Unreadable
    return value


def number_or_none(posted: PostedJson, name: str) -> int | None:
    """A whole number, or None when it is absent or null. Raises Unreadable."""
    return None if posted.get(name) is None else number(posted, name)


def texts(posted: PostedJson, name: str) -> dict[str, str]:
    """Texts by name; absent is none. Raises Unreadable."""
    value = posted.get(name, {})
    if not isinstance(value, dict):
        raise Unreadable
    return {_storable(key): text(value, key) for key in value}


def text(posted: PostedJson, name: str) -> str:
    """Text; absent is empty. Raises Unreadable."""
    value = posted.get(name, "")
    if not isinstance(value, str):
        raise Unreadable
    return _storable(value)


def text_or_none(posted: PostedJson, name: str) -> str | None:
    """Text, or None when it is absent or null. Raises Unreadable."""
    return None if posted.get(name) is None else text(posted, name)


def _storable(value: str) -> str:
    """Half an emoji cannot be stored: browsers can send it, databases have no place for it. Raises Unreadable."""
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Unreadable
    return value
