"""Interviews and their texts: finding one, reading it whole or in part.

Offsets count Unicode code points in the text of the source.
"""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from foundation.dutch import _
from foundation.errors import NotFound
from interviews.models import Interview
from interviews.texts.models import Anchored, Source, Turn
from studies.models import Study
from studies.planning import study_by_slug


class InterviewUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit gesprek bestaat niet, of het is weggegooid."))


def interview_by_number(session: Session, study_id: int, number: int) -> Interview:
    """'Gesprek 11' of a study. Raises InterviewUnknown."""
    query = select(Interview).where(Interview.study_id == study_id, Interview.number == number)
    interview = session.exec(query).first()
    if interview is None:
        raise InterviewUnknown
    return interview


def at_address(session: Session, slug: str, number: int) -> tuple[Study, Interview, Source]:
    """'Gesprek 11' of the study at an address, and its text; one query. Raises StudyUnknown, InterviewUnknown."""
    query = select(Study, Interview, Source).join(Interview, col(Interview.study_id) == Study.id)
    query = query.join(Source, col(Source.interview_id) == Interview.id)
    found = session.exec(query.where(Study.slug == slug, Interview.number == number)).first()
    if found is None:
        study_by_slug(session, slug)
        raise InterviewUnknown
    return found


def source_of(session: Session, interview: Interview) -> Source:
    """The text that this interview gave."""
    return session.exec(select(Source).where(Source.interview_id == interview.id)).one()


def turns_of(session: Session, source_id: int) -> list[Turn]:
    """The turns of a source, in order."""
    return list(session.exec(select(Turn).where(Turn.source_id == source_id).order_by(col(Turn.position))).all())


def text_of(session: Session, source_id: int) -> str:
    """The whole text of a source."""
    query = select(Turn.text).where(Turn.source_id == source_id).order_by(col(Turn.position))
    return "\n".join(session.exec(query).all())


def texts_of_interviews(session: Session, interview_ids: Collection[int]) -> dict[int, str]:
    """{interview id: all that was said in it}; one whose text is gone is left out. At most one query."""
    if not interview_ids:
        return {}
    query = select(Source.interview_id, Turn.text).join(Turn, col(Turn.source_id) == Source.id)
    query = query.where(col(Source.interview_id).in_(interview_ids)).order_by(col(Source.id), col(Turn.position))
    found: dict[int, list[str]] = {}
    for interview_id, text in session.exec(query).all():
        found.setdefault(interview_id or 0, []).append(text)
    return {interview_id: "\n".join(turns) for interview_id, turns in found.items()}


def slice_of(session: Session, source_id: int, start: int, end: int) -> str:
    """text[start:end], reading only the turns that hold it: the cost does not grow with the document.

    A stretch that is turned around or before the text is empty; one that runs past the end stops there.
    """
    if not 0 <= start < end:
        return ""
    of_source = Turn.source_id == source_id
    first = select(func.max(Turn.start)).where(of_source, Turn.start <= start).scalar_subquery()
    # `<=`: a stretch that ends right after a turn holds the line feed, which needs the next turn to be there.
    query = select(Turn.start, Turn.text).where(of_source, Turn.start >= first, Turn.start <= end)
    turns = session.exec(query.order_by(col(Turn.start))).all()
    begin = turns[0][0] if turns else 0
    return "\n".join(text for _start, text in turns)[start - begin : end - begin]


def coded_sources(session: Session, study_id: int) -> set[int]:
    """The sources of a study that somebody has coded. Tables of codings say so by their `coder_id`."""
    coded: set[int] = set()
    for table in (one for one in Anchored.__subclasses__() if "coder_id" in one.model_fields):
        query = select(table.source_id).join(Source, col(Source.id) == table.source_id)
        coded.update(session.exec(query.where(Source.study_id == study_id).distinct()).all())
    return coded
