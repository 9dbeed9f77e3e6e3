"""A form as somebody sent it, for the domain: it knows no web framework."""

from typing import Protocol


class Posted(Protocol):
    """A submitted form."""

    def get(self, key: str, default: str, /) -> str: ...

    def getlist(self, key: str, /) -> list[str]: ...
