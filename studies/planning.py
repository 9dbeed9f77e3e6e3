"""Studies: starting one, finding one."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.slugs import free_slug
from studies.access import Role
from studies.keys.keeping import give_key
from studies.models import Membership, Organisation, Study
from studies.people.models import StudyRole
from studies.people.roles import grant_to_members
from studies.retention.gone_addresses import gone_addresses

LONGEST_TITLE = 120


class TitleMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Geef het onderzoek een naam, bijvoorbeeld ‘Jeugdhulp 2026’."))


class StudyUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit onderzoek bestaat niet, of je werkt er niet aan mee."))


def studies_of(session: Session, person_id: int, alone: int | None = None) -> list[tuple[Study, str]]:
    """The studies in which somebody has a role, the newest first, each with its organisation: of all that it sees.

    `alone`: the one organisation whose sign-in service vouched for them. Without one, those are left out in which
    people come in through such a service alone, unless they are its administrator.
    """
    query = (
        select(Study, Organisation.name)
        .join(StudyRole, col(StudyRole.study_id) == Study.id)
        .join(Organisation, col(Organisation.id) == Study.organisation_id)
        .where(StudyRole.person_id == person_id, col(StudyRole.ended_at).is_(None))
    )
    query = query.where(_opens_for(person_id) if alone is None else Study.organisation_id == alone)
    return list(session.exec(query.order_by(col(Study.id).desc())).all())


def _opens_for(person_id: int) -> ColumnElement[bool]:
    administers = select(Membership.organisation_id).where(
        Membership.person_id == person_id,
        Membership.role == Role.ADMINISTRATOR,
        col(Membership.ended_at).is_(None),
    )
    return col(Organisation.is_only_by_provider).is_(False) | col(Organisation.id).in_(administers)


def study_by_slug(session: Session, slug: str) -> Study:
    """The study at this address. Raises StudyUnknown, also for another organisation's."""
    study = session.exec(select(Study).where(Study.slug == slug)).first()
    if study is None:
        raise StudyUnknown
    return study


def add_study(session: Session, title: str, question: str = "", municipality: str = "", slug: str = "") -> Study:
    """Start a study; its address is made from the title unless `slug` is given. Raises TitleMissing."""
    title = one_line(title)[:LONGEST_TITLE]
    if not title:
        raise TitleMissing
    study = Study(
        slug=slug or free_slug(session, title, Study, gone=gone_addresses(session)),
        title=title,
        question=question.strip(),
        municipality=municipality.strip(),
        created_by=session.info.get("person_id"),
    )
    session.add(study)
    session.flush()
    give_key(session, study)
    grant_to_members(session, study)
    return study
