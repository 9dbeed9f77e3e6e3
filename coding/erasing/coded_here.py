"""What coding made of one conversation: in figures, and what somebody typed with it and did not save."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from coding.models import Draft, Memo, Segment, Suggestion
from coding.visibility import coders_of, seen, seen_drafts, seen_memos
from foundation.database.full_text.words import folded
from foundation.dutch import _
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from interviews.texts.spoken import Spoken


@dataclass(frozen=True)
class CodedHere:
    """What was made of one conversation, in figures, as far as whoever looks may know it."""

    segments: dict[str, int]
    """By the name of who coded, the most first, then by letter."""
    memos: int
    suggestions: int
    typing: tuple[str, ...]
    """Who typed something with it that is not saved yet, by name."""
    holds_closed: bool
    """Whether there is work of others too that is not to be seen until both are done."""

    @property
    def total(self) -> int:
        return sum(self.segments.values())


def coded_here(session: Session, source: Source) -> CodedHere:
    """Of everybody, second coders too: all of it goes. Where coders work apart, only that there is more."""
    names = coders_of(session, source.study_id).names
    segments = select(Segment.coder_id, func.count()).where(Segment.source_id == source.id)
    segments = segments.group_by(col(Segment.coder_id))
    memos = select(func.count(col(Memo.id))).join(Segment, col(Segment.id) == Memo.segment_id)
    memos = memos.where(Segment.source_id == source.id)
    suggestions = select(func.count()).select_from(Suggestion).where(Suggestion.source_id == source.id)
    half_typed = half_typed_with(session, source)
    told = set(session.exec(select(Draft.id).where(seen_drafts(session, source))).all())
    coded, shown = (Counter(dict(session.exec(query).all())) for query in (segments, segments.where(seen(session))))
    memos_shown, memos_there = (session.exec(query).one() for query in (memos.where(seen_memos(session)), memos))
    unknown = _("iemand anders")
    return CodedHere(
        _by_name(shown, names),
        memos_shown,
        session.exec(suggestions).one(),
        tuple(sorted({names.get(one.person_id, unknown) for one in half_typed if one.id in told})),
        coded != shown or memos_there > memos_shown or any(one.id not in told for one in half_typed),
    )


def _by_name(numbers: Counter[int], names: dict[int, str]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for person, number in numbers.items():
        counted[names.get(person, _("iemand anders"))] += number
    return dict(sorted(counted.items(), key=lambda one: (-one[1], folded(one[0]), one[0])))


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
