"""What coding made of one conversation: in figures, and what somebody typed with it and did not save."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from coding.models import Draft, Memo, Segment, Suggestion
from coding.visibility import coders_of
from foundation.dutch import _
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from interviews.texts.spoken import Spoken


@dataclass(frozen=True)
class CodedHere:
    """What was made of one conversation, in figures."""

    segments: dict[str, int]
    """By the name of who coded, the most first."""
    memos: int
    suggestions: int
    typing: tuple[str, ...]
    """Who typed something with it that is not saved yet, by name."""

    @property
    def total(self) -> int:
        return sum(self.segments.values())


def coded_here(session: Session, source: Source) -> CodedHere:
    """Of everybody, second coders too: all of it goes."""
    names = coders_of(session).names
    owners = (
        select(Segment.coder_id, func.count()).where(Segment.source_id == source.id).group_by(col(Segment.coder_id))
    )
    counted: Counter[str] = Counter()
    for person, number in session.exec(owners).all():
        counted[names.get(person, _("iemand anders"))] += number
    memos = select(func.count()).select_from(Memo).where(col(Memo.segment_id).in_(segments_in(source)))
    suggestions = select(func.count()).select_from(Suggestion).where(Suggestion.source_id == source.id)
    typing = sorted(names.get(one.person_id, _("iemand anders")) for one in half_typed_with(session, source))
    return CodedHere(
        dict(counted.most_common()),
        session.exec(memos).one(),
        session.exec(suggestions).one(),
        tuple(dict.fromkeys(typing)),
    )


def spoken_in(session: Session, source: Source) -> Spoken:
    """The words of a text, to recognise them elsewhere."""
    quotations = session.exec(select(Segment.quotation).where(Segment.source_id == source.id).distinct()).all()
    return Spoken(text_of(session, source.id), quotations)


def half_typed_with(session: Session, source: Source, spoken: Spoken | None = None) -> list[Draft]:
    """What somebody typed and did not save, that goes: with a segment of it, or about a code in its words."""
    spoken = spoken or spoken_in(session, source)
    segments = set(session.exec(segments_in(source)).all())
    drafts = session.exec(select(Draft).where(Draft.study_id == source.study_id).order_by(col(Draft.id))).all()
    return [one for one in drafts if one.segment_id in segments or spoken.stands_in_any(one.typed)]


def segments_in(source: Source) -> Any:
    return select(Segment.id).where(Segment.source_id == source.id)
