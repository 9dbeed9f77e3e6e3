"""What packages answer when the overview asks."""

from datetime import timedelta

from sqlmodel import Session, col, select

from coding.overview import stations
from foundation.clock import today
from interviews.models import Interview, InterviewState
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from journeys.measures.plans import MeasureText, add_measure
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import make_journey
from webapp.overview.views import PACKAGES

DOORS = ("interviews.names", "coding.screen", "measures.new_measure", "review.answer")


def _told(session: Session, study: Study, open_door: str) -> list[str]:
    found = [package.waiting_tasks(session, study, lambda door: door == open_door) for package in PACKAGES]
    return [one.title for tasks in found for one in tasks]


def test_nobody_is_told_what_waits_behind_a_closed_door(session: Session, study: Study) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study)
    add_measure(session, make_journey(session, study), MeasureText("Bellen", review_on=today() - timedelta(days=9)))

    assert {door: _told(session, study, door) for door in DOORS} == {
        "interviews.names": ["Gesprek 1: nog niet vrijgegeven voor coderen"],
        "coding.screen": ["Gesprek 2 coderen"],
        "measures.new_measure": ["Te laat: Bellen"],
        "review.answer": [],
    }


def test_a_station_of_closed_material_is_not_on_the_line(session: Session, study: Study) -> None:
    line = [one.name for package in PACKAGES for one in package.stations(session, study, lambda _door: False)]
    assert line == ["Afspraken"]


def test_a_conversation_of_who_withdrew_does_not_keep_coding_from_being_done(session: Session, study: Study) -> None:
    """The tasks leave it out; so does the number beside them."""
    for _conversation in range(2):
        make_interview(session, study)
    told = session.exec(select(Interview).order_by(col(Interview.number))).all()
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, told[0])
    withdraw_from_study(session, respondent, today())
    session.flush()

    station = next(one for one in stations(session, study, lambda _door: True) if one.name == "Coderen")
    assert (station.figure, station.of) == ("0", "van 1 klaar")
    assert _told(session, study, "coding.screen") == ["Gesprek 2 coderen"]
