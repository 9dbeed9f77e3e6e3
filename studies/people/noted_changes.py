"""What the history tells of who may do what: members, roles in studies, invitations."""

from sqlalchemy.orm import Session

from studies.models import Membership
from studies.people.models import Invitation, StudyRole
from studies.trail.kinds import About, Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of


@tells_of(Membership)
def note_membership(session: Session, change: RowChange[Membership]) -> None:
    row = change.row
    joined = change.fate is Fate.NEW or (change.changes("ended_at") and row.ended_at is None)
    if joined:
        kind = Kind.MEMBER_JOINED
    elif change.changes("ended_at"):
        kind = Kind.MEMBER_LEFT
    elif change.changes("role"):
        kind = Kind.STANDING_CHANGED
    else:
        return
    detail = "" if kind is Kind.MEMBER_LEFT else row.role.value
    note(session, kind, about=(About.PERSON, row.person_id), detail=detail, organisation_id=row.organisation_id)


@tells_of(StudyRole)
def note_role(session: Session, change: RowChange[StudyRole]) -> None:
    row = change.row
    if change.fate is not Fate.NEW and not change.changes("role", "ended_at"):
        return
    kind = Kind.ROLE_GIVEN if row.ended_at is None else Kind.ROLE_ENDED
    detail = row.role.value if kind is Kind.ROLE_GIVEN else ""
    about = (About.PERSON, row.person_id)
    note(session, kind, study_id=row.study_id, about=about, detail=detail, organisation_id=row.organisation_id)


@tells_of(Invitation)
def note_invitation(session: Session, change: RowChange[Invitation]) -> None:
    """That one was sent, or sent again; how it ended is noted where that is known."""
    row = change.row
    if change.fate is Fate.NEW or change.changes("token_digest"):
        detail, organisation_id = row.role.value, row.organisation_id
        note(session, Kind.INVITED, study_id=row.study_id, detail=detail, organisation_id=organisation_id)
