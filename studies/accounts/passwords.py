"""Passwords are kept as argon2id hashes; checking one takes as long whether or not the person has any.

Settings: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. A hash from before is made
anew when its owner signs in.
"""

import os
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import new_token

SHORTEST_PASSWORD = 12
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))
"""Who tries many passwords leaves half of the processors to those who work."""


class PasswordTooShort(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies een wachtwoord van %(n)s tekens of meer.", n=SHORTEST_PASSWORD))


def hashed(password: str) -> str:
    """What is stored of a password. Raises PasswordTooShort."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether this is the password that was stored; None has none, and fits nothing."""
    compared = stored or _nobodys_hash()
    try:
        with _AT_ONCE:
            _HASHER.verify(compared, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def rehashed(password: str) -> str:
    """What is stored of a password that fitted, whatever its length: it was chosen under the rules of its day."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_dated(stored: str) -> bool:
    """Whether this hash was made with other settings than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys_hash() -> str:
    """Checked when the address is unknown, so that the answer takes as long as for a known one."""
    return _HASHER.hash(new_token())
