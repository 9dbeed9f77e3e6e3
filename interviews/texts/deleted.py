"""Conversations that were deleted: that they were there, who removed them and when is all that stays."""

from sqlmodel import Session, col, select

from interviews.models import DeletedInterview
from studies.models import Person


def deleted_interviews(session: Session, study_id: int) -> list[tuple[DeletedInterview, str]]:
    """Every conversation of a study that was deleted, with the name of who did; the last one first."""
    query = select(DeletedInterview, Person.name).outerjoin(Person, col(Person.id) == DeletedInterview.person_id)
    query = query.where(DeletedInterview.study_id == study_id).order_by(col(DeletedInterview.id).desc())
    return [(deleted, name or "") for deleted, name in session.exec(query).all()]
