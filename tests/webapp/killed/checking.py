"""Whether anything in the database is there by halves, whoever wrote it and whatever was answered."""

from collections.abc import Iterator

from sqlmodel import Session, col, func, select

from coding.models import Memo, Segment, SegmentWords
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn, TurnWords
from journeys.models import Publication
from studies.models import ChangeRecord
from tests.webapp.killed.telling import is_whole


def halves(session: Session, coder_id: int, publications_after: int = 0) -> Iterator[str]:
    """A sentence for each; only publications with a higher number are looked at. `session` sees every organisation."""
    yield from _conversations(session)
    yield from _indexed(session)
    yield from _undoable(session, coder_id)
    newer = select(Publication).where(col(Publication.id) > publications_after).order_by(col(Publication.id))
    for publication in session.exec(newer).all():
        if not is_whole(session, publication):
            yield f"publication {publication.id} has no whole document, or no history"


def _conversations(session: Session) -> Iterator[str]:
    query = select(Interview.id, func.count(col(Turn.id)))
    query = query.join(Source, col(Source.interview_id) == Interview.id, isouter=True)
    query = query.join(Turn, col(Turn.source_id) == Source.id, isouter=True).group_by(col(Interview.id))
    for interview_id, turns in session.exec(query).all():
        if not turns:
            yield f"conversation {interview_id} has no text"


def _indexed(session: Session) -> Iterator[str]:
    """What can be searched is what may be, all of it."""
    released = select(Turn.id).join(Source, col(Source.id) == Turn.source_id)
    released = released.join(Interview, col(Interview.id) == Source.interview_id)
    released = released.where(Interview.state != InterviewState.NAMES)
    for what, rows, words in (
        ("turn", set(session.exec(released).all()), set(session.exec(select(TurnWords.id)).all())),
        ("segment", set(session.exec(select(Segment.id)).all()), set(session.exec(select(SegmentWords.id)).all())),
    ):
        yield from (f"{what} {number} is in no index" for number in sorted(rows - words))
        yield from (f"words of {what} {number} are in the index, and it is not" for number in sorted(words - rows))


def _undoable(session: Session, coder_id: int) -> Iterator[str]:
    """Whatever a coder made on screen stands in the history once, and nothing stands there that is not."""
    records = session.exec(select(ChangeRecord.operations).where(ChangeRecord.person_id == coder_id)).all()
    noted = sorted((one["table"], one["id"]) for operations in records for one in operations)
    segments = session.exec(select(Segment.id).where(Segment.coder_id == coder_id)).all()
    memos = session.exec(select(Memo.id).where(Memo.person_id == coder_id)).all()
    there = sorted([*(("segment", one) for one in segments), *(("memo", one) for one in memos)])
    if noted != there:
        yield f"the history tells otherwise: {sorted(set(noted) ^ set(there))[:5]}"
