"""The daily round: everybody who is due gets a mail, in a transaction each, so that a crash repeats nothing.

What is written down is sent by whoever sends mail, under the Message-ID that it got here. Several workers may go round
at once: whom one has, the others leave alone.
"""

import logging
from dataclasses import dataclass
from threading import Event

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from feedback.codes.keys import CodeKeys
from feedback.invitations.asking import give_code, take_invitation, turn_to_letter
from feedback.invitations.mailing import MailRoom, post_invitation
from feedback.invitations.models import USUAL_HOUR, InvitationPlan
from feedback.invitations.reminding import is_reminder_due, take_reminder
from feedback.measurements.models import Measured, Measurement, Way
from feedback.people.contacts import InviteeVault
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation
from feedback.working_days import is_working_day
from foundation.clock import AMSTERDAM, now, today
from foundation.database.engine import read_only, unit_of_work

CLOSES = 20
"""The hour at which no more mail goes on a day."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Due:
    organisation_id: int
    invitation_id: int
    is_reminder: bool


def go_round(engine: Engine, room: MailRoom, stop: Event | None = None) -> int:
    """Ask and remind everybody whose moment it is; how many mails were written down."""
    written = 0
    for due in _due(engine):
        if stop is not None and stop.is_set():
            break
        try:
            with unit_of_work(engine, due.organisation_id) as session:
                written += _remind(session, room, due) if due.is_reminder else _ask(session, room, due)
        except Exception:
            # The others are asked too; this one is tried again in the next round.
            log.exception("invitation %s could not be sent", due.invitation_id)
    return written


def _ask(session: Session, room: MailRoom, due: _Due) -> bool:
    vault, keys = InviteeVault.of(session), CodeKeys(session)
    if _turned_to_letter(session, vault, due):
        return False
    taken = take_invitation(session, vault, due.invitation_id)
    if taken is None:
        return False
    row, contact = taken
    post_invitation(session, room, keys, row, give_code(session, keys, vault, row, contact))
    return True


def _turned_to_letter(session: Session, vault: InviteeVault, due: _Due) -> bool:
    row = session.get_one(OpinionInvitation, due.invitation_id)
    contact = vault.contact(row)
    return contact is not None and row.state is InvitationState.WAITING and turn_to_letter(row, contact)


def _remind(session: Session, room: MailRoom, due: _Due) -> bool:
    taken = take_reminder(session, InviteeVault.of(session), due.invitation_id)
    if taken is None:
        return False
    row, contact = taken
    post_invitation(session, room, CodeKeys(session), row, contact)
    return True


def _due(engine: Engine) -> list[_Due]:
    """In the order of their digests: that of a list that was read in would tell more."""
    if not is_working_day(today()) or _hour() >= CLOSES:
        return []
    with unit_of_work(read_only(engine), across=True) as session:
        asked = _of_mail(session, OpinionInvitation.state == InvitationState.WAITING, _is_day())
        reminded = _of_mail(session, is_reminder_due())
    return [*(_Due(*one, False) for one in asked), *(_Due(*one, True) for one in reminded)]


def _of_mail(session: Session, *which: ColumnElement[bool] | bool) -> list[tuple[int, int]]:
    """[(organisation, invitation)]"""
    query = (
        select(OpinionInvitation.organisation_id, OpinionInvitation.id)
        .join(Invitee, col(Invitee.id) == OpinionInvitation.invitee_id)
        .where(
            OpinionInvitation.invited_by == InvitedBy.MAIL,
            col(OpinionInvitation.measured_id).in_(_measured_at_this_hour()),
            *which,
        )
    )
    return list(session.exec(query.order_by(col(Invitee.known_by), col(OpinionInvitation.id))).all())


def _is_day() -> ColumnElement[bool]:
    return col(OpinionInvitation.due_on) <= today()


def _measured_at_this_hour() -> SelectOfScalar[int]:
    """Of measurements that run and invite, whose moment of the day is over."""
    return (
        select(Measured.id)
        .join(Measurement, col(Measurement.id) == Measured.measurement_id)
        .join(InvitationPlan, col(InvitationPlan.measurement_id) == Measurement.id, isouter=True)
        .where(
            Measurement.way == Way.INVITED,
            col(Measurement.agreed_on).is_not(None),
            col(Measurement.closed_on).is_(None),
            func.coalesce(col(InvitationPlan.hour), USUAL_HOUR) <= _hour(),
        )
    )


def _hour() -> int:
    return now().astimezone(AMSTERDAM).hour
