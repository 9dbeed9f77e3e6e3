"""Somebody is to be asked on a day: where every way in (a file, a folder, a program) comes together."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, select

from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation, WhyLeftOut


@dataclass(frozen=True)
class Expected:
    """Who is asked about what, and from which day on. `is_held`: a person first says whether they are new."""

    measured_id: int
    contact: Contact = field(repr=False)
    due_on: date
    group: str = ""
    language: str = "nl"
    is_held: bool = False


def expect(session: Session, vault: InviteeVault, expected: Expected) -> OpinionInvitation:
    """The invitation that waits, or that is left out at once, with why. By mail when there is an address for it."""
    invitee = _invitee(session, vault, expected.contact)
    why = _why_left_out(invitee, expected)
    state = InvitationState.HELD if expected.is_held else InvitationState.WAITING
    row = OpinionInvitation(
        measured_id=expected.measured_id,
        invitee_id=invitee.id,
        invited_by=InvitedBy.MAIL if expected.contact.email else InvitedBy.LETTER,
        group=expected.group,
        language=expected.language,
        state=InvitationState.LEFT_OUT if why else state,
        why_left_out=why,
        due_on=expected.due_on,
    )
    session.add(row)
    session.flush()
    if why is None:
        vault.keep(row, expected.contact)
        session.flush()
    return row


def _why_left_out(invitee: Invitee, expected: Expected) -> WhyLeftOut | None:
    if invitee.stopped_on is not None:
        return WhyLeftOut.STOPPED
    if invitee.next_on is not None and expected.due_on < invitee.next_on:
        return WhyLeftOut.ASKED_RECENTLY
    if not expected.contact.email and not expected.contact.has_address:
        return WhyLeftOut.NO_ADDRESS
    return None


def _invitee(session: Session, vault: InviteeVault, contact: Contact) -> Invitee:
    known_by = vault.known_by(session, contact)
    found = session.exec(select(Invitee).where(Invitee.known_by == known_by)).first()
    if found is None:
        found = Invitee(known_by=known_by)
        session.add(found)
        session.flush()
    return found
