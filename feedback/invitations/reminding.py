"""Reminders: two, with the same code, to who did not answer and did not say no."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from feedback.codes.models import CodeBatch, EntryCode
from feedback.invitations.mailing import about
from feedback.measurements.models import Measured, Measurement
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation
from foundation.clock import today
from foundation.mail.models import MailState
from foundation.mail.outbox import mail_about

AFTER = (timedelta(days=7), timedelta(days=21))
"""Days after somebody was asked."""
_BETWEEN = AFTER[1] - AFTER[0]


def is_reminder_due() -> ColumnElement[bool]:
    """As far as its row tells; `take_reminder` looks at the rest."""
    return and_(
        col(OpinionInvitation.state) == InvitationState.ASKED,
        col(OpinionInvitation.sealed).is_not(None),
        col(OpinionInvitation.needs_no_reminder).is_(False),
        or_(
            and_(col(OpinionInvitation.reminders) == 0, col(OpinionInvitation.asked_on) <= today() - AFTER[0]),
            and_(col(OpinionInvitation.reminders) == 1, col(OpinionInvitation.reminded_on) <= today() - _BETWEEN),
        ),
        col(OpinionInvitation.code_id).in_(_open_codes()),
        col(OpinionInvitation.measured_id).in_(_measured_now()),
        ~_has_stopped(),
    )


def take_reminder(
    session: Session, vault: InviteeVault, invitation_id: int
) -> tuple[OpinionInvitation, Contact] | None:
    """This one, reminded in this transaction, with where they are reached and their code; None: not any more."""
    query = select(OpinionInvitation).where(col(OpinionInvitation.id) == invitation_id, is_reminder_due())
    row = session.exec(query.with_for_update(skip_locked=True, of=OpinionInvitation)).first()
    contact = vault.contact(row) if row is not None else None
    if row is None or contact is None or not _arrived(session, row):
        return None
    row.reminders, row.reminded_on = row.reminders + 1, today()
    session.flush()
    return row, contact


def _arrived(session: Session, row: OpinionInvitation) -> bool:
    """Whether the message before it left, as far as anybody knows; on paper nobody does."""
    if row.invited_by is InvitedBy.LETTER:
        return True
    before = mail_about(session, about(row.id, row.reminders))
    return before is not None and before.state is MailState.SENT


def _open_codes() -> SelectOfScalar[int]:
    query = select(EntryCode.id).join(CodeBatch, col(CodeBatch.id) == EntryCode.batch_id)
    return query.where(col(EntryCode.is_spent).is_(False), col(CodeBatch.valid_until) > today())


def _measured_now() -> SelectOfScalar[int]:
    query = select(Measured.id).join(Measurement, col(Measurement.id) == Measured.measurement_id)
    runs = col(Measurement.agreed_on).is_not(None), col(Measurement.closed_on).is_(None)
    return query.where(*runs, col(Measured.left_on).is_(None) | (col(Measured.left_on) > today()))


def _has_stopped() -> ColumnElement[bool]:
    stopped = select(Invitee.id).where(col(Invitee.stopped_on).is_not(None))
    return col(OpinionInvitation.invitee_id).in_(stopped)
