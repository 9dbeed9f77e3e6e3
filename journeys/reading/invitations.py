"""Inviting who reads along in a round: an invitation is a link with a token, and needs no account."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Asks
from foundation.mail.outbox import take_back
from foundation.secrets.tokens import digest_of, new_token
from journeys.reading.invited import Invited, checked
from journeys.reading.members import members_of
from journeys.reading.models import CouncilMember, ReviewRound


class TakesWayIn(Asks):
    def __init__(self, name: str) -> None:
        super().__init__(_("De link van %(name)s werkt dan niet meer. Weet je zeker dat je die intrekt?", name=name))


@dataclass(frozen=True)
class Invitation:
    """A member with the token of the link. Only its digest is stored, so the token is known now and never again."""

    member: CouncilMember
    token: str


def invite(session: Session, review_round: ReviewRound, people: Sequence[Invited]) -> list[Invitation]:
    """Let these people read along too. Raises what `checked` raises."""
    invitations = []
    for person in checked(people, [member.name for member in members_of(session, review_round)]):
        token = new_token()
        member = CouncilMember(
            round_id=review_round.id, name=person.name, email=person.email, token_digest=digest_of(token)
        )
        invitations.append(Invitation(member, token))
    session.add_all(invitation.member for invitation in invitations)
    session.flush()
    return invitations


def renew(session: Session, member: CouncilMember) -> Invitation:
    """A new link; the old one stops working. Also lets somebody back in whose invitation was taken back."""
    token = new_token()
    take_back(session, [member.token_digest])
    member.revoked_at, member.token_digest = None, digest_of(token)
    session.add(member)
    session.flush()
    return Invitation(member, token)


def revoke(session: Session, member: CouncilMember, *, is_meant: bool = False) -> None:
    """Take the invitation back: the link stops working. What the member said stays, and what they did not send waits.

    Raises TakesWayIn unless it `is_meant`.
    """
    if member.revoked_at is not None:
        return
    if not is_meant:
        raise TakesWayIn(member.name)
    take_back(session, [member.token_digest])
    member.revoked_at = now()
    session.add(member)
    session.flush()
