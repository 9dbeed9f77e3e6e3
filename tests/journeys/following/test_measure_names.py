"""Words about a measure of a public story: who is told that a real name stands in them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from journeys.checks.models import NameWaiver
from journeys.measures.models import Measure
from journeys.models import Journey
from tests.journeys.following.on_the_list import LIST, SENT, asked, public, public_after
from tests.journeys.making import stored


def test_a_researcher_sees_the_name_and_says_on_the_same_form_why_it_may_stand(
    client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    said = SENT | {"what": "Het loket zit in het gebouw Yassin.", "result": "Half gelukt."}
    refused = client.post(f"{LIST}{measure}", data=said)

    assert refused.status_code == 422
    assert "Het loket zit in het gebouw <mark>Yassin</mark>" in refused.text
    assert "Half gelukt." in refused.text
    questions = asked(refused.text)
    assert len(questions) == 1
    assert "gebouw" not in public(client, journey)

    assert client.post(f"{LIST}{measure}", data=said | {questions[0]: ""}).status_code == 422
    assert client.post(f"{LIST}{measure}", data=said | {questions[0]: "other"}).status_code == 303
    assert "gebouw Yassin" in public(client, journey)
    assert stored(session, lambda fresh: [one.why for one in fresh.exec(select(NameWaiver)).all()]) == ["other"]
    assert "Mag blijven staan" in client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}").text
    assert client.post(f"{LIST}{measure}", data=said | {"result": "Gelukt."}).status_code == 303


def test_the_reason_can_be_given_at_a_new_measure_and_in_the_composer_too(
    client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    for address in (f"{LIST}nieuw", f"{composer}/maatregelen", f"{composer}/maatregelen/{measure}"):
        said = {"step": step, "title": "Loket Yassin", "state": "proposed", "what": "In Yassin ligt een folder."}
        refused = client.post(address, data=said)
        questions = asked(refused.text)
        assert (refused.status_code, len(questions)) == (422, 2), address
        assert "<mark>Yassin</mark>" in refused.text
        assert "In Yassin ligt een folder." in refused.text
        answered = client.post(address, data=said | dict.fromkeys(questions, "municipality"))
        assert answered.status_code in (302, 303), address
    titled = select(Measure).where(Measure.title == "Loket Yassin")
    assert len(stored(session, lambda fresh: list(fresh.exec(titled).all()))) == 3


def test_the_social_team_cannot_tell_from_the_answer_whether_a_name_is_in_the_key(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    answers = []
    for name in ("Yassin", "Berend", "yassin", "iemand"):
        answer = team.post(f"{LIST}{measure}", data=SENT | {"what": f"Wij belden met {name}."}, follow_redirects=True)
        answers.append((answer.status_code, re.sub(r'\d+|csrf_token" value="[^"]+"', "", answer.text)))
        assert f"Wij belden met {name}." in answer.text
        assert "Een onderzoeker kijkt je tekst eerst na" in answer.text
        assert "echte naam" not in answer.text
        assert "Wij belden" not in public(client, journey)
    assert [status for status, _text in answers] == [200] * 4


@pytest.mark.parametrize(
    "typed",
    [
        "12 van de 15 ouders vertelden dit.",
        "De meeste ouders zeiden dat het helpt.",
        "Twaalf ouders zeiden dat ze het nu begrijpen.",
    ],
)
def test_a_number_of_the_research_typed_at_a_public_measure_is_refused_and_kept(
    client: FlaskClient, journey: Journey, measure: int, typed: str
) -> None:
    answer = client.post(f"{LIST}{measure}", data=SENT | {"result": f"Het werkt. {typed}"})

    assert answer.status_code == 422
    assert f"wat het opleverde: ‘{typed}’ kan een uitkomst van het onderzoek lijken" in answer.text
    assert f"Het werkt. {typed}</textarea>" in answer.text
    assert typed not in public(client, journey)
    assert "37 van de 41 gezinnen" in public_after(client, journey, measure, "We bereikten 37 van de 41 gezinnen.")
