"""What we show a sign-in service that it is us who asks, as it is kept: sealed, tied to its organisation."""

from foundation.secrets.sealing import Seal

_PURPOSE = b"identity provider"


class ProviderVault:
    """Holds a key; keeps nothing that it seals."""

    def __init__(self, master_key: bytes) -> None:
        """`master_key`: kept apart from the database."""
        self._seal = Seal(master_key, None, _PURPOSE)

    def sealed_for(self, organisation_id: int, secret: str) -> bytes:
        return self._seal.sealed(secret.encode(), _label(organisation_id))

    def opened_for(self, organisation_id: int, sealed: bytes) -> str:
        """Raises KeyDoesNotFit."""
        return self._seal.opened(sealed, _label(organisation_id)).decode()


def _label(organisation_id: int) -> bytes:
    return b"client secret|%d" % organisation_id
