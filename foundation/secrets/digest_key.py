"""The key of digests that nobody can make anew, since nobody has the words: it outlives the master key."""

from sqlmodel import Session, col, select

from foundation.secrets.models import KeyFingerprint
from foundation.secrets.sealing import Seal, installation_key

_DIGESTS, _KEEPING = b"recovery codes", b"digest key"


def digest_key(session: Session, master_key: bytes) -> bytes:
    """It followed from the first master key, and is kept since that was changed. Raises KeyDoesNotFit."""
    query = select(KeyFingerprint.digest_key).where(col(KeyFingerprint.digest_key).is_not(None))
    kept = session.exec(query).first()
    if kept is None:
        return installation_key(master_key, _DIGESTS)
    return _seal(master_key).opened(kept, _KEEPING)


def keep_digest_key(session: Session, master_key: bytes, next_key: bytes) -> None:
    """Let the same open with another master key. Raises KeyDoesNotFit."""
    sealed = _seal(next_key).sealed(digest_key(session, master_key), _KEEPING)
    for row in session.exec(select(KeyFingerprint)).all():
        row.digest_key = sealed
    session.flush()


def _seal(master_key: bytes) -> Seal:
    return Seal(installation_key(master_key, _KEEPING))
