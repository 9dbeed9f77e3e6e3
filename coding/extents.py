"""One passage, one segment: of one coder, two segments with the same code never overlap. What overlaps is united."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, select

from coding.attachments import hand_over, remove_with_attachments
from coding.models import Segment, SegmentFeeling
from interviews.texts.sources import slice_of


def overlapping(session: Session, source_id: int, coder_id: int, code_id: int, start: int, end: int) -> list[Segment]:
    """The segments of a coder with a code that share a character with text[start:end], by place."""
    query = select(Segment).where(
        Segment.source_id == source_id,
        Segment.coder_id == coder_id,
        Segment.code_id == code_id,
        col(Segment.start) < end,
        col(Segment.end) > start,
    )
    return list(session.exec(query.order_by(col(Segment.start), col(Segment.id))).all())


def unite(
    session: Session, kept: Segment, others: Sequence[Segment], code_id: int, start: int, end: int
) -> tuple[SegmentFeeling, ...]:
    """Let `kept` cover text[start:end] with this code; memos, citations and feeling of `others` come along.

    Where they were told differently it has no feeling, because none of them is of the whole: those that it had, to
    tell the coder.
    """
    feelings = _feelings(kept, *others)
    for other in others:
        hand_over(session, other, kept)
        remove_with_attachments(session, other)
    kept.feeling = feelings[0] if len(feelings) == 1 else None
    kept.code_id = code_id
    if (kept.start, kept.end) != (start, end):
        kept.start, kept.end = start, end
        kept.quotation = slice_of(session, kept.source_id, start, end)
    session.add(kept)
    session.flush()
    return feelings if len(feelings) > 1 else ()


def _feelings(*segments: Segment) -> tuple[SegmentFeeling, ...]:
    """Each that one of them has, by place."""
    in_order = sorted(segments, key=lambda one: (one.start, one.id))
    return tuple(dict.fromkeys(one.feeling for one in in_order if one.feeling is not None))


def clusters(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The segments of each coder in each text, in groups that overlap, by place."""
    group: list[Segment] = []
    for one in sorted(segments, key=lambda one: (one.source_id, one.coder_id, one.start, one.id)):
        if group and not _reaches(group, one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def doubles(session: Session) -> list[list[Segment]]:
    """What overlaps and should be one segment, in groups: rows from before overlapping stretches were united."""
    other = aliased(Segment)
    hands = select(Segment.source_id, Segment.coder_id, Segment.code_id).join(other, _twins(other)).distinct()
    found: list[list[Segment]] = []
    for source_id, coder_id, code_id in sorted(session.exec(hands).all()):
        same = (Segment.source_id == source_id, Segment.coder_id == coder_id, Segment.code_id == code_id)
        segments = session.exec(select(Segment).where(*same).order_by(col(Segment.start), col(Segment.id))).all()
        found += [group for group in clusters(segments) if len(group) > 1]
    return found


def unite_doubles(session: Session) -> int:
    """Let every such group be its first segment, with all that hung on the others; how many groups that were.

    Those with different feelings wait for their coder: no undo would bring back what they said.
    """
    found = [group for group in doubles(session) if len(_feelings(*group)) <= 1]
    for kept, *others in found:
        start, end = kept.start, max(one.end for one in (kept, *others))
        unite(session, kept, others, kept.code_id, start, end)
    return len(found)


def is_doubled(session: Session, segment_ids: Sequence[int]) -> bool:
    """Whether any of these segments overlaps another of the same coder with the same code."""
    other = aliased(Segment)
    query = select(Segment.id).join(other, _twins(other)).where(col(Segment.id).in_(segment_ids)).limit(1)
    return session.exec(query).first() is not None


def _twins(other: Any) -> ColumnElement[bool]:
    return and_(
        other.source_id == Segment.source_id,
        other.coder_id == Segment.coder_id,
        other.code_id == Segment.code_id,
        other.id != col(Segment.id),
        other.start < Segment.end,
        other.end > Segment.start,
    )


def _reaches(group: list[Segment], one: Segment) -> bool:
    same_hand = (group[0].source_id, group[0].coder_id) == (one.source_id, one.coder_id)
    return same_hand and one.start < max(member.end for member in group)
