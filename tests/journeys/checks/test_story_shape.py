"""What shape a story must have before readers get it."""

from sqlmodel import Session

from journeys.checks.gate import open_points
from journeys.composing.order import add_phase, remove_phase, remove_step
from studies.models import Study
from tests.journeys.making import all_steps, make_finished


def test_an_empty_phase_stops_publication_until_it_goes(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    phase = add_phase(session, journey, "Nazorg")

    (point,) = [point for point in open_points(session, journey) if point.is_blocking]
    assert point.sentence == "De fase ‘Nazorg’ is nog leeg: zet er een stap in, of verwijder haar"
    assert point.anchor == f"eerste-{phase.id}"

    remove_phase(session, journey, phase)
    assert [point for point in open_points(session, journey) if point.is_blocking] == []


def test_a_story_of_three_steps_is_no_journey_yet(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    remove_step(session, journey, all_steps(session, journey)[3])

    blocking = [point.sentence for point in open_points(session, journey) if point.is_blocking]
    assert blocking == ["De reis heeft 3 stappen, ten minste vier zijn nodig"]
