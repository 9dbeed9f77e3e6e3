"""A journey as it stands: phases with numbered steps and what is behind each; the reading side of composing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from interviews.models import Interview
from interviews.texts.sources import texts_of_interviews
from journeys.composing.models import LiteralQuote, QuoteSource
from journeys.evidence.counting import NO_EVIDENCE, StepEvidence, evidence_by_step
from journeys.lookup import journeys_of, phases_of
from journeys.models import Journey, Phase, Step
from journeys.story import Feeling

_Behind = tuple[StepEvidence, tuple[int, int] | None, tuple[str, frozenset[int]] | None, str]
"""The last four of an OutlineStep."""


@dataclass(frozen=True)
class OutlineStep:
    """A step with its number through all phases, from 1."""

    number: int
    step: Step
    phase: Phase
    evidence: StepEvidence
    quoted_from: tuple[int, int] | None = None
    """Id and number of the interview whose words the quote was made from, when that is known."""

    literal_when_erased: tuple[str, frozenset[int]] | None = None
    """The quote as it stood when the transcripts were erased, and the interviews in which it stood word for word."""

    source_said: str = ""
    """All that was said in `quoted_from`, as far as it is there still."""

    @property
    def is_divided(self) -> bool:
        """Whether more of those who tell it felt otherwise than was chosen."""
        chosen = self.evidence.spread[list(Feeling).index(self.step.feeling)]
        return max(self.evidence.spread) > chosen


@dataclass(frozen=True)
class OutlinePhase:
    phase: Phase
    steps: tuple[OutlineStep, ...]


@dataclass(frozen=True)
class Outline:
    """The phases in order, also those without steps."""

    phases: tuple[OutlinePhase, ...]

    @property
    def steps(self) -> tuple[OutlineStep, ...]:
        """All steps in order, over the phases."""
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def telling_ids(self) -> frozenset[int]:
        """The conversations in which a step of the journey is told."""
        return frozenset[int]().union(*(step.evidence.telling_ids for step in self.steps))

    @property
    def unjudged(self) -> tuple[OutlineStep, ...]:
        """The steps with fragments that nobody judged yet."""
        return tuple(step for step in self.steps if step.evidence.unjudged_segments)

    @property
    def is_unfounded(self) -> bool:
        """Whether there are steps and no fragment is behind any."""
        return bool(self.steps) and not any(step.evidence.segments for step in self.steps)

    def step(self, step_id: int | None) -> OutlineStep | None:
        """The step with this id, when it is in the journey."""
        return next((one for one in self.steps if one.step.id == step_id), None)


def outline_of(session: Session, journey: Journey) -> Outline:
    """The journey as it stands, in as many queries however long it is."""
    return _outlines(session, [journey])[0]


def outlines_of_study(session: Session, study_id: int) -> list[tuple[Journey, Outline]]:
    """Every journey of a study as it stands, the oldest first, in as many queries however many there are."""
    journeys = journeys_of(session, study_id)
    return list(zip(journeys, _outlines(session, journeys), strict=True))


def _outlines(session: Session, journeys: Sequence[Journey]) -> list[Outline]:
    if not journeys:
        return []
    steps = _steps_by_phase(session, journeys)
    phases: dict[int, list[Phase]] = defaultdict(list)
    for phase in phases_of(session, *journeys):
        phases[phase.journey_id].append(phase)
    return [_outline(phases[journey.id], steps) for journey in journeys]


def _steps_by_phase(session: Session, journeys: Sequence[Journey]) -> dict[int, list[tuple[Step, _Behind]]]:
    evidence = evidence_by_step(session, *journeys)
    query = (
        select(Step, QuoteSource.interview_id, Interview.number, LiteralQuote)
        .outerjoin(LiteralQuote, col(LiteralQuote.step_id) == Step.id)
        .outerjoin(QuoteSource, col(QuoteSource.step_id) == Step.id)
        .outerjoin(Interview, col(Interview.id) == QuoteSource.interview_id)
        .where(col(Step.journey_id).in_([one.id for one in journeys]))
        .order_by(col(Step.position), col(Step.id))
    )
    found: dict[int, list[tuple[Step, _Behind]]] = defaultdict(list)
    rows = session.exec(query).all()
    said = texts_of_interviews(session, {interview_id for _step, interview_id, _number, _noted in rows if interview_id})
    for step, interview_id, number, noted in rows:
        source = (interview_id, number) if interview_id is not None and step.quote.strip() else None
        literal = (noted.words, frozenset(noted.interview_ids)) if noted else None
        found[step.phase_id].append(
            (step, (evidence.get(step.id, NO_EVIDENCE), source, literal, said.get(interview_id, "")))
        )
    return found


def _outline(phases: Sequence[Phase], steps: Mapping[int, Sequence[tuple[Step, _Behind]]]) -> Outline:
    found, number = [], 0
    for phase in phases:
        mine = [
            OutlineStep(number + place, step, phase, *behind)
            for place, (step, behind) in enumerate(steps.get(phase.id, ()), start=1)
        ]
        number += len(mine)
        found.append(OutlinePhase(phase, tuple(mine)))
    return Outline(tuple(found))
