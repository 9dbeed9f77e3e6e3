"""What stands behind each step: how many conversations tell it, and how differently that felt."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from coding.models import Segment, SegmentFeeling
from coding.visibility import counts
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source
from journeys.evidence.models import STRONGEST_FIRST, Evidence, Stance
from journeys.models import Journey, Step
from journeys.story import Feeling

ENOUGH_INTERVIEWS = 3
"""So many conversations behind one story make it harder to recognise somebody in it."""
Spread = tuple[int, int, int]
"""Interviews by how it felt: positive, neutral, negative."""
_Cited = tuple[Segment, int | None, Stance | None]
"""A segment, the interview it comes from, and what it says of the step."""


@dataclass(frozen=True)
class StepEvidence:
    """What stands behind one step. Interviews without a noted feeling stand in neither spread.

    Whoever took their consent back counts in nothing but `withdrawn_segments`; their words stay in `spoken`, so that
    they are recognised in a quote.
    """

    segment_ids: frozenset[int] = frozenset()
    interview_ids: frozenset[int] = frozenset()
    spread: Spread = (0, 0, 0)
    """Interviews that tell the step, by how it felt in what tells it."""
    beside: Spread = (0, 0, 0)
    """The other interviews: on the same subject, or where it went otherwise."""
    spoken: tuple[tuple[int | None, str], ...] = ()
    """(interview, quotation) per segment, in the order of citing."""
    by_stance: Mapping[Stance | None, frozenset[int]] = field(default_factory=dict)
    """Interviews by what they say of the step, each once; None: nobody judged any of its segments yet."""
    unjudged_segments: int = 0
    """Ties that wait for a person to judge them."""
    withdrawn_segments: int = 0
    """Ties that have to go: consent was taken back."""

    @property
    def quotations(self) -> tuple[str, ...]:
        return tuple(said for _interview_id, said in self.spoken)

    @property
    def segments(self) -> int:
        return len(self.segment_ids)

    @property
    def interviews(self) -> int:
        return len(self.interview_ids)

    @property
    def telling_ids(self) -> frozenset[int]:
        """The interviews that `tells` counts."""
        return self.by_stance.get(Stance.TELLS, frozenset())

    @property
    def tells(self) -> int:
        """Interviews whose person went through what the step says."""
        return len(self.telling_ids)

    def is_thin_without(self, interview_ids: frozenset[int]) -> bool:
        """Whether too few conversations tell it once these are gone."""
        return len(self.telling_ids - interview_ids) < ENOUGH_INTERVIEWS

    @property
    def theme(self) -> int:
        """Interviews on the same subject that tell neither this nor the opposite."""
        return len(self.by_stance.get(Stance.THEME, ()))

    @property
    def differs(self) -> int:
        """Interviews where it went otherwise."""
        return len(self.by_stance.get(Stance.DIFFERS, ()))

    @property
    def unjudged(self) -> int:
        """Interviews of which no segment was judged."""
        return len(self.by_stance.get(None, ()))


NO_EVIDENCE = StepEvidence()


def evidence_by_step(session: Session, *journeys: Journey) -> dict[int, StepEvidence]:
    """{step id: what stands behind it}, for journeys of one study; steps without evidence are left out. Two queries.

    A tie to a segment that does not count (a second coder's), or whose consent was taken back, is behind nothing; only
    its words are still `spoken`.
    """
    gone = withdrawn_interviews(session, journeys[0].study_id)
    found = session.exec(
        select(Evidence, Segment, Source.interview_id, counts())
        .join(Step, col(Step.id) == Evidence.step_id)
        .join(Segment, col(Segment.id) == Evidence.segment_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .where(col(Step.journey_id).in_([one.id for one in journeys]))
        .order_by(col(Evidence.id))
    ).all()
    cited: dict[int, list[_Cited]] = defaultdict(list)
    spoken: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    withdrawn: Counter[int] = Counter()
    for evidence, segment, interview_id, is_counting in found:
        spoken[evidence.step_id].append((interview_id, segment.quotation))
        if interview_id in gone:
            withdrawn[evidence.step_id] += 1
        elif is_counting:
            cited[evidence.step_id].append((segment, interview_id, evidence.stance))
    return {
        step_id: _evidence(cited[step_id], tuple(of_step), withdrawn[step_id]) for step_id, of_step in spoken.items()
    }


def spread_of(told: Iterable[tuple[int, SegmentFeeling]]) -> Spread:
    """Interviews by feeling, from (interview, feeling) per segment: most segments decide, a tie is neutral."""
    votes: dict[int, Counter[SegmentFeeling]] = defaultdict(Counter)
    for interview_id, feeling in told:
        votes[interview_id][feeling] += 1
    levels = Counter(_majority(of_interview) for of_interview in votes.values())
    return (levels[Feeling.POSITIVE], levels[Feeling.NEUTRAL], levels[Feeling.NEGATIVE])


def _evidence(cited: list[_Cited], spoken: tuple[tuple[int | None, str], ...], withdrawn: int) -> StepEvidence:
    by_stance = _by_stance((interview_id, stance) for _segment, interview_id, stance in cited)
    telling = by_stance[Stance.TELLS]
    felt = [
        (interview_id, stance, segment.feeling)
        for segment, interview_id, stance in cited
        if interview_id is not None and segment.feeling is not None
    ]
    return StepEvidence(
        segment_ids=frozenset(segment.id for segment, _interview_id, _stance in cited),
        interview_ids=frozenset(interview_id for _segment, interview_id, _stance in cited if interview_id is not None),
        spread=spread_of((interview_id, feeling) for interview_id, stance, feeling in felt if stance is Stance.TELLS),
        beside=spread_of((interview_id, feeling) for interview_id, _, feeling in felt if interview_id not in telling),
        spoken=spoken,
        by_stance=by_stance,
        unjudged_segments=sum(stance is None for _segment, _interview_id, stance in cited),
        withdrawn_segments=withdrawn,
    )


def _by_stance(judged: Iterable[tuple[int | None, Stance | None]]) -> dict[Stance | None, frozenset[int]]:
    found: dict[Stance | None, set[int]] = {stance: set() for stance in STRONGEST_FIRST}
    for interview_id, stance in judged:
        if interview_id is not None:
            found[stance].add(interview_id)
    counted: set[int] = set()
    strongest = {}
    for stance in STRONGEST_FIRST:
        strongest[stance] = frozenset(found[stance] - counted)
        counted |= found[stance]
    return strongest


def _majority(votes: Counter[SegmentFeeling]) -> Feeling:
    (first, most), *others = votes.most_common(2)
    if others and others[0][1] == most:
        return Feeling.NEUTRAL
    return Feeling(first.value)
