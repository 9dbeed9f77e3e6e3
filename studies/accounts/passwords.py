"""Passwords are kept as argon2id hashes; checking one takes as long whether or not the person has any.

Settings: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. A hash from before is made
anew when its owner signs in.
"""

import os
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import new_token
from studies.accounts.easily_guessed import is_common, is_made_of

SHORTEST_PASSWORD = 12
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))
"""Who tries many passwords leaves half of the processors to those who work."""


class PasswordUnfit(ResearcherError):
    """It can't be chosen: PasswordTooShort, PasswordCommon or PasswordOfNames."""


class PasswordTooShort(PasswordUnfit):
    def __init__(self) -> None:
        super().__init__(_("Kies een wachtwoord van %(n)s tekens of meer.", n=SHORTEST_PASSWORD))


class PasswordCommon(PasswordUnfit):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit wachtwoord gebruiken veel mensen. Wie wil inbreken, probeert dat eerst. "
                "Kies een ander, bijvoorbeeld een zin van vijf woorden die alleen jij bedenkt."
            )
        )


class PasswordOfNames(PasswordUnfit):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit wachtwoord is bijna alleen een naam: van jou, je organisatie, je e-mailadres of dit programma. "
                "Kies een ander, bijvoorbeeld een zin van vijf woorden die alleen jij bedenkt."
            )
        )


def check_fit(password: str, names: Iterable[str]) -> None:
    """`names`: of its owner, their address and their organisation. Raises PasswordUnfit."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if is_common(password):
        raise PasswordCommon
    if is_made_of(password, names):
        raise PasswordOfNames


def hashed(password: str, names: Iterable[str]) -> str:
    """What is stored of a password; `names` as `check_fit` takes them. Raises PasswordUnfit."""
    check_fit(password, names)
    return rehashed(password)


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
