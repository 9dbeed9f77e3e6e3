"""What is measured continuously, and whom it is about."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, col

from foundation.clock import now
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of


class Way(StrEnum):
    """How people come by their code."""

    CARDS = "cards"
    """Handed out: nobody knows who answers."""
    INVITED = "invited"
    """By letter or mail, to an address: the researchers can see who answered."""

    @property
    def dutch(self) -> str:
        return {Way.CARDS: _("Kaartje met een eenmalige code"), Way.INVITED: _("Brief of e-mail")}[self]


class Measurement(Scoped, table=True):
    """People are asked the same questions all year round. `slug` stands in addresses.

    Without `agreed_on` nobody can be asked; `closed_on` ends it. Statutory research stands apart: it may not be used
    for purchasing, and no provider gets a grade by it.
    """

    __table_args__ = (
        one_of("way", Way),
        CheckConstraint("closed_on IS NULL OR agreed_on IS NOT NULL", name="closed_after_agreed"),
        CheckConstraint("name <> ''", name="has_name"),
    )

    slug: str = Field(unique=True)
    name: str
    asked: str = ""
    """Who is asked: 'Iedereen die bij het spreekuur is geweest'."""
    subject: str = ""
    """What a grade is given to, as it stands in a question: 'het spreekuur'."""
    way: Way = Field(default=Way.CARDS, sa_type=ByValue(Way))
    is_statutory: bool = False
    question: str = ""
    used_for: str = ""
    not_for: str = ""
    published: str = ""
    decides: str = ""
    """What the parties agreed: the question, what the figures may and may not be used for, what is published, and who
    decides about it."""
    agreed_on: date | None = None
    closed_on: date | None = None
    version: int = 0
    """Counts the saves."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def is_running(self) -> bool:
        return self.agreed_on is not None and self.closed_on is None


class Provider(Scoped, table=True):
    """Who gives the help. `name_key`: lower case, without spare spaces; one organisation has each name once."""

    __table_args__ = (
        UniqueConstraint("organisation_id", "name_key"),
        CheckConstraint("name <> ''", name="has_name"),
    )

    name: str
    name_key: str


class Measured(Scoped, table=True):
    """That answers in a measurement are about this provider; without one they are about the municipality's own work.

    A measurement is about providers or about own work: while people are asked about the one, the other has left.
    """

    __table_args__ = (UniqueConstraint("measurement_id", "provider_id"),)

    measurement_id: int = Field(foreign_key="measurement.id", ondelete="CASCADE")
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    left_on: date | None = None
    """Since when no cards are made for it; those that were handed out work until their day, and its answers stay."""


_OWN_WORK = col(Measured.provider_id).is_(None)
# To a database two rows without a provider differ.
Index(
    "uq_measured_own_work",
    col(Measured.measurement_id),
    unique=True,
    sqlite_where=_OWN_WORK,
    postgresql_where=_OWN_WORK,
)
