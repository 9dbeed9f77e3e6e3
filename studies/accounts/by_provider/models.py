"""Where an organisation's own people sign in, who of them is who there, and who is on their way."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import ByValue, Scoped, Table, UtcDateTime, one_of


class SecondStepThere(StrEnum):
    """When a second step that somebody took there counts as one here."""

    NEVER = "never"
    WHEN_SAID = "when_said"
    ALWAYS = "always"


class Purpose(StrEnum):
    """What somebody goes there for; what comes back for one opens no other door."""

    SIGN_IN = "sign_in"
    BIND = "bind"
    JOIN = "join"
    CONFIRM = "confirm"


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
    __table_args__ = (one_of("purpose", Purpose),)

    browser_digest: str = Field(unique=True)
    """Of a random word that this browser alone carries in a cookie; all that it is asked by follows from that word."""
    provider_id: int = Field(foreign_key="identity_provider.id", index=True)
    purpose: Purpose = Field(sa_type=ByValue(Purpose))
    sign_in_id: int | None = None
    """By which sign-in it was begun, where somebody is signed in; that may have ended meanwhile."""
    invitation: str = ""
    """The digest of the invitation that is answered."""
    address: str = ""
    """Where they were going."""
    begun_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
