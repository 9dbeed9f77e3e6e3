"""Who is invited to answer, and where that stands. Contact data lie sealed, and go 30 days after they were needed."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

import feedback.codes.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, one_of


class Invitee(Scoped, table=True):
    """Somebody who may be asked, known again by a keyed digest alone.

    It outlives their contact data, so that nobody is asked twice within 90 days, or once more after saying no.
    """

    __table_args__ = (UniqueConstraint("organisation_id", "known_by"),)
    is_of_this_place = True

    known_by: str
    """Keyed digest of the e-mail address, or else of name, date of birth and postcode."""
    next_on: date | None = Field(default=None, index=True)
    """Before this day they are not asked again."""
    stopped_on: date | None = None
    """Since when they want no invitations any more."""


class InvitedBy(StrEnum):
    MAIL = "mail"
    LETTER = "letter"

    @property
    def dutch(self) -> str:
        return {InvitedBy.MAIL: _("E-mail"), InvitedBy.LETTER: _("Brief")}[self]


class InvitationState(StrEnum):
    HELD = "held"
    """It looks like somebody who is known already: a person decides."""
    WAITING = "waiting"
    """For its day."""
    ASKED = "asked"
    """Whether they answered is known by their code alone."""
    LEFT_OUT = "left_out"


class WhyLeftOut(StrEnum):
    """Why somebody who could be asked was not, or is not any more."""

    ASKED_RECENTLY = "asked_recently"
    STOPPED = "stopped"
    NO_ADDRESS = "no_address"
    SAME_PERSON = "same_person"
    BOUNCED = "bounced"
    TOO_LATE = "too_late"
    CHOSEN = "chosen"
    """By who works here, before anything was sent."""
    PROVIDER_LEFT = "provider_left"
    """Nobody is asked about this provider any more."""

    @property
    def dutch(self) -> str:
        return {
            WhyLeftOut.ASKED_RECENTLY: _("Korter dan 90 dagen geleden al iets gevraagd"),
            WhyLeftOut.STOPPED: _("Wil geen uitnodigingen meer"),
            WhyLeftOut.NO_ADDRESS: _("Geen adres waar een brief of e-mail aankomt"),
            WhyLeftOut.SAME_PERSON: _("Stond dubbel in de lijst"),
            WhyLeftOut.BOUNCED: _("De e-mail kwam niet aan"),
            WhyLeftOut.TOO_LATE: _("Te laat: het kon niet binnen 30 dagen verstuurd worden"),
            WhyLeftOut.CHOSEN: _("Overgeslagen door een onderzoeker"),
            WhyLeftOut.PROVIDER_LEFT: _("De aanbieder doet niet meer mee"),
        }[self]


class OpinionInvitation(Scoped, table=True):
    """One person asked about one that is measured: from when they are known until their contact data go."""

    __tablename__ = "opinion_invitation"
    __table_args__ = (
        one_of("invited_by", InvitedBy),
        one_of("state", InvitationState),
        one_of("why_left_out", WhyLeftOut),
        CheckConstraint("(state = 'left_out') = (why_left_out IS NOT NULL)", name="left_out_for_a_reason"),
        CheckConstraint("state <> 'asked' OR asked_on IS NOT NULL", name="asked_on_a_day"),
        CheckConstraint("reminders BETWEEN 0 AND 2", name="two_reminders"),
        Index("ix_opinion_invitation_due", "state", "due_on"),
    )
    names_people = True
    is_of_this_place = True

    measured_id: int = Field(foreign_key="measured.id", index=True, ondelete="CASCADE")
    invitee_id: int | None = Field(foreign_key="invitee.id", index=True)
    """None once it matters no more when they were asked."""
    invited_by: InvitedBy = Field(sa_type=ByValue(InvitedBy))
    group: str = ""
    """By which response is told apart: '65–74 jaar', 'Noord'. Never shown for fewer than ten."""
    language: str = "nl"
    state: InvitationState = Field(default=InvitationState.WAITING, sa_type=ByValue(InvitationState))
    why_left_out: WhyLeftOut | None = Field(default=None, sa_type=ByValue(WhyLeftOut))
    due_on: date
    asked_on: date | None = None
    reminders: int = 0
    reminded_on: date | None = None
    needs_no_reminder: bool = False
    """They answered, and took that back since."""
    code_id: int | None = Field(default=None, foreign_key="entry_code.id", unique=True)
    sealed: bytes | None = None
    """Contact data, and the code once there is one: for a reminder. None: wiped."""
