"""Studies: starting one, finding one."""

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.slugs import free_slug
from studies.models import Study
from studies.retention.gone_addresses import gone_addresses

LONGEST_TITLE = 120


class TitleMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Geef het onderzoek een naam, bijvoorbeeld ‘Jeugdhulp 2026’."))


class StudyUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit onderzoek bestaat niet, of je werkt er niet aan mee."))


def studies_of(session: Session) -> list[Study]:
    """All studies of the organisation, the newest first."""
    return list(session.exec(select(Study).order_by(col(Study.id).desc())).all())


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
    return study
