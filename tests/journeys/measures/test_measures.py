import pytest
from sqlmodel import Session

from journeys.composing.field_rules import FieldMissing
from journeys.composing.order import remove_step
from journeys.lookup import journey_area
from journeys.measures.lookup import measures_of
from journeys.measures.plans import (
    MeasureText,
    ReasonMissing,
    add_measure,
    change_measure,
    move_measure,
    remove_measure,
)
from journeys.story import MeasureState
from studies.history.undoing import undo
from studies.models import Study
from tests.journeys.making import all_steps, make_journey


def test_a_measure_begins_as_a_proposal(session: Session, study: Study) -> None:
    journey = make_journey(session, study)

    measure = add_measure(session, journey, MeasureText(" Elke maand  bellen "))

    assert (measure.title, measure.state, measure.step_id) == ("Elke maand bellen", MeasureState.PROPOSED, None)


def test_what_cannot_be_changed_yet_needs_a_reason(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Korter plan"))

    with pytest.raises(ReasonMissing, match="waarom"):
        change_measure(session, journey, measure, MeasureText("Korter plan", MeasureState.NOT_YET, reason=" "))
    assert measure.state is MeasureState.PROPOSED


def test_a_measure_needs_a_name(session: Session, study: Study) -> None:
    with pytest.raises(FieldMissing, match="maatregel"):
        add_measure(session, make_journey(session, study), MeasureText(" "))


def test_measures_move_and_go_and_come_back(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    first, second, third = (add_measure(session, journey, MeasureText(title)) for title in ("een", "twee", "drie"))

    move_measure(session, journey, third, 0)
    assert [one.title for one in measures_of(session, journey)] == ["drie", "een", "twee"]
    remove_measure(session, journey, first)
    assert [(one.title, one.position) for one in measures_of(session, journey)] == [("drie", 0), ("twee", 1)]
    undo(session, journey_area(journey))
    assert [one.title for one in measures_of(session, journey)] == ["drie", "een", "twee"]
    assert second in measures_of(session, journey)


def test_a_measure_outlives_its_step_and_finds_it_again_after_undo(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    measure = add_measure(session, journey, MeasureText("Elke maand bellen"), step)

    remove_step(session, journey, step)
    assert measures_of(session, journey)[0].step_id is None

    undo(session, journey_area(journey))
    assert measures_of(session, journey)[0].step_id == step.id
    assert measure.title == "Elke maand bellen"
