"""What somebody shows who they are with, beside a password, and what waits while they are showing it.

A person has these in every organisation they work for.
"""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import ByValue, Table, UtcDateTime, one_of
from studies.models import CameBy


class AuthenticatorApp(Table, table=True):
    """The app that shows somebody a new code every half minute. Its secret lies sealed, tied to the person."""

    __tablename__ = "authenticator_app"

    person_id: int = Field(foreign_key="person.id", unique=True)
    sealed: bytes | None = None
    """The secret that works. None: none was ever confirmed by a code."""
    next_sealed: bytes | None = None
    """One that is being set up; the other goes on working until a code confirms it."""
    last_step: int = Field(default=0, sa_type=BigInteger)
    """The half minute (since 1970) of the last code that was accepted: that code and all before it are worthless."""
    since: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecoveryCode(Table, table=True):
    """One of the codes on paper, for who lost all else. A keyed digest of it, tied to the person."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    person_id: int = Field(foreign_key="person.id", index=True)
    digest: str
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Passkey(Table, table=True):
    """A key pair of which the secret half never leaves somebody's device (WebAuthn, level 3)."""

    __table_args__ = (CheckConstraint("name <> ''", name="has_name"),)

    person_id: int = Field(foreign_key="person.id", index=True)
    credential_id: bytes = Field(unique=True)
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)
    """How often it signed, by its own count; passkeys that go along to other devices keep saying 0."""
    transports: list[str] = Field(default_factory=list, sa_type=JSON)
    name: str
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suspect_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since its count went back, as a copy's would: it opens nothing any more."""


class PasskeyChallenge(Table, table=True):
    """What a passkey is asked to sign: once, in this browser, within minutes."""

    __tablename__ = "passkey_challenge"

    browser_digest: str = Field(unique=True)
    """Of a random word that this browser alone carries in a cookie."""
    purpose: str
    challenge: bytes
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class HalfSignIn(Table, table=True):
    """Somebody showed a password or link and still has to take the second step. Nobody is signed in by it."""

    __tablename__ = "half_sign_in"
    __table_args__ = (one_of("came_by", CameBy),)

    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    came_by: CameBy = Field(sa_type=ByValue(CameBy))
    browser: str = ""
    system: str = ""
    address: str = ""
    """Where they were going."""
    provider_id: int | None = Field(default=None, foreign_key="identity_provider.id")
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class EmailChange(Table, table=True):
    """An address that somebody wants to sign in with, until a link that was sent there is opened."""

    __tablename__ = "email_change"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    person_id: int = Field(foreign_key="person.id", unique=True)
    email: str
    token_digest: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
