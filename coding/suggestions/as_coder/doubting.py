"""Codings to look at once more: where who never saw them thinks another code likely and this one hardly possible.

It is no judgement of a person: the program may be wrong, and a few per code is all that anybody reads.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, select

from coding.models import Code, Segment
from coding.suggestions.as_coder.comparing import codes_at
from coding.suggestions.as_coder.models import DoubtedCoding
from coding.suggestions.judging.material import Coding
from coding.visibility import counts, seen, told
from foundation.dutch import _
from foundation.errors import NotFound
from interviews.models import Interview
from interviews.texts.models import Source, Turn

if TYPE_CHECKING:
    from coding.suggestions.judging.left_out import LeftOut

LIKELY = 0.66
"""Of the other code, given that one fits: what is called likely elsewhere too."""
UNLIKELY = 0.05
MOST_PER_CODE = 3
_FEWEST_WORDS = 5
_AROUND = 140


class DoubtUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit staat er niet meer: het fragment veranderde, of iemand keek er al naar."))


@dataclass(frozen=True)
class Doubt:
    """`other_id` was thought likely for this coding, with a chance of 0-1."""

    coding: Coding
    other_id: int
    chance: float


@dataclass(frozen=True)
class Family:
    """{code: the code above it}: a code and one under or above it do not contradict each other."""

    above: Mapping[int, int | None]

    @classmethod
    def of(cls, session: Session, study_id: int) -> "Family":
        return cls(dict(session.exec(select(Code.id, Code.parent_id).where(Code.study_id == study_id)).all()))

    def is_related(self, one: int, other: int) -> bool:
        return one in self._line(other) or other in self._line(one)

    def _line(self, code: int) -> list[int]:
        line: list[int] = []
        here: int | None = code
        while here is not None and here not in line:
            line.append(here)
            here = self.above.get(here)
        return line


@dataclass(frozen=True)
class DoubtToRead:
    """A doubted coding as a person reads it: its words, what stands around them, and where."""

    doubt: DoubtedCoding
    segment: Segment
    code: Code
    other: Code
    interview: Interview
    turn: int
    before: str
    after: str


def doubts_in(left_out: "LeftOut", family: Family) -> list[Doubt]:
    """In one interview. What is too short to say anything, or has the other code too, is no doubt."""
    found = []
    for coding, chances in zip(left_out.codings, left_out.chances, strict=True):
        if coding.code_id not in chances or len(coding.text.split()) < _FEWEST_WORDS:
            continue
        other = max(sorted(chances), key=lambda code: chances[code])
        if chances[other] < LIKELY or chances[coding.code_id] > UNLIKELY or family.is_related(other, coding.code_id):
            continue
        if other not in codes_at(coding, left_out.codings):
            found.append(Doubt(coding, other, chances[other]))
    return found


def store_doubts(session: Session, study_id: int, doubts: Iterable[Doubt]) -> None:
    """Replace what nobody settled; the surest few of each code. What a person let stand is not asked again."""
    of_study = col(DoubtedCoding.study_id) == study_id
    session.exec(delete(DoubtedCoding).where(of_study, col(DoubtedCoding.is_settled).is_(False)))
    settled = {one.segment_id: one for one in session.exec(select(DoubtedCoding).where(of_study)).all()}
    ranked = sorted(doubts, key=lambda one: (-one.chance, one.coding.source_id, one.coding.start))
    per_code: Counter[int] = Counter()
    for doubt in ranked:
        found = _segment_of(session, study_id, doubt.coding)
        if found is None or per_code[doubt.coding.code_id] >= MOST_PER_CODE:
            continue
        segment, revision = found
        if (before := settled.get(segment.id)) is not None:
            if (before.code_id, before.other_id) == (segment.code_id, doubt.other_id):
                continue
            session.delete(before)
            session.flush()
        per_code[segment.code_id] += 1
        session.add(_row(segment, doubt, revision, per_code[segment.code_id]))
    session.flush()


def doubts_to_read(session: Session, study_id: int) -> list[DoubtToRead]:
    """What nobody settled and still is as it was, by code: only segments that whoever asks may see."""
    codes = {one.id: one for one in session.exec(select(Code).where(Code.study_id == study_id)).all()}
    query = (
        select(DoubtedCoding, Segment, Interview, Turn)
        .join(Segment, col(Segment.id) == DoubtedCoding.segment_id)
        .join(Code, (col(Code.id) == Segment.code_id) & (col(Code.id) == DoubtedCoding.code_id))
        .join(Source, (col(Source.id) == Segment.source_id) & (col(Source.revision) == DoubtedCoding.revision))
        .join(Interview, col(Interview.id) == Source.interview_id)
        .join(Turn, (col(Turn.source_id) == Source.id) & (col(Turn.start) <= Segment.start))
        .where(col(Turn.end) > Segment.start, DoubtedCoding.study_id == study_id)
        .where(col(DoubtedCoding.is_settled).is_(False), seen(session), told(session, study_id))
        .order_by(col(Code.position), col(Code.id), col(DoubtedCoding.place), col(DoubtedCoding.id))
    )
    return [
        _to_read(doubt, segment, codes[doubt.code_id], codes[doubt.other_id], interview, turn)
        for doubt, segment, interview, turn in session.exec(query).all()
    ]


def settle_doubt(session: Session, study_id: int, doubt_id: int) -> None:
    """A person read it and lets the coding stand. Raises DoubtUnknown."""
    found = next((one.doubt for one in doubts_to_read(session, study_id) if one.doubt.id == doubt_id), None)
    if found is None:
        raise DoubtUnknown
    found.is_settled = True
    session.add(found)
    session.flush()


def _to_read(
    doubt: DoubtedCoding, segment: Segment, code: Code, other: Code, interview: Interview, turn: Turn
) -> DoubtToRead:
    start, end = segment.start - turn.start, segment.end - turn.start
    before = turn.text[max(0, start - _AROUND) : start]
    after = turn.text[end : end + _AROUND]
    return DoubtToRead(
        doubt,
        segment,
        code,
        other,
        interview,
        turn.position + 1,
        before.partition(" ")[2] if start > _AROUND else before,
        after.rpartition(" ")[0] if len(turn.text) > end + _AROUND else after,
    )


def _segment_of(session: Session, study_id: int, coding: Coding) -> tuple[Segment, int] | None:
    """The segment that is still so, and the revision of its text."""
    query = select(Segment, Source.revision).join(Source, col(Source.id) == Segment.source_id)
    query = query.where(
        counts(),
        Segment.study_id == study_id,
        Segment.source_id == coding.source_id,
        Segment.start == coding.start,
        Segment.end == coding.end,
        Segment.code_id == coding.code_id,
    )
    return session.exec(query.order_by(col(Segment.id))).first()


def _row(segment: Segment, doubt: Doubt, revision: int, place: int) -> DoubtedCoding:
    return DoubtedCoding(
        study_id=segment.study_id,
        segment_id=segment.id,
        code_id=segment.code_id,
        other_id=doubt.other_id,
        revision=revision,
        place=place,
    )
