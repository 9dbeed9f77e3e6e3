"""Letters: who is asked or reminded on paper waits until somebody prints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from feedback.codes.keys import CodeKeys
from feedback.invitations.asking import give_code, take_invitation
from feedback.invitations.reminding import is_reminder_due, take_reminder
from feedback.invitations.words.invitation import InvitationWords, invitation_words
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.models import Measured, Measurement
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, InvitedBy, OpinionInvitation
from foundation.clock import today

MOST = 100
"""In one file."""


@dataclass(frozen=True)
class WaitingLetters:
    """How many wait today, and when letters were printed last."""

    first: int
    reminders: int
    coming: int
    """That wait for a later day."""
    printed_on: date | None

    @property
    def now(self) -> int:
        """How many one file holds."""
        return min(self.first + self.reminders, MOST)


@dataclass(frozen=True)
class LetterToPrint:
    words: InvitationWords = field(repr=False)
    contact: Contact = field(repr=False)
    """With the code."""


def waiting_letters(session: Session, measurement_id: int) -> WaitingLetters:
    waits = _of_letters(measurement_id, OpinionInvitation.state == InvitationState.WAITING)
    last = func.max(func.coalesce(col(OpinionInvitation.reminded_on), col(OpinionInvitation.asked_on)))
    printed = select(last).where(*_of_letters(measurement_id, _can_be_printed_again()))
    return WaitingLetters(
        _count(session, *waits, col(OpinionInvitation.due_on) <= today()),
        _count(session, *_of_letters(measurement_id, is_reminder_due())),
        _count(session, *waits, col(OpinionInvitation.due_on) > today()),
        session.exec(printed).one(),
    )


def take_letters(session: Session, measurement: Measurement, public_url: str) -> list[LetterToPrint]:
    """Those that wait now: who they go to counts as asked, in this transaction. Raises NotAgreedYet."""
    if not measurement.is_running:
        raise NotAgreedYet
    vault, keys = InviteeVault.of(session), CodeKeys(session)
    waits = OpinionInvitation.state == InvitationState.WAITING, col(OpinionInvitation.due_on) <= today()
    letters = []
    for invitation_id in _numbers(session, _of_letters(measurement.id, *waits)):
        if taken := take_invitation(session, vault, invitation_id):
            row, contact = taken
            letters.append(_letter(session, row, give_code(session, keys, vault, row, contact), public_url))
    reminded = _numbers(session, _of_letters(measurement.id, is_reminder_due()))
    for invitation_id in reminded[: MOST - len(letters)]:
        if taken := take_reminder(session, vault, invitation_id):
            letters.append(_letter(session, *taken, public_url))
    return letters


def letters_again(session: Session, measurement: Measurement, public_url: str) -> list[LetterToPrint]:
    """Those that were printed last, as they were: for a file that got lost."""
    vault = InviteeVault.of(session)
    printed_on = waiting_letters(session, measurement.id).printed_on
    last = func.coalesce(col(OpinionInvitation.reminded_on), col(OpinionInvitation.asked_on))
    query = select(OpinionInvitation).where(*_of_letters(measurement.id, _can_be_printed_again(), last == printed_on))
    rows = session.exec(query.order_by(col(OpinionInvitation.code_id))).all()
    return [_letter(session, row, vault.contact(row) or Contact(), public_url) for row in rows]


def _letter(session: Session, row: OpinionInvitation, contact: Contact, public_url: str) -> LetterToPrint:
    return LetterToPrint(invitation_words(session, row, contact, public_url, row.reminders), contact)


def _of_letters(measurement_id: int, *which: ColumnElement[bool] | bool) -> tuple[ColumnElement[bool] | bool, ...]:
    measured = select(Measured.id).where(Measured.measurement_id == measurement_id)
    return (
        OpinionInvitation.invited_by == InvitedBy.LETTER,
        col(OpinionInvitation.measured_id).in_(measured),
        *which,
    )


def _can_be_printed_again() -> ColumnElement[bool]:
    return (col(OpinionInvitation.state) == InvitationState.ASKED) & col(OpinionInvitation.sealed).is_not(None)


def _count(session: Session, *which: ColumnElement[bool] | bool) -> int:
    return session.exec(select(func.count()).select_from(OpinionInvitation).where(*which)).one()


def _numbers(session: Session, which: Iterable[ColumnElement[bool] | bool]) -> list[int]:
    query = select(OpinionInvitation.id).where(*which)
    return list(
        session.exec(query.order_by(col(OpinionInvitation.due_on), col(OpinionInvitation.id)).limit(MOST)).all()
    )
