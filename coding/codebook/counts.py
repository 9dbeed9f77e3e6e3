"""The codebook of a study as it is shown, with how often each code was given."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from coding.codebook.tree import children_of, walk_codes
from coding.models import Code, Segment
from coding.visibility import in_figures


@dataclass(frozen=True)
class CodeInBook:
    """A code as the codebook shows it. `level` 0 is a theme; `colour` is its own or inherited, 1 to 8.

    `segments` have this very code; `segments_below` have it or a code under it. Both as coding.visibility counts.
    """

    code: Code
    level: int
    colour: int
    segments: int
    segments_below: int


def codebook_of(session: Session, study_id: int) -> list[CodeInBook]:
    """The codebook with counts, in its order; two queries, whatever its size."""
    own = _segments_per_code(session, study_id)
    children = children_of(session, study_id)
    below: Counter[int] = Counter(own)
    walked = list(walk_codes(children))
    for code, _level, _colour in reversed(walked):
        if code.parent_id is not None:
            below[code.parent_id] += below[code.id]
    return [CodeInBook(code, level, colour, own[code.id], below[code.id]) for code, level, colour in walked]


def _segments_per_code(session: Session, study_id: int) -> Counter[int]:
    query = select(Segment.code_id, func.count(col(Segment.id))).where(
        Segment.study_id == study_id, in_figures(session)
    )
    return Counter(dict(session.exec(query.group_by(col(Segment.code_id))).all()))
