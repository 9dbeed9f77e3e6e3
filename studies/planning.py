"""Studies: starting one, finding one."""

import re
import unicodedata

from sqlalchemy import inspect
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.tables import Scoped
from studies.models import Study

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
        slug=slug or free_slug(session, title),
        title=title,
        question=question.strip(),
        municipality=municipality.strip(),
        created_by=session.info.get("person_id"),
    )
    session.add(study)
    session.flush()
    return study


def slug_of(title: str) -> str:
    """'Jeugdhulp in Súdwest' -> 'jeugdhulp-in-sudwest'; at most 60 characters, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "onderzoek"


def free_slug(session: Session, title: str, table: type[Scoped] = Study, reserved: frozenset[str] = frozenset()) -> str:
    """The title's slug, numbered when it is taken or reserved (slugs are unique over all organisations)."""
    base = slug_of(title)
    # Asked of the table itself, past the wall between organisations: only that a slug is taken shows.
    slugs = inspect(table).local_table.c.slug
    taken = reserved | set(session.connection().execute(core_select(slugs).where(slugs.startswith(base))).scalars())
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
