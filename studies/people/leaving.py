"""Somebody leaves an organisation: they see nothing of it any more, and what they did stays, under their name."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound
from studies.models import Membership, Person, SignIn, SignInLink, Study
from studies.people.granting import OwnRole, check_manager_stays, end_role
from studies.people.models import Invitation, StudyRole
from studies.trail.kinds import Kind
from studies.trail.noting import note


class MembershipUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze persoon hoort niet meer bij je organisatie."))


def membership_of(session: Session, person_id: int) -> Membership:
    """In the organisation of this session, and not ended. Raises MembershipUnknown."""
    query = select(Membership).where(Membership.person_id == person_id, col(Membership.ended_at).is_(None))
    found = session.exec(query).first()
    if found is None:
        raise MembershipUnknown
    return found


def end_membership_of(session: Session, person_id: int) -> None:
    """Of somebody else. Raises MembershipUnknown, OwnRole, LastResearcher, LastManager."""
    if person_id == session.info.get("person_id"):
        raise OwnRole
    leave(session, membership_of(session, person_id))


def leave(session: Session, membership: Membership) -> None:
    """Signed in nowhere for this organisation; no link or invitation opens it. Raises LastResearcher, LastManager."""
    check_manager_stays(session, membership)
    query = select(Study).join(StudyRole, col(StudyRole.study_id) == Study.id)
    query = query.where(StudyRole.person_id == membership.person_id, col(StudyRole.ended_at).is_(None))
    for study in session.exec(query.order_by(col(Study.id))).all():
        end_role(session, study, membership.person_id)
    membership.ended_at = now()
    session.add(membership)
    session.flush()
    for kind in (SignIn, SignInLink):
        session.execute(
            delete(kind).where(
                col(kind.person_id) == membership.person_id,
                col(kind.organisation_id) == membership.organisation_id,
            )
        )
    _withdraw_invitations(session, membership)


def _withdraw_invitations(session: Session, membership: Membership) -> None:
    """Those that the person did not answer yet, being let in by another."""
    to_them = select(Invitation).join(Person, col(Person.email) == Invitation.email)
    to_them = to_them.where(Person.id == membership.person_id, Invitation.organisation_id == membership.organisation_id)
    for invitation in session.exec(to_them).all():
        note(session, Kind.INVITATION_WITHDRAWN, study_id=invitation.study_id)
        session.delete(invitation)
    session.flush()
