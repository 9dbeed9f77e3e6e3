"""Fragments that mean nearly the same as one fragment, to rest a step on; and what has no code yet."""

from dataclasses import dataclass

from sqlmodel import Session, select

from coding.models import Segment
from coding.segments import FoundSegment, segments_with_context
from coding.suggestions.likeness import Near, coded_near, near
from coding.visibility import counts
from foundation.errors import ResearcherError
from journeys.models import Journey


@dataclass(frozen=True)
class AlikeList:
    """`segments` are those in the nearest passages, `uncoded` the passages without any; the nearest first.

    `why_not` says in a sentence why it cannot be looked up.
    """

    to: FoundSegment
    segments: tuple[FoundSegment, ...] = ()
    uncoded: tuple[Near, ...] = ()
    why_not: str = ""


def alike_list(session: Session, journey: Journey, segment_id: int | None) -> AlikeList | None:
    """None when there is no such fragment in the study that counts."""
    query = select(Segment).where(Segment.id == segment_id, Segment.study_id == journey.study_id, counts())
    segment = session.exec(query).first()
    if segment is None:
        return None
    (to,) = segments_with_context(session, journey.study_id, [segment.id])
    try:
        places = near(session, segment)
    except ResearcherError as trouble:
        return AlikeList(to, why_not=str(trouble))
    coded = coded_near(session, places, counts())
    numbers = dict.fromkeys(one.segment_id for found in coded for one in found if one.segment_id != segment.id)
    uncoded = tuple(place for place, found in zip(places, coded, strict=True) if not found)
    return AlikeList(to, tuple(segments_with_context(session, journey.study_id, list(numbers))), uncoded)
