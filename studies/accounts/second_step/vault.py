"""Secrets of the second step, as they are kept: sealed, or as a keyed digest, each tied to its person."""

from collections.abc import Callable
from functools import partial

from sqlmodel import Session, col, select

from foundation.secrets.digest_key import digest_key
from foundation.secrets.sealing import Seal, installation_key, keyed_digest
from studies.accounts.models import AuthenticatorApp

_SECRETS = b"second step"


class SecondStepVault:
    """Holds keys; keeps nothing that it seals. A row that is moved to another person opens nothing there."""

    def __init__(self, master_key: bytes) -> None:
        """`master_key`: kept apart from the database."""
        self._master_key = master_key
        self._seal = Seal(installation_key(master_key, _SECRETS))

    def sealed(self, person_id: int, secret: str) -> bytes:
        return self._seal.sealed(secret.encode(), _label(person_id))

    def opened(self, person_id: int, sealed: bytes) -> str:
        """Raises KeyDoesNotFit."""
        return self._seal.opened(sealed, _label(person_id)).decode()

    def digests(self, session: Session, person_id: int) -> Callable[[str], str]:
        """Makes digests of recovery codes, written without spaces and dashes and in small letters."""
        return partial(_digest, digest_key(session, self._master_key), person_id)

    def move_to(self, session: Session, other: "SecondStepVault") -> None:
        """Seal what is kept under another master key. Raises KeyDoesNotFit."""
        for app in session.exec(select(AuthenticatorApp).order_by(col(AuthenticatorApp.id))).all():
            label = _label(app.person_id)
            if app.sealed:
                app.sealed = self._seal.moved_to(other._seal, app.sealed, label)
            if app.next_sealed:
                app.next_sealed = self._seal.moved_to(other._seal, app.next_sealed, label)
        session.flush()


def _digest(key: bytes, person_id: int, code: str) -> str:
    return keyed_digest(key, f"{person_id}|{code}")


def _label(person_id: int) -> bytes:
    return b"totp|%d" % person_id
