"""No more invitations: for whoever says so, by the link in a mail, by their code, or by telephone."""

import re

from sqlmodel import Session, col, select

from feedback.answers.entering import CodeUnknown
from feedback.codes.keys import CodeKeys
from feedback.codes.models import EntryCode
from feedback.codes.signs import read_code
from feedback.invitations.asking import leave_out
from feedback.invitations.mailing import about
from feedback.people.models import InvitationState, Invitee, OpinionInvitation, WhyLeftOut
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.numbers import whole_number
from foundation.mail.outbox import take_back
from foundation.secrets.sealing import is_same

_LINK = re.compile(r"([0-9]{1,10})-([0-9a-f]{32})")


class LinkWrong(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze link klopt niet. Kies op de website: ‘Geen uitnodigingen meer’, en typ uw code."))


class CodeOfACard(ResearcherError):
    """Nobody knows who has it: there is nobody to stop writing to."""

    def __init__(self) -> None:
        super().__init__(
            _("Deze code stond op een kaartje. We weten niet wie u bent, en sturen u dus ook geen uitnodigingen.")
        )


def invitation_by_link(session: Session, keys: CodeKeys, token: str) -> OpinionInvitation:
    """`session` may see every organisation. Raises LinkWrong."""
    found = _LINK.fullmatch(token)
    number = whole_number(found[1]) if found else None
    if found is None or number is None or not is_same(keys.no_more(number), found[2]):
        raise LinkWrong
    row = session.get(OpinionInvitation, number)
    if row is None:
        raise LinkWrong
    return row


def invitation_by_code(session: Session, keys: CodeKeys, typed: str) -> OpinionInvitation:
    """Also by one that was used or works no more. Raises CodeMistyped, CodeUnknown, CodeOfACard."""
    digest = keys.digest(read_code(typed))
    code_id = session.exec(select(EntryCode.id).where(EntryCode.digest == digest)).first()
    if code_id is None:
        raise CodeUnknown
    row = session.exec(select(OpinionInvitation).where(OpinionInvitation.code_id == code_id)).first()
    if row is None:
        raise CodeOfACard
    return row


def stop_inviting(session: Session, invitation: OpinionInvitation) -> None:
    """Who got this invitation gets no other, and no reminder. `session` sees its organisation."""
    if invitation.invitee_id is None:
        return
    invitee = session.get_one(Invitee, invitation.invitee_id, with_for_update=True)
    invitee.stopped_on = invitee.stopped_on or today()
    theirs = select(OpinionInvitation).where(OpinionInvitation.invitee_id == invitee.id)
    for row in session.exec(theirs.order_by(col(OpinionInvitation.id))).all():
        if row.state in (InvitationState.WAITING, InvitationState.HELD):
            leave_out(session, row, WhyLeftOut.STOPPED)
        else:
            take_back(session, [about(row.id, number) for number in (1, 2)])
    session.flush()
