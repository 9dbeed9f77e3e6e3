"""What coding holds of the words of a conversation that goes, and keeps: what codes say of themselves, and memos."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from coding.erasing.coded_here import spoken_in
from coding.models import Code, Memo, Segment
from coding.visibility import coders_of
from foundation.dutch import _
from interviews.erasing.words_left import WordsLeft, finds_words_left
from interviews.models import Interview
from interviews.texts.models import Source
from interviews.texts.sources import source_of
from interviews.texts.spoken import Spoken


@finds_words_left
def words_left_in_coding(session: Session, interview: Interview) -> list[WordsLeft]:
    """Memos of everybody, also those that whoever looks may not read yet: that one is there has to be known."""
    source = source_of(session, interview)
    spoken = spoken_in(session, source)
    return [*_codes(session, source, spoken), *_memos(session, source, spoken)]


def _codes(session: Session, source: Source, spoken: Spoken) -> Iterator[WordsLeft]:
    """Of its examples nothing stays."""
    query = select(Code).where(Code.study_id == source.study_id).order_by(col(Code.position), col(Code.id))
    for code in session.exec(query).all():
        if spoken.stands_in(code.name):
            yield WordsLeft(_("Naam van een code"), *_place(code.id))
        if spoken.stands_in_any([code.definition, code.when_to_use, code.when_not]):
            yield WordsLeft(_("Uitleg bij code ‘%(code)s’", code=spoken.unsaid(code.name)), *_place(code.id))


def _memos(session: Session, source: Source, spoken: Spoken) -> Iterator[WordsLeft]:
    names = coders_of(session, source.study_id).names
    query = (
        select(Memo, Code.name, Interview)
        .outerjoin(Code, col(Code.id) == Memo.code_id)
        .outerjoin(Segment, col(Segment.id) == Memo.segment_id)
        .outerjoin(Source, col(Source.id) == Segment.source_id)
        .outerjoin(Interview, col(Interview.id) == Source.interview_id)
        .where(Memo.study_id == source.study_id, (col(Source.id) != source.id) | col(Memo.code_id).is_not(None))
        .order_by(col(Memo.id))
    )
    for memo, code, interview in session.exec(query).all():
        if not spoken.stands_in(memo.text):
            continue
        who = names.get(memo.person_id, _("iemand anders"))
        if interview is None:
            told = _("Memo van %(who)s bij code ‘%(code)s’", who=who, code=spoken.unsaid(code))
            yield WordsLeft(told, *_place(memo.code_id, _anchor="memos"))
        else:
            told = _("Memo van %(who)s in %(interview)s", who=who, interview=interview.title)
            yield WordsLeft(told, "coding.screen", {"number": interview.number})


def _place(code_id: int | None, **more: Any) -> tuple[str, dict[str, Any]]:
    return "themes.segments", {"code": code_id, **more}
