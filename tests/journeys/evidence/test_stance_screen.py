"""Judging in the composer, as forms do it without scripts; the keys are tried in the browser tests."""

from flask.testing import FlaskClient
from sqlmodel import Session

from journeys.checks.gate import open_points
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite
from journeys.models import Journey
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, stored

HOME = "/onderzoeken/jeugdhulp/klantreizen"


def cited(session: Session, study: Study) -> tuple[Journey, int, list[int]]:
    """A journey whose first step rests on two conversations: (journey, step, segments)."""
    journey, code = make_journey(session, study), make_code(session, study)
    step = all_steps(session, journey)[0]
    segments = [make_segment(session, study, make_interview(session, study), code) for _number in range(2)]
    for segment in segments:
        cite(session, journey, step, segment.id)
    session.commit()
    return journey, step.id, [segment.id for segment in segments]


def test_a_fragment_is_judged_with_one_button_and_the_page_says_what_is_left(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey, step_id, (first, _second) = cited(session, study)
    before = client.get(f"{HOME}/{journey.slug}").text
    assert before.count("Beoordeel de koppelingen (2)") == 2  # in the gate, and beside the step
    assert "2 fragmenten, 2 gesprekken: <b>2 niet beoordeeld</b>" in before
    assert "Zou deze persoon bij deze stap zeggen: ja, zo ging het bij mij ook?" in before

    answer = client.post(
        f"{HOME}/{journey.slug}/stappen/{step_id}/houding",
        data={"segment": first, "stance": "tells"},
        follow_redirects=True,
    )

    assert answer.status_code == 200
    assert "<b>1 vertelt dit, 1 niet beoordeeld</b>" in answer.text
    assert answer.text.count("Beoordeel de koppelingen (1)") == 2
    assert answer.text.count('aria-pressed="true"') == 1


def test_the_same_button_takes_the_judgement_back(client: FlaskClient, session: Session, study: Study) -> None:
    journey, step_id, (first, second) = cited(session, study)
    where = f"{HOME}/{journey.slug}/stappen/{step_id}/houding"
    client.post(where, data={"segment": first, "stance": "differs"})
    client.post(where, data={"segment": second, "stance": "theme"})
    client.post(where, data={"segment": first, "stance": ""})

    behind = stored(session, lambda fresh: evidence_by_step(fresh, journey))[step_id]
    assert (behind.tells, behind.differs, behind.theme, behind.unjudged) == (0, 0, 1, 1)


def test_the_overview_lists_unjudged_fragments_as_work(client: FlaskClient, session: Session, study: Study) -> None:
    journey, step_id, segments = cited(session, study)
    assert "Mirjam zoekt hulp voor Daan. Beoordeel de koppelingen (2)" in client.get("/onderzoeken/jeugdhulp/").text

    for segment in segments:
        client.post(f"{HOME}/{journey.slug}/stappen/{step_id}/houding", data={"segment": segment, "stance": "tells"})
    assert "Beoordeel de koppelingen" not in client.get("/onderzoeken/jeugdhulp/").text


def test_unjudged_fragments_are_a_signal_in_the_gate_not_a_stop(session: Session, study: Study) -> None:
    journey, step_id, _segments = cited(session, study)

    points = [point for point in open_points(session, journey) if point.sentence.startswith("Beoordeel")]

    assert [(point.is_blocking, point.step_id) for point in points] == [(False, step_id)]
