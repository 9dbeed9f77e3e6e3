"""One invitation, looked at once more at the moment it is to go: who may still be asked gets a code."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session, col, select, update

from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from feedback.codes.signs import new_code
from feedback.measurements.models import Measured, Measurement
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation, WhyLeftOut
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.mail.addresses import address_of

VALID = timedelta(days=60)
BETWEEN = timedelta(days=90)
"""Nobody is asked twice within these."""


def take_invitation(
    session: Session, vault: InviteeVault, invitation_id: int
) -> tuple[OpinionInvitation, Contact] | None:
    """This one, to be asked in this transaction, with where they are reached.

    None: another worker has it, the measurement does not run now, or they may not be asked (which is noted).
    """
    query = select(OpinionInvitation).where(
        col(OpinionInvitation.id) == invitation_id,
        OpinionInvitation.state == InvitationState.WAITING,
        col(OpinionInvitation.due_on) <= today(),
    )
    row = session.exec(query.with_for_update(skip_locked=True)).first()
    measured = session.get_one(Measured, row.measured_id) if row else None
    if row is None or measured is None or not session.get_one(Measurement, measured.measurement_id).is_running:
        return None
    contact = vault.contact(row) or Contact()
    if why := _why_not(row, measured, contact) or _why_not_now(session, row.invitee_id):
        leave_out(session, row, why)
        return None
    return row, contact


def turn_to_letter(row: OpinionInvitation, contact: Contact) -> bool:
    """Where no mail can go to what stands there as an address, and a letter can: it waits to be printed."""
    is_letter = row.invited_by is InvitedBy.MAIL and not _is_mailable(contact) and contact.has_address
    if is_letter:
        row.invited_by = InvitedBy.LETTER
    return is_letter


def leave_out(session: Session, row: OpinionInvitation, why: WhyLeftOut) -> None:
    """For good: where they can be reached goes at once."""
    row.state, row.why_left_out, row.sealed = InvitationState.LEFT_OUT, why, None
    session.flush()


def give_code(
    session: Session, keys: CodeKeys, vault: InviteeVault, row: OpinionInvitation, contact: Contact
) -> Contact:
    """They are asked now: with their code, which lies sealed at their address for a reminder."""
    code = EntryCode(batch_id=_batch(session, row), digest="")
    asked = replace(contact, code=new_code())
    code.digest = keys.digest(asked.code)
    session.add(code)
    session.flush()
    row.state, row.asked_on, row.code_id = InvitationState.ASKED, today(), code.id
    vault.keep(row, asked)
    session.flush()
    return asked


def _why_not(row: OpinionInvitation, measured: Measured, contact: Contact) -> WhyLeftOut | None:
    if measured.left_on is not None and measured.left_on <= today():
        return WhyLeftOut.PROVIDER_LEFT
    can_be_reached = _is_mailable(contact) if row.invited_by is InvitedBy.MAIL else contact.has_address
    return None if can_be_reached else WhyLeftOut.NO_ADDRESS


def _why_not_now(session: Session, invitee_id: int | None) -> WhyLeftOut | None:
    """None: from now on it is their turn, and for 90 days nobody else's to ask them. One statement decides."""
    is_free = col(Invitee.next_on).is_(None) | (col(Invitee.next_on) <= today())
    mine = session.exec(
        update(Invitee)
        .where(col(Invitee.id) == invitee_id, col(Invitee.stopped_on).is_(None), is_free)
        .values(next_on=today() + BETWEEN)
        .execution_options(synchronize_session="fetch")
    )
    if mine.rowcount == 1:
        return None
    known = session.get(Invitee, invitee_id)
    return WhyLeftOut.STOPPED if known is not None and known.stopped_on is not None else WhyLeftOut.ASKED_RECENTLY


def _is_mailable(contact: Contact) -> bool:
    try:
        return bool(address_of(contact.email))
    except ResearcherError:
        return False


def _batch(session: Session, row: OpinionInvitation) -> int:
    """The codes of this day for this way, with one more of them."""
    whose = _("Uitnodiging: %(way)s", way=row.invited_by.dutch.lower())
    query = select(CodeBatch.id).where(
        CodeBatch.measured_id == row.measured_id,
        CodeBatch.made_on == today(),
        CodeBatch.valid_until == today() + VALID,
        CodeBatch.handed_out_by == whose,
    )
    found = session.exec(query.order_by(col(CodeBatch.id))).first()
    if found is not None:
        session.exec(update(CodeBatch).where(col(CodeBatch.id) == found).values(cards=CodeBatch.cards + 1))
        return found
    made = CodeBatch(
        measured_id=row.measured_id, cards=1, handed_out_by=whose, made_on=today(), valid_until=today() + VALID
    )
    session.add(made)
    session.flush()
    return made.id
