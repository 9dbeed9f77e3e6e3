"""Undo of what a researcher took over of the social team: the words wait again, and no name is remembered for that."""

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from journeys.measures.models import Measure, WaitingWords
from journeys.models import Journey
from studies.models import ChangeRecord
from tests.journeys.following.on_the_list import LIST, SENT, public, words_of
from tests.journeys.making import all_steps, stored

TYPED = "Yassin wordt nu teruggebeld."
ACCEPTED = "Wie belt, wordt nu teruggebeld."


@pytest.fixture
def composer(journey: Journey) -> str:
    return f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"


def test_words_about_a_measure_wait_again_as_they_were_taken_over(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int, composer: str
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"state": "done", "result": TYPED})
    accepted = SENT | {"state": "done", "result": ACCEPTED, "words": words_of(client.get(LIST).text)[0]}
    assert client.post(f"{LIST}{measure}", data=accepted).status_code == 303
    assert ACCEPTED in public(client, journey)

    assert client.post(f"{composer}/ongedaan").status_code == 303

    assert ACCEPTED not in public(client, journey)
    listed = client.get(LIST).text
    assert ACCEPTED in listed
    assert "<bdi>Lotte Veldman</bdi> paste het aan." in listed, "these are no longer the words of who wrote"
    assert "Kijk na wat Sanne Team schreef: Direct bellen" in client.get("/onderzoeken/jeugdhulp/").text
    waiting = client.get(f"{LIST}?woorden={words_of(listed)[0]}").text
    assert f"{ACCEPTED}</textarea>" in waiting

    assert client.post(f"{composer}/opnieuw").status_code == 303
    assert ACCEPTED in public(client, journey)
    assert not words_of(client.get(LIST).text)
    assert "<bdi>Sanne Team</bdi>, aangepast door <bdi>Lotte Veldman</bdi>" in client.get(LIST).text


def test_a_new_measure_waits_again(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[1].id)
    said = {"step": step, "title": "Een korte brief", "state": "busy", "what": "Op één blad."}
    team.post(f"{LIST}nieuw", data=said)
    client.post(f"{LIST}nieuw", data=said | {"words": words_of(client.get(LIST).text)[0]})
    assert "Een korte brief" in public(client, journey)

    assert client.post(f"{composer}/ongedaan").status_code == 303

    assert "Een korte brief" not in public(client, journey)
    form = client.get(f"{LIST}nieuw?woorden={words_of(client.get(LIST).text)[0]}").text
    assert 'value="Een korte brief"' in form
    assert "Op één blad.</textarea>" in form


def test_a_name_that_the_researcher_took_out_is_not_remembered(
    team: FlaskClient, client: FlaskClient, session: Session, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": TYPED})
    client.post(f"{LIST}{measure}", data=SENT | {"result": ACCEPTED, "words": words_of(client.get(LIST).text)[0]})

    kept = stored(session, lambda fresh: [one.operations for one in fresh.exec(select(ChangeRecord)).all()])
    assert "Yassin" not in json.dumps(kept)
    assert stored(session, lambda fresh: fresh.exec(select(WaitingWords)).all()) == []


def test_words_of_which_nothing_is_taken_over_leave_nothing_to_undo(
    team: FlaskClient, client: FlaskClient, measure: int, composer: str
) -> None:
    before = re.search(r'id="undo".*?</button>', client.get(composer).text)
    team.post(f"{LIST}{measure}", data=SENT | {"result": TYPED})
    client.post(f"{LIST}{measure}", data=SENT | {"words": words_of(client.get(LIST).text)[0]})

    after = re.search(r'id="undo".*?</button>', client.get(composer).text)
    assert before
    assert after
    assert before[0] == after[0]


def test_a_form_for_words_that_are_gone_takes_no_others_for_them(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": "Eerst dit."})
    opened = SENT | {"result": "Eerst dit.", "words": words_of(client.get(LIST).text)[0]}
    client.post(f"{LIST}{measure}", data=opened)
    team.post(f"{LIST}{measure}", data=SENT | {"result": "Nu iets anders."})

    assert client.post(f"{LIST}{measure}", data=opened).status_code == 409
    assert "Nu iets anders." in client.get(LIST).text


@pytest.mark.parametrize("then", ["taken back", "written anew"])
@pytest.mark.parametrize("removed", ["the measure", "its step"])
def test_what_was_removed_comes_back_whatever_its_writer_did_with_waiting_words(
    team: FlaskClient, client: FlaskClient, session: Session, measure: int, composer: str, removed: str, then: str
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": TYPED})
    (words,) = set(words_of(client.get(LIST).text))
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    part = f"maatregelen/{measure}" if removed == "the measure" else f"stappen/{step}"
    client.post(f"{composer}/{part}/verwijder")
    if then == "taken back":
        assert team.post(f"{LIST}woorden/{words}/intrekken").status_code == 200
    elif removed == "the measure":
        team.post(f"{LIST}nieuw", data={"step": step, "title": "Direct bellen", "result": "Anders.", "words": words})
    else:
        team.post(f"{LIST}{measure}", data=SENT | {"result": "Anders.", "words": words})

    assert "Dit kan niet meer terug" not in client.post(f"{composer}/ongedaan", follow_redirects=True).text

    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id) == step
    assert ("Anders." in client.get(LIST).text) == (then == "written anew")
