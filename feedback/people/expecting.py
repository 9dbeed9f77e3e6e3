"""Somebody is to be asked on a day: where every way in (a file, a folder, a program) comes together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation, WhyLeftOut
from foundation.database.many import add_many


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
    return expect_all(session, vault, [expected])[0]


def expect_all(session: Session, vault: InviteeVault, expected: Sequence[Expected]) -> list[OpinionInvitation]:
    """As `expect`, of some hundreds at once, in the same order."""
    invitees = _invitees(session, vault, [one.contact for one in expected])
    rows = [_row(invitee, one) for invitee, one in zip(invitees, expected, strict=True)]
    session.add_all(rows)
    session.flush()
    for row, one in zip(rows, expected, strict=True):
        if row.why_left_out is None:
            vault.keep(row, one.contact)
    session.flush()
    return rows


def _row(invitee: Invitee, expected: Expected) -> OpinionInvitation:
    why = _why_left_out(invitee, expected)
    state = InvitationState.HELD if expected.is_held else InvitationState.WAITING
    return OpinionInvitation(
        measured_id=expected.measured_id,
        invitee_id=invitee.id,
        invited_by=InvitedBy.MAIL if expected.contact.email else InvitedBy.LETTER,
        group=expected.group,
        language=expected.language,
        state=InvitationState.LEFT_OUT if why else state,
        why_left_out=why,
        due_on=expected.due_on,
    )


def _why_left_out(invitee: Invitee, expected: Expected) -> WhyLeftOut | None:
    if invitee.stopped_on is not None:
        return WhyLeftOut.STOPPED
    if invitee.next_on is not None and expected.due_on < invitee.next_on:
        return WhyLeftOut.ASKED_RECENTLY
    if not expected.contact.email and not expected.contact.has_address:
        return WhyLeftOut.NO_ADDRESS
    return None


def _invitees(session: Session, vault: InviteeVault, contacts: Sequence[Contact]) -> list[Invitee]:
    digests = [vault.known_by(session, contact) for contact in contacts]
    known = _known_by(session, digests)
    fresh = dict.fromkeys(digest for digest in digests if digest not in known)
    add_many(session, Invitee, [{"known_by": digest, "next_on": None, "stopped_on": None} for digest in fresh])
    known |= _known_by(session, list(fresh))
    return [known[digest] for digest in digests]


def _known_by(session: Session, digests: Sequence[str]) -> dict[str, Invitee]:
    found = session.exec(select(Invitee).where(col(Invitee.known_by).in_(set(digests)))).all() if digests else []
    return {one.known_by: one for one in found}
