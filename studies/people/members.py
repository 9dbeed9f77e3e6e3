"""Who is of an organisation, and who works in a study: for the pages that list them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound
from studies.access import Role
from studies.models import Membership, Organisation, Person, Study
from studies.people.models import StudyRole


class MemberUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze persoon hoort niet bij je organisatie."))


@dataclass(frozen=True)
class Member:
    """Somebody of an organisation. `role`: in the study that is asked about, or else in the organisation."""

    person_id: int
    name: str
    email: str
    role: Role
    seen_at: datetime | None
    ended_at: datetime | None


def members_of_study(session: Session, study_id: int) -> list[Member]:
    """Who has a role in it now, by name."""
    query = (
        select(Person, Membership, StudyRole.role)
        .join(Membership, col(Membership.person_id) == Person.id)
        .join(StudyRole, col(StudyRole.person_id) == Person.id)
        .where(StudyRole.study_id == study_id, col(StudyRole.ended_at).is_(None), col(Membership.ended_at).is_(None))
    )
    rows = session.exec(query.order_by(col(Person.name), col(Person.id))).all()
    return [_member(person, membership, Role(role)) for person, membership, role in rows]


def members_of_organisation(session: Session) -> list[Member]:
    """Everybody who is or was of it, by name; who left at the end."""
    query = select(Person, Membership).join(Membership, col(Membership.person_id) == Person.id)
    rows = session.exec(query.order_by(col(Person.name), col(Person.id))).all()
    members = [_member(person, membership, membership.role) for person, membership in rows]
    return sorted(members, key=lambda one: one.ended_at is not None)


def member_by_number(session: Session, person_id: int) -> Member:
    """Somebody who is or was of the organisation. Raises MemberUnknown."""
    query = select(Person, Membership).join(Membership, col(Membership.person_id) == Person.id)
    found = session.exec(query.where(Person.id == person_id)).first()
    if found is None:
        raise MemberUnknown
    return _member(found[0], found[1], found[1].role)


def not_in_study(session: Session, study_id: int) -> list[Member]:
    """Who is of the organisation and has no role in the study."""
    there = {one.person_id for one in members_of_study(session, study_id)}
    everybody = members_of_organisation(session)
    return [one for one in everybody if one.ended_at is None and one.person_id not in there]


def organisations_of(session: Session, person_id: int) -> list[tuple[Organisation, Role]]:
    """What somebody is in which organisation, by its name; across organisations."""
    query = select(Organisation, Membership.role).join(Membership, col(Membership.organisation_id) == Organisation.id)
    query = query.where(Membership.person_id == person_id, col(Membership.ended_at).is_(None))
    return [(one, Role(role)) for one, role in session.exec(query.order_by(col(Organisation.name))).all()]


def roles_of(session: Session, person_id: int) -> list[tuple[Study, Role]]:
    """The studies in which somebody has a role, the newest first."""
    query = select(Study, StudyRole.role).join(StudyRole, col(StudyRole.study_id) == Study.id)
    query = query.where(StudyRole.person_id == person_id, col(StudyRole.ended_at).is_(None))
    return [(study, Role(role)) for study, role in session.exec(query.order_by(col(Study.id).desc())).all()]


def _member(person: Person, membership: Membership, role: Role) -> Member:
    return Member(person.id, person.name, person.email, role, membership.seen_at, membership.ended_at)
