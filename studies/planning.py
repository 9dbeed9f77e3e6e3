"""Studies: starting one, finding one."""

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.slugs import free_slug
from studies.models import Organisation, Study
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


def studies_of(session: Session, person_id: int) -> list[tuple[Study, str]]:
    """The studies in which somebody has a role, the newest first, each with its organisation: of all that it sees."""
    query = (
        select(Study, Organisation.name)
        .join(StudyRole, col(StudyRole.study_id) == Study.id)
        .join(Organisation, col(Organisation.id) == Study.organisation_id)
        .where(StudyRole.person_id == person_id, col(StudyRole.ended_at).is_(None))
    )
    return list(session.exec(query.order_by(col(Study.id).desc())).all())


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
    grant_to_members(session, study)
    return study
