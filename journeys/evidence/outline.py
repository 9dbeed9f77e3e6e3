"""A journey as it stands: phases with numbered steps and what is behind each; the reading side of composing."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from interviews.models import Interview
from journeys.evidence.ledger import NO_EVIDENCE, StepEvidence, evidence_by_step
from journeys.lookup import phases_of
from journeys.models import Journey, LiteralQuote, Phase, QuoteSource, Step
from journeys.story import Feeling


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
    """The journey as it stands, in three queries however long it is."""
    evidence = evidence_by_step(session, journey)
    query = (
        select(Step, QuoteSource.interview_id, Interview.number, LiteralQuote)
        .outerjoin(LiteralQuote, col(LiteralQuote.step_id) == Step.id)
        .outerjoin(QuoteSource, col(QuoteSource.step_id) == Step.id)
        .outerjoin(Interview, col(Interview.id) == QuoteSource.interview_id)
        .where(Step.journey_id == journey.id)
        .order_by(col(Step.position), col(Step.id))
    )
    found = session.exec(query).all()
    steps = [step for step, _interview_id, _number, _literal in found]
    sources = {
        step.id: (one, of_number) for step, one, of_number, _literal in found if one is not None and step.quote.strip()
    }
    literal = {step.id: (noted.words, frozenset(noted.interview_ids)) for step, _one, _number, noted in found if noted}
    phases, number = [], 0
    for phase in phases_of(session, journey):
        mine = [step for step in steps if step.phase_id == phase.id]
        numbered = [
            OutlineStep(
                number + place,
                step,
                phase,
                evidence.get(step.id, NO_EVIDENCE),
                sources.get(step.id),
                literal.get(step.id),
            )
            for place, step in enumerate(mine, start=1)
        ]
        number += len(mine)
        phases.append(OutlinePhase(phase, tuple(numbered)))
    return Outline(tuple(phases))
