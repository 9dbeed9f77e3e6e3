"""The members of a reading round: whose link this is, and who else reads along."""

from sqlmodel import Session, col, select

from foundation.database.full_text.words import by_letter
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.secrets.tokens import digest_of
from journeys.reading.models import CouncilMember, ReviewRound


class InvitationUnknown(NotFound):
    """The token fits no invitation, or the invitation was taken back; the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("Deze uitnodiging werkt niet, of niet meer."))


def member_by_token(session: Session, token: str) -> CouncilMember:
    """Whose link this is. Raises InvitationUnknown."""
    member = session.exec(
        select(CouncilMember).where(
            CouncilMember.token_digest == digest_of(token), col(CouncilMember.revoked_at).is_(None)
        )
    ).first()
    if member is None:
        raise InvitationUnknown
    return member


def member_of(session: Session, review_round: ReviewRound, member_id: int) -> CouncilMember:
    """A member of this round. Raises InvitationUnknown."""
    member = session.exec(
        select(CouncilMember).where(CouncilMember.id == member_id, CouncilMember.round_id == review_round.id)
    ).first()
    if member is None:
        raise InvitationUnknown
    return member


def members_of(session: Session, review_round: ReviewRound) -> list[CouncilMember]:
    """The members of a round by name."""
    members = session.exec(select(CouncilMember).where(CouncilMember.round_id == review_round.id)).all()
    return sorted(members, key=lambda one: by_letter(one.name, one.id))
