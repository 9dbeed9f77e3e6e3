"""What stands behind all journeys of a study at once: steps that somebody tells, and fragments that nobody judged."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from coding.models import Segment
from coding.visibility import counts
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source
from journeys.evidence.models import Evidence, Stance
from journeys.models import Journey, Phase, Step


@dataclass(frozen=True)
class JourneyToJudge:
    """A journey with fragments of which nobody said yet what they tell; `step_id` is the first step with one."""

    title: str
    slug: str
    step_id: int
    number: int


def journeys_to_judge(session: Session, study_id: int) -> list[JourneyToJudge]:
    """The journeys of a study with unjudged fragments, the oldest first."""
    gone = withdrawn_interviews(session, study_id)
    in_order = (col(Journey.id), col(Phase.position), col(Phase.id), col(Step.position), col(Step.id))
    found = session.exec(
        select(Journey, Step.id, func.count())
        .join(Step, col(Step.journey_id) == Journey.id)
        .join(Phase, col(Phase.id) == Step.phase_id)
        .join(Evidence, col(Evidence.step_id) == Step.id)
        .join(Segment, col(Segment.id) == Evidence.segment_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .where(Journey.study_id == study_id, col(Evidence.stance).is_(None), counts())
        .where(or_(col(Source.interview_id).is_(None), col(Source.interview_id).not_in(gone)))
        .group_by(*in_order)
        .order_by(*in_order)
    ).all()
    waiting: dict[int, JourneyToJudge] = {}
    for journey, step_id, number in found:
        first = waiting.get(journey.id)
        waiting[journey.id] = JourneyToJudge(
            journey.title, journey.slug, first.step_id if first else step_id, number + (first.number if first else 0)
        )
    return list(waiting.values())


def told_steps(session: Session, study_id: int) -> dict[int, int]:
    """{journey: how many of its steps somebody tells}, as StepEvidence counts; journeys without one left out."""
    query = (
        select(Step.journey_id, func.count(func.distinct(col(Step.id))))
        .join(Journey, col(Journey.id) == Step.journey_id)
        .join(Evidence, col(Evidence.step_id) == Step.id)
        .join(Segment, col(Segment.id) == Evidence.segment_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .where(Journey.study_id == study_id, Evidence.stance == Stance.TELLS, counts())
        .where(col(Source.interview_id).is_not(None))
        .where(col(Source.interview_id).not_in(withdrawn_interviews(session, study_id)))
        .group_by(col(Step.journey_id))
    )
    return dict(session.exec(query).all())
