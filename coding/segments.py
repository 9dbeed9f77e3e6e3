"""Coded segments: a stretch of a source gets a code. Finding them back: coding.retrieval.search.

ResearcherError
├── NothingChosen      the stretch is empty, or white space only
├── QuoteMoved         the text under these offsets is not what the person saw
├── NotReleased        names in the interview are not replaced yet
└── SegmentUnknown, SourceUnknown   404
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from coding.attachments import attachments_of, remove_with_attachments
from coding.codebook.lookup import code_by_id
from coding.codebook.tree import colours_of
from coding.extents import overlapping, unite
from coding.models import Code, Draft, Segment, SegmentFeeling
from coding.visibility import counts, seen
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source
from interviews.texts.sources import slice_of

RELEASED = (InterviewState.CODING, InterviewState.CODED)


class NothingChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is geen tekst gekozen. Kies eerst een stuk tekst en dan een code."))


class QuoteMoved(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "De tekst van dit gesprek is intussen veranderd. De code is niet gekoppeld. Herlaad de pagina en kies "
                "het stuk tekst opnieuw."
            )
        )


class NotReleased(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Dit gesprek is nog niet vrijgegeven voor coderen. Vervang eerst de namen en geef het dan vrij.")
        )


class SegmentUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit fragment is er niet meer."))


class SourceUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze tekst is er niet meer."))


@dataclass(frozen=True)
class FoundSegment:
    """A segment as a list of evidence shows it. `colour` is 1 to 8; `interview` is None for other texts.

    `is_counting` is False for what a second coder coded: it can be looked at, and proves nothing.
    """

    segment: Segment
    code: Code
    colour: int
    interview: Interview | None
    is_counting: bool = True


@dataclass(frozen=True)
class Placed:
    """The segment that covers a stretch now; not new when one that was there covers it, grown or not."""

    segment: Segment
    is_new: bool
    feelings: tuple[SegmentFeeling, ...] = ()
    """The different ones of what became one segment, which has none now."""


def add_segment(
    session: Session,
    source_id: int,
    start: int,
    end: int,
    quote: str,
    code_id: int,
    *,
    feeling: SegmentFeeling | None = None,
) -> Segment:
    """Give text[start:end] a code, as `place_segment` does; the segment that covers it."""
    return place_segment(session, source_id, start, end, quote, code_id, feeling=feeling).segment


def place_segment(
    session: Session,
    source_id: int,
    start: int,
    end: int,
    quote: str,
    code_id: int,
    *,
    feeling: SegmentFeeling | None = None,
) -> Placed:
    """Give text[start:end] a code, by whoever works in this session.

    Where a part of it has that code by the same person, that segment becomes longer instead; its memos, feeling and
    citations stay, but for different feelings of several. Reads only the turns that hold the stretch, so the cost
    does not grow with the text.
    Raises NothingChosen, QuoteMoved, NotReleased, SourceUnknown, CodeUnknown.
    """
    source = _released_source(session, source_id)
    if not quote.strip():
        raise NothingChosen
    if slice_of(session, source_id, start, end) != quote:
        raise QuoteMoved
    code = code_by_id(session, source.study_id, code_id)
    coder_id = session.info["person_id"]
    if there := overlapping(session, source_id, coder_id, code.id, start, end):
        kept, *others = there
        reach = min(start, kept.start), max(end, *(one.end for one in there))
        apart = unite(session, kept, others, code.id, *reach)
        if not apart:
            kept.feeling = kept.feeling or feeling
            session.flush()
        return Placed(kept, is_new=False, feelings=apart)
    segment = Segment(
        study_id=source.study_id,
        source_id=source_id,
        start=start,
        end=end,
        code_id=code.id,
        coder_id=coder_id,
        quotation=quote,
        feeling=feeling,
    )
    session.add(segment)
    session.flush()
    return Placed(segment, is_new=True)


class WentAlong(NamedTuple):
    """How much hung on a segment that was removed."""

    attached: int
    """Memos and citations."""
    half_typed: int
    """Memos that were not saved yet."""


def remove_segment(session: Session, segment: Segment) -> WentAlong:
    """Take a code off a stretch, with its memos and citations; undo brings all back."""
    attached = attachments_of(session, segment)
    half_typed = sum(isinstance(one, Draft) for one in attached)
    remove_with_attachments(session, segment)
    return WentAlong(len(attached) - half_typed, half_typed)


def set_feeling(session: Session, segment: Segment, feeling: SegmentFeeling | None) -> None:
    """Say how the respondent told it."""
    segment.feeling = feeling
    session.add(segment)
    session.flush()


def segment_by_id(session: Session, source_id: int, segment_id: int) -> Segment:
    """A segment of this source that this person may see. Raises SegmentUnknown."""
    segment = session.exec(_of_source(source_id).where(Segment.id == segment_id, seen(session))).first()
    if segment is None:
        raise SegmentUnknown
    return segment


def segments_with_context(session: Session, study_id: int, segment_ids: list[int]) -> list[FoundSegment]:
    """These segments in this order, with code, colour and interview; those that are gone are left out."""
    colours = colours_of(session, study_id)
    query = (
        select(Segment, Code, Interview, counts())
        .join(Code, col(Code.id) == Segment.code_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id, isouter=True)
        # The study by the code: by the segment, all of its segments would be walked through.
        .where(Code.study_id == study_id, col(Segment.id).in_(segment_ids))
    )
    rows = {
        segment.id: FoundSegment(segment, code, colours[code.id], interview, is_counting)
        for segment, code, interview, is_counting in session.exec(query).all()
    }
    return [rows[segment_id] for segment_id in segment_ids if segment_id in rows]


def released_interviews(session: Session, study_id: int) -> int:
    """How many interviews of a study may be coded."""
    released = col(Interview.state).in_(RELEASED)
    return session.exec(select(func.count(col(Interview.id))).where(Interview.study_id == study_id, released)).one()


def _released_source(session: Session, source_id: int) -> Source:
    """Who has the text open has both at hand, and nothing is asked. Raises SourceUnknown, NotReleased."""
    source = session.get(Source, source_id)
    if source is None:
        raise SourceUnknown
    interview = session.get(Interview, source.interview_id) if source.interview_id else None
    if interview is not None and interview.state not in RELEASED:
        raise NotReleased
    return source


def _of_source(source_id: int) -> SelectOfScalar[Segment]:
    return select(Segment).where(Segment.source_id == source_id)
