"""The figures over a whole study follow the same rules as the step they are about."""

from sqlmodel import Session, col, select

from journeys.evidence.counting import evidence_by_step
from journeys.evidence.models import Evidence, Stance
from journeys.evidence.whole_study import told_steps
from studies.models import Study
from tests.journeys.making import all_steps, make_finished


def test_a_step_is_told_when_its_own_evidence_says_so(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    assert told_steps(session, study.id) == {journey.id: 4}

    step = all_steps(session, journey)[0]
    for tie in session.exec(select(Evidence).where(Evidence.step_id == step.id).order_by(col(Evidence.id))).all():
        tie.stance = Stance.THEME
    session.flush()

    told = sum(bool(one.tells) for one in evidence_by_step(session, journey).values())
    assert told_steps(session, study.id) == {journey.id: told} == {journey.id: 3}
