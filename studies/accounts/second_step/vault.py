"""Secrets of the second step, as they are kept: sealed, or as a keyed digest, each tied to its person."""

from foundation.secrets.sealing import Seal, keyed_digest, study_key

_SECRETS, _CODES = b"second step", b"recovery codes"


class SecondStepVault:
    """Holds keys; keeps nothing that it seals. A row that is moved to another person opens nothing there."""

    def __init__(self, master_key: bytes) -> None:
        """`master_key`: kept apart from the database."""
        self._seal = Seal(master_key, None, _SECRETS)
        self._digesting = study_key(master_key, None, _CODES)

    def sealed(self, person_id: int, secret: str) -> bytes:
        return self._seal.sealed(secret.encode(), _label(person_id))

    def opened(self, person_id: int, sealed: bytes) -> str:
        """Raises KeyDoesNotFit."""
        return self._seal.opened(sealed, _label(person_id)).decode()

    def digest(self, person_id: int, code: str) -> str:
        """Of a recovery code, without spaces and dashes and in small letters."""
        return keyed_digest(self._digesting, f"{person_id}|{code}")


def _label(person_id: int) -> bytes:
    return b"totp|%d" % person_id
