"""Nothing of people is kept longer than they were told: where they can be reached goes 30 days after our last message.

No moment of their answer is kept, so the day counts on which something was last sent. Who was not asked within 30 days
of their day is not asked any more.
"""

from datetime import timedelta

from sqlalchemy import and_, exists
from sqlmodel import Session, col, delete, or_, select, update

from feedback.people.models import InvitationState, Invitee, OpinionInvitation, WhyLeftOut
from foundation.clock import today
from foundation.database.leaving_files import names_erased

KEPT = timedelta(days=30)
KNOWN = timedelta(days=365)
"""After being asked, somebody is known again for so long by their digest: with an old letter they can still say no."""


def let_go_of_contacts(session: Session) -> None:
    """Of one organisation."""
    if _drop_late(session) + _wipe(session):
        names_erased(session)
    _forget_people(session)


def _drop_late(session: Session) -> int:
    waits = col(OpinionInvitation.state).in_([InvitationState.HELD, InvitationState.WAITING])
    late = update(OpinionInvitation).where(waits, col(OpinionInvitation.due_on) < today() - KEPT)
    values = {"state": InvitationState.LEFT_OUT, "why_left_out": WhyLeftOut.TOO_LATE, "sealed": None}
    return int(session.exec(late.values(**values)).rowcount)


def _wipe(session: Session) -> int:
    last = today() - KEPT
    over = and_(
        col(OpinionInvitation.sealed).is_not(None),
        col(OpinionInvitation.asked_on) <= last,
        or_(col(OpinionInvitation.reminded_on).is_(None), col(OpinionInvitation.reminded_on) <= last),
    )
    return int(session.exec(update(OpinionInvitation).where(over).values(sealed=None)).rowcount)


def _forget_people(session: Session) -> None:
    passed = col(Invitee.next_on) <= today()
    session.exec(update(Invitee).where(passed).values(next_on=None))
    query = select(Invitee.id).where(
        col(Invitee.next_on).is_(None),
        col(Invitee.stopped_on).is_(None),
        ~exists().where(
            col(OpinionInvitation.invitee_id) == col(Invitee.id),
            or_(
                col(OpinionInvitation.state).in_([InvitationState.HELD, InvitationState.WAITING]),
                col(OpinionInvitation.asked_on) > today() - KNOWN,
            ),
        ),
    )
    if gone := session.exec(query.order_by(col(Invitee.id))).all():
        of_them = col(OpinionInvitation.invitee_id).in_(gone)
        session.exec(update(OpinionInvitation).where(of_them).values(invitee_id=None))
        session.exec(delete(Invitee).where(col(Invitee.id).in_(gone)))
