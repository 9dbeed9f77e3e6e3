"""What became of mails that were written down: those that came back, and those that nobody should get any more."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session, col, select

from feedback.codes.models import EntryCode
from feedback.invitations.asking import leave_out
from feedback.invitations.mailing import KIND, told_of
from feedback.measurements.models import Measured, Measurement
from feedback.people.models import InvitationState, Invitee, OpinionInvitation, WhyLeftOut
from foundation.clock import now, today
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import take_back

_LOOKED_BACK = timedelta(days=60)


def note_not_arrived(session: Session) -> None:
    """Who could not be reached is left out, and says why. After a reminder that came back none follows."""
    for mail, row, number in _of_invitations(session, MailState.FAILED):
        if row.state is not InvitationState.ASKED or not (mail.bounced_at or mail.sealed is None):
            continue
        if number == 0 and not _has_answered(session, row):
            leave_out(session, row, WhyLeftOut.BOUNCED)
        elif mail.bounced_at and not row.needs_no_reminder:
            row.needs_no_reminder = True
            session.flush()


def withdraw_pointless(session: Session) -> None:
    """Mails that still wait, to who answered, said no, or would find the door closed."""
    for mail, row, number in _of_invitations(session, MailState.WAITING):
        if not (_is_pointless(session, row)):
            continue
        take_back(session, [mail.about or ""])
        if number == 0 and row.state is InvitationState.ASKED and not _has_answered(session, row):
            leave_out(session, row, WhyLeftOut.TOO_LATE)


def _of_invitations(session: Session, state: MailState) -> Iterator[tuple[OutgoingMail, OpinionInvitation, int]]:
    recent = col(OutgoingMail.written_at) > now() - _LOOKED_BACK
    query = select(OutgoingMail).where(OutgoingMail.kind == KIND, OutgoingMail.state == state, recent)
    for mail in session.exec(query.order_by(col(OutgoingMail.id))).all():
        invitation_id, number = told_of(mail.about or "")
        row = session.get(OpinionInvitation, invitation_id)
        if row is not None:
            yield mail, row, number


def _is_pointless(session: Session, row: OpinionInvitation) -> bool:
    measured = session.get_one(Measured, row.measured_id)
    known = session.get(Invitee, row.invitee_id) if row.invitee_id is not None else None
    return (
        row.state is not InvitationState.ASKED
        or _has_answered(session, row)
        or (known is not None and known.stopped_on is not None)
        or (measured.left_on is not None and measured.left_on <= today())
        or not session.get_one(Measurement, measured.measurement_id).is_running
    )


def _has_answered(session: Session, row: OpinionInvitation) -> bool:
    return row.needs_no_reminder or (row.code_id is not None and session.get_one(EntryCode, row.code_id).is_spent)
