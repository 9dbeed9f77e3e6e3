"""What we show a sign-in service that it is us who asks, as it is kept: sealed, tied to its organisation."""

from sqlmodel import Session, col, select, update

from foundation.secrets.sealing import Seal, installation_key
from studies.accounts.models import IdentityProvider

_PURPOSE = b"identity provider"


class ProviderVault:
    """Holds a key; keeps nothing that it seals."""

    def __init__(self, master_key: bytes) -> None:
        """`master_key`: kept apart from the database."""
        self._seal = Seal(installation_key(master_key, _PURPOSE))

    def sealed_for(self, organisation_id: int, secret: str) -> bytes:
        return self._seal.sealed(secret.encode(), _label(organisation_id))

    def opened_for(self, organisation_id: int, sealed: bytes) -> str:
        """Raises KeyDoesNotFit."""
        return self._seal.opened(sealed, _label(organisation_id)).decode()

    def move_to(self, session: Session, other: "ProviderVault") -> None:
        """Seal what is kept under another master key. Raises KeyDoesNotFit.

        By statements: the history tells of rows that change, and the service stays the one it was.
        """
        for one in session.exec(select(IdentityProvider).order_by(col(IdentityProvider.id))).all():
            sealed = self._seal.moved_to(other._seal, one.sealed_secret, _label(one.organisation_id))
            this = col(IdentityProvider.id) == one.id
            session.exec(update(IdentityProvider).where(this).values(sealed_secret=sealed))


def _label(organisation_id: int) -> bytes:
    return b"client secret|%d" % organisation_id
