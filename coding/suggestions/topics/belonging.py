"""Whether a topic is about what a code is about already: by the codes that its passages have, as this person sees them.

Nothing is guessed here: that most of what is coded in a topic has one code, is what the coders said themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import Certainty, Code, Segment, Topic
from coding.visibility import told

_FEWEST = 3
"""Passages with the code: with fewer, that they have it may be chance."""


@dataclass(frozen=True)
class Belonging:
    """Of the passages of a topic `coded` have a code, and `shared` have this one. No code: nothing in it is coded."""

    passages: int
    coded: int = 0
    shared: int = 0
    code: Code | None = None
    different: int = 0
    """How many different codes are in it."""

    @property
    def certainty(self) -> Certainty | None:
        """That the topic belongs with the code; None: it is new."""
        if self.code is None or self.shared < _FEWEST:
            return None
        share = self.shared / self.coded
        if share >= 0.5:
            return Certainty.LIKELY
        return Certainty.POSSIBLE if share >= 1 / 3 else None

    @property
    def is_mixed(self) -> bool:
        """Whether much of it has a code already, and no code has much of it."""
        return self.certainty is None and self.coded >= _FEWEST


def belongings(session: Session, study_id: int, topics: Sequence[Topic]) -> list[Belonging]:
    """For each topic, in order. Two statements, however many there are."""
    coded = _coded(session, study_id)
    codes = {one.id: one for one in session.exec(select(Code).where(Code.study_id == study_id)).all()}
    return [_belonging(topic, coded, codes) for topic in topics]


def _belonging(topic: Topic, coded: dict[int, list[tuple[int, int, int]]], codes: dict[int, Code]) -> Belonging:
    found: Counter[int] = Counter()
    passages_coded = 0
    for source_id, start, end in topic.stretches:
        inside = {code_id for first, last, code_id in coded.get(source_id, ()) if first < end and start < last}
        found.update(inside)
        passages_coded += bool(inside)
    if not found:
        return Belonging(len(topic.stretches))
    code_id, shared = min(found.items(), key=lambda one: (-one[1], codes[one[0]].name))
    return Belonging(len(topic.stretches), passages_coded, shared, codes[code_id], len(found))


def _coded(session: Session, study_id: int) -> dict[int, list[tuple[int, int, int]]]:
    query = select(Segment.source_id, Segment.start, Segment.end, Segment.code_id)
    query = query.where(Segment.study_id == study_id, told(session, study_id)).order_by(col(Segment.start))
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for source_id, start, end, code_id in session.exec(query).all():
        found[source_id].append((start, end, code_id))
    return found
