"""Memos: what a researcher thought, kept with a segment or a code."""

from sqlmodel import Session, col, select

from coding.models import Code, Memo, Segment
from coding.visibility import seen_memos
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import shows
from studies.models import Person
from studies.retention.due import Kept, check_takes_in

LONGEST_MEMO = 10_000


class MemoEmpty(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er staat nog niets in de memo. Schrijf iets, of sluit zonder te bewaren."))


class MemoTooLong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze memo is te lang om te bewaren. Splits hem in tweeën."))


class MemoUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze memo is er niet meer."))


def add_memo(session: Session, on: Segment | Code, text: str) -> Memo:
    """Write a memo on a segment or a code. Raises MemoEmpty, MemoTooLong, PastLastDay."""
    if isinstance(on, Segment):
        check_takes_in(session, on.study_id, Kept.TRANSCRIPTS)
    memo = Memo(
        study_id=on.study_id,
        segment_id=on.id if isinstance(on, Segment) else None,
        code_id=on.id if isinstance(on, Code) else None,
        text=_checked(text),
        person_id=session.info["person_id"],
    )
    session.add(memo)
    session.flush()
    return memo


def same_memo(session: Session, segment: Segment, text: str) -> Memo | None:
    """The memo with this text that whoever works in this session has on a segment."""
    return next((memo for memo in _own_memos(session, segment) if memo.text == text.strip()), None)


def has_memo(session: Session, segment: Segment) -> bool:
    """Whether whoever works in this session has a memo on a segment."""
    return bool(_own_memos(session, segment))


def edit_memo(session: Session, memo: Memo, text: str) -> None:
    """Write a memo anew. Raises MemoEmpty, MemoTooLong, PastLastDay."""
    if memo.segment_id is not None:
        check_takes_in(session, memo.study_id, Kept.TRANSCRIPTS)
    memo.text = _checked(text)
    memo.moment = now()
    session.add(memo)
    session.flush()


def remove_memo(session: Session, memo: Memo) -> None:
    """Throw a memo away; undo brings it back."""
    session.delete(memo)
    session.flush()


def memo_by_id(session: Session, source_id: int, memo_id: int) -> Memo:
    """A memo on a segment of this source that this person may see. Raises MemoUnknown."""
    memo = session.exec(
        select(Memo)
        .join(Segment, col(Segment.id) == Memo.segment_id)
        .where(Segment.source_id == source_id, Memo.id == memo_id, seen_memos(session))
    ).first()
    if memo is None:
        raise MemoUnknown
    return memo


def memos_of(session: Session, source_id: int) -> list[Memo]:
    """The memos on the segments of a source that this person may see, the oldest first."""
    return list(
        session.exec(
            select(Memo)
            .join(Segment, col(Segment.id) == Memo.segment_id)
            .where(Segment.source_id == source_id, seen_memos(session))
            .order_by(col(Memo.id))
        ).all()
    )


def memos_on_code(session: Session, study_id: int, code_id: int) -> list[tuple[Memo, str]]:
    """The memos on a code with who wrote them, the oldest first."""
    query = select(Memo, Person.name).join(Person, col(Person.id) == Memo.person_id)
    query = query.where(Memo.study_id == study_id, Memo.code_id == code_id).order_by(col(Memo.id))
    return list(session.exec(query).all())


def memo_on_code(session: Session, study_id: int, memo_id: int) -> Memo:
    """A memo on a code of this study. Raises MemoUnknown."""
    query = select(Memo).where(Memo.study_id == study_id, Memo.id == memo_id, col(Memo.code_id).is_not(None))
    memo = session.exec(query).first()
    if memo is None:
        raise MemoUnknown
    return memo


def _own_memos(session: Session, segment: Segment) -> list[Memo]:
    mine = (Memo.segment_id == segment.id, Memo.person_id == session.info["person_id"])
    return list(session.exec(select(Memo).where(*mine).order_by(col(Memo.id))).all())


def _checked(text: str) -> str:
    text = text.strip()
    if not shows(text):
        raise MemoEmpty
    if len(text) > LONGEST_MEMO:
        raise MemoTooLong
    return text
