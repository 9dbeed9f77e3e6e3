"""A published story is frozen; how its measures stand is not."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from exports.publishing import publish, story_of
from foundation.clock import now
from foundation.dutch import long_date
from journeys.finding import measures_of
from journeys.measure_progress import Progress, report_progress
from journeys.measures import MeasureText, add_measure, change_measure, remove_measure
from journeys.models import Journey, Publication
from journeys.published import MeasureState, as_json, from_json
from studies.history import undo
from studies.models import Study
from tests.journeys.making import SITE, make_finished


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    journey = make_finished(session, study)
    add_measure(session, journey, MeasureText("Elke dag direct bellen", what="U krijgt iemand die u kent."))
    return journey


def _publish(session: Session, journey: Journey) -> Publication:
    publication = publish(session, journey, SITE)
    session.commit()
    return publication


def _read(client: FlaskClient, journey: Journey) -> str:
    return client.get(f"/verhalen/{journey.slug}").text


def test_readers_see_how_a_measure_stands_now_and_since_when(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    publication = _publish(session, journey)
    assert "Bijgewerkt op" not in _read(client, journey)

    (measure,) = measures_of(session, journey)
    report_progress(session, journey, measure, Progress(MeasureState.DONE, result="Het wachten is korter."))
    session.commit()

    page = _read(client, journey)
    assert f"Bijgewerkt op {long_date(now())}" in page
    assert "Het wachten is korter." in page
    assert "Klaar" in page
    assert story_of(publication).measures[0].state is MeasureState.PROPOSED, "what was published is kept as it was"


def test_only_how_it_stands_is_taken_over(session: Session, client: FlaskClient, journey: Journey) -> None:
    _publish(session, journey)
    (measure,) = measures_of(session, journey)

    change_measure(session, journey, measure, MeasureText("Andere naam", MeasureState.BUSY, what="Nog niet gelezen."))
    session.commit()

    page = _read(client, journey)
    assert "Bezig" in page
    assert "Elke dag direct bellen" in page
    assert "Andere naam" not in page
    assert "Nog niet gelezen." not in page


def test_what_is_taken_back_or_removed_stands_as_it_was_published(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    _publish(session, journey)
    (measure,) = measures_of(session, journey)
    report_progress(session, journey, measure, Progress(MeasureState.NOT_YET, reason="Er is geen geld."))
    undo(session, f"journey:{journey.id}")
    session.commit()
    assert "Er is geen geld." not in _read(client, journey)

    remove_measure(session, journey, measure)
    session.commit()
    assert "Elke dag direct bellen" in _read(client, journey)


def test_a_publication_from_before_measures_could_be_found_again_is_still_read(
    session: Session, journey: Journey
) -> None:
    stored = as_json(story_of(_publish(session, journey)))
    for name in ("result", "number", "updated_on"):
        stored["measures"][0].pop(name)

    (measure,) = from_json(stored).measures

    assert (measure.number, measure.result) == (None, "")
