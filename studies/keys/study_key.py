"""What seals, opens and digests within one study."""

from collections.abc import Callable
from functools import cache

from foundation.secrets.sealing import Seal


class StudyKey:
    """A key for every purpose. It is looked up when something is sealed, opened or digested, and not before."""

    def __init__(self, look_up: Callable[[], Callable[[bytes], bytes]]) -> None:
        """`look_up`: asked once at most; gives the 32 bytes for a purpose, and raises what the user of them meets."""
        self._looked_up = cache(look_up)
        self._seals: dict[bytes, Seal] = {}

    def of(self, purpose: bytes) -> bytes:
        """32 bytes: from one of them nothing follows about another. Raises KeyDoesNotFit."""
        return self._looked_up()(purpose)

    def seal(self, purpose: bytes) -> Seal:
        """Raises KeyDoesNotFit."""
        if purpose not in self._seals:
            self._seals[purpose] = Seal(self.of(purpose))
        return self._seals[purpose]
