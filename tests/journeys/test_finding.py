"""Finding a journey and its parts: only what belongs together is found."""

import pytest
from sqlmodel import Session

from journeys.composing.fields import add_journey
from journeys.lookup import JourneyUnknown, PartUnknown, journey_by_slug, persona_of, phase_of, step_of
from journeys.measures.lookup import measure_of
from journeys.measures.plans import MeasureText, add_measure
from studies.models import Study
from studies.planning import add_study
from tests.journeys.making import all_steps, make_journey


def test_a_part_is_found_in_its_own_journey_only(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    other = add_journey(session, persona_of(session, journey), "Een andere reis")
    step = all_steps(session, journey)[0]
    measure = add_measure(session, journey, MeasureText("Elke dag bellen"))

    for find, part_id in ((phase_of, step.phase_id), (step_of, step.id), (measure_of, measure.id)):
        assert find(session, journey, part_id).id == part_id
        with pytest.raises(PartUnknown, match="Herlaad de pagina"):
            find(session, other, part_id)


def test_a_journey_is_found_in_its_own_study_only(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    elsewhere = add_study(session, "Wmo in Lindermeer")

    assert journey_by_slug(session, study.id, journey.slug) is journey
    with pytest.raises(JourneyUnknown):
        journey_by_slug(session, elsewhere.id, journey.slug)
