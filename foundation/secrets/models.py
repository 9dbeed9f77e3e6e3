"""What the database knows of the keys beside it."""

from sqlmodel import Field

from foundation.tables import Table


class KeyFingerprint(Table, table=True):
    """By which a key is known; the key does not follow from it."""

    __tablename__ = "key_fingerprint"

    name: str = Field(unique=True)
    fingerprint: str
    digest_key: bytes | None = None
    """What digests are made with that nobody can make anew, sealed under this key; None while it follows from it."""
