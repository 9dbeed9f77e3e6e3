"""What was withdrawn is untied from a step: its words may still come from it, so they wait until somebody reads them.

A tie goes in many ways (untied, its code taken off, the code deleted, undo of what made it), and comes back by undo.
All of them pass the session, so it is noticed there. It is no part of the change itself: that can be undone also when
somebody has read the step since.
"""

from collections.abc import Iterable

from sqlalchemy import delete, event, insert
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, col, select

from coding.models import Segment
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source
from journeys.evidence.models import Evidence
from journeys.models import Journey, Step
from journeys.withdrawing.models import ToReread

_Pair = tuple[int, int]
"""A step, and an interview that it rests on or rested on."""


@event.listens_for(OrmSession, "after_flush")
def _notice(session: OrmSession, _flush: UOWTransaction) -> None:
    changed = [row for row in (*session.new, *session.deleted) if isinstance(row, Evidence)]
    if changed and isinstance(session, Session):
        _settle(session, changed)


def _settle(session: Session, changed: Iterable[Evidence]) -> None:
    pairs = _pairs(session, changed)
    tied = _tied(session, pairs)
    waiting = _waiting(session, pairs)
    for step_id, interview_id in sorted(waiting & tied):
        gone = delete(ToReread).where(col(ToReread.step_id) == step_id, col(ToReread.interview_id) == interview_id)
        session.execute(gone.execution_options(synchronize_session=False))
    _let_wait(session, pairs - tied - waiting)


def _pairs(session: Session, ties: Iterable[Evidence]) -> set[_Pair]:
    steps = [(tie.step_id, tie.segment_id) for tie in ties]
    query = select(Segment.id, Source.interview_id).join(Source, col(Source.id) == Segment.source_id)
    told_in = dict(session.exec(query.where(col(Segment.id).in_({segment_id for _step_id, segment_id in steps}))).all())
    pairs = ((step_id, told_in.get(segment_id)) for step_id, segment_id in steps)
    return {(step_id, interview_id) for step_id, interview_id in pairs if interview_id is not None}


def _tied(session: Session, pairs: set[_Pair]) -> set[_Pair]:
    query = (
        select(Evidence.step_id, Source.interview_id)
        .join(Segment, col(Segment.id) == Evidence.segment_id)
        .join(Source, col(Source.id) == Segment.source_id)
        .where(col(Evidence.step_id).in_({step_id for step_id, _interview_id in pairs}))
    )
    return pairs.intersection(session.exec(query).all())


def _waiting(session: Session, pairs: set[_Pair]) -> set[_Pair]:
    query = select(ToReread.step_id, ToReread.interview_id)
    query = query.where(col(ToReread.step_id).in_({step_id for step_id, _interview_id in pairs}))
    return pairs.intersection(session.exec(query).all())


def _let_wait(session: Session, untied: set[_Pair]) -> None:
    """Those that may not be used any more; there is nothing against words of the others."""
    if not untied:
        return
    query = select(Step.id, Step.organisation_id, Step.journey_id, Journey.study_id)
    query = query.join(Journey, col(Journey.id) == Step.journey_id)
    query = query.where(col(Step.id).in_({step_id for step_id, _interview_id in untied}))
    for step_id, organisation_id, journey_id, study_id in session.exec(query.order_by(col(Step.id))).all():
        gone = withdrawn_interviews(session, study_id)
        for interview_id in sorted(one for of, one in untied if of == step_id and one in gone):
            row = {"organisation_id": organisation_id, "journey_id": journey_id, "step_id": step_id}
            session.execute(insert(ToReread).values(**row, interview_id=interview_id, was_ground=True, texts=[]))
