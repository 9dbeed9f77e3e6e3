"""What people are in studies: who is given what, and whose codings are a second coder's."""

from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from foundation.clock import now
from studies.access import CODERS, FOLLOWERS, MANAGERS, STORY_READERS, Role
from studies.models import Membership, Study
from studies.people.models import StudyRole


def grant_in_every_study(session: Session, organisation_id: int, person_id: int, role: Role) -> None:
    """In all that the organisation has now, as `be_invited_into` does; a guest gets none."""
    if role is Role.GUEST:
        return
    studies = select(Study.id).where(Study.organisation_id == organisation_id).order_by(col(Study.id))
    for study_id in session.exec(studies).all():
        be_invited_into(session, organisation_id, study_id, person_id, role)


def be_invited_into(session: Session, organisation_id: int, study_id: int, person_id: int, role: Role) -> None:
    """Whoever was in it before is so again, in this role; who has one there now keeps it where `stays` says so."""
    query = select(StudyRole).where(col(StudyRole.study_id) == study_id, StudyRole.person_id == person_id)
    found = session.exec(query).first()
    if found is not None and found.ended_at is None and stays(found.role, role):
        return
    if found is None:
        found = StudyRole(organisation_id=organisation_id, study_id=study_id, person_id=person_id, role=role)
    found.role, found.given_at, found.ended_at = role, now(), None
    session.add(found)
    session.flush()


def stays(now: Role, invited: Role) -> bool:
    """Whether an invitation leaves somebody what they are: it takes nothing from them, unasked.

    To or from second coder it changes nothing either: that is blind, and decides whether what they coded counts.
    """
    if now is Role.GUEST:
        return invited is Role.GUEST
    loses = any(now in group and invited not in group for group in (MANAGERS, CODERS, FOLLOWERS, STORY_READERS))
    return now is invited or now in (Role.ADMINISTRATOR, Role.SECOND_CODER) or loses


def grant_to_members(session: Session, study: Study) -> None:
    """A new study: everybody of the organisation is in it what they are in the organisation."""
    of_organisation = select(Membership).where(
        Membership.organisation_id == study.organisation_id,
        Membership.role != Role.GUEST,
        col(Membership.ended_at).is_(None),
    )
    for one in session.exec(of_organisation.order_by(col(Membership.id))).all():
        session.add(
            StudyRole(organisation_id=study.organisation_id, study_id=study.id, person_id=one.person_id, role=one.role)
        )
    session.flush()


def is_second_coder(person: Any, study: Any) -> ColumnElement[bool]:
    """Whether a person is, or was at last, a second coder there: a condition on two columns, or numbers."""
    role = select(StudyRole.id).where(
        col(StudyRole.person_id) == person, col(StudyRole.study_id) == study, StudyRole.role == Role.SECOND_CODER
    )
    return exists(role)


def second_coders() -> Any:
    """(person, study) of every second coder, also of who left."""
    return select(StudyRole.person_id, StudyRole.study_id).where(StudyRole.role == Role.SECOND_CODER)
