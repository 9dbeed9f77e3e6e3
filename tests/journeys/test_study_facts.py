"""What readers get of the study itself can be changed, and nothing but what was meant changes."""

from sqlmodel import Session, col, select

from interviews.models import Interview
from journeys.study_facts import change_facts
from studies.models import Study
from tests.journeys.making import make_finished


def test_roles_that_change_places_do_not_become_one(session: Session, study: Study) -> None:
    make_finished(session, study, ("ouder", "ouder", "jongere"))
    first, _second, third = session.exec(select(Interview).order_by(col(Interview.number))).all()

    change_facts(session, study, study.title, study.municipality, {first.id: "jongere", third.id: "ouder"})

    roles = session.exec(select(Interview.role).order_by(col(Interview.number))).all()
    assert roles == ["jongere", "jongere", "ouder"]
