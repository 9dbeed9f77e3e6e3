"""What somebody shows who they are with, beside a password, and what waits while they are showing it.

A person has these in every organisation they work for.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.clock import now
from foundation.tables import ByValue, Scoped, Table, UtcDateTime, one_of
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


class SecondStepThere(StrEnum):
    """When a second step that somebody took there counts as one here."""

    NEVER = "never"
    WHEN_SAID = "when_said"
    ALWAYS = "always"


class VisitPurpose(StrEnum):
    """What somebody goes there for; what comes back for one opens no other door."""

    SIGN_IN = "sign_in"
    BIND = "bind"
    JOIN = "join"
    CONFIRM = "confirm"


class FailedSignIns(SQLModel, table=True):
    """How often signing in to an account failed in one way since the history told of it."""

    __tablename__ = "failed_sign_ins"

    person_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """0: addresses that nobody has, together. Nothing points from here at a person: counting is one statement."""
    way: str = Field(primary_key=True)
    """A studies.accounts.sign_ins.failed.Way."""
    hits: int
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IdentityProvider(Scoped, table=True):
    """The one service at which people of an organisation sign in."""

    __tablename__ = "identity_provider"
    __table_args__ = (
        UniqueConstraint("organisation_id"),
        one_of("second_step", SecondStepThere),
        CheckConstraint("issuer <> '' AND client_id <> ''", name="is_told"),
    )

    issuer: str
    """As it writes itself in what it signs: compared sign by sign."""
    client_id: str
    sealed_secret: bytes
    """Sealed under the key of names, tied to the organisation."""
    is_on: bool = False
    takes_newcomers: bool = False
    """Whether somebody who is unknown here becomes a guest, who may do nothing yet."""
    second_step: SecondStepThere = Field(default=SecondStepThere.NEVER, sa_type=ByValue(SecondStepThere))
    second_step_words: str = "mfa"
    """By which it says so, in `amr` or `acr`; between spaces."""


class ProviderIdentity(Scoped, table=True):
    """Who somebody is at their organisation's service: by its name and number, never by an e-mail address."""

    __tablename__ = "provider_identity"
    __table_args__ = (
        UniqueConstraint("organisation_id", "issuer", "subject"),
        UniqueConstraint("organisation_id", "person_id"),
    )

    person_id: int = Field(foreign_key="person.id", index=True)
    issuer: str
    subject: str
    bound_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProviderVisit(Table, table=True):
    """Somebody is on their way to the service and back: once, in one browser, within minutes."""

    __tablename__ = "provider_visit"
    __table_args__ = (one_of("purpose", VisitPurpose),)

    browser_digest: str = Field(unique=True)
    """Of a random word that this browser alone carries in a cookie; all that it is asked by follows from that word."""
    provider_id: int = Field(foreign_key="identity_provider.id", index=True)
    purpose: VisitPurpose = Field(sa_type=ByValue(VisitPurpose))
    sign_in_id: int | None = None
    """By which sign-in it was begun, where somebody is signed in; that may have ended meanwhile."""
    invitation: str = ""
    """The digest of the invitation that is answered."""
    address: str = ""
    """Where they were going."""
    begun_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
