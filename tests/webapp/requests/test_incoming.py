"""Signs that no database can hold, in whatever a browser sends: they are left out, all else is kept.

SQLite takes the sign of nothing, PostgreSQL refuses a text that has it: here nothing may bring it to the database.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from journeys.models import Journey
from journeys.reading.models import Comment
from studies.models import Agreement, Study
from tests.factories import make_interview
from tests.journeys.making import PHASES, make_code, make_finished, make_segment, stored
from tests.journeys.rounds import make_round, piet

NOTHING = "\0"


@pytest.fixture(autouse=True)
def as_strict_as_postgresql(engine: Engine) -> Iterator[None]:
    """What the application brings to the database has no sign of nothing in it."""

    def refuse(_connection: Any, _cursor: Any, _statement: str, parameters: Any, *_more: Any) -> None:
        rows = parameters if isinstance(parameters, list) else [parameters]
        texts = [value for row in rows for value in row if isinstance(value, str)]
        assert not [text for text in texts if NOTHING in text or "\\u0000" in text]

    event.listen(engine, "before_cursor_execute", refuse)
    yield
    event.remove(engine, "before_cursor_execute", refuse)


def test_a_line_ends_in_one_way_whatever_the_browser_makes_of_it(app: Flask) -> None:
    """So that the same words are the same words, typed, kept and stored."""
    typed = {"tekst": "Een\r\ntwee\rdrie\nvier"}
    with app.test_request_context("/?over=a%0D%0Ab", method="POST", data=typed):
        assert request.form["tekst"] == "Een\ntwee\ndrie\nvier"
        assert request.args["over"] == "a\nb"


def test_an_agreement_is_stored_without_the_sign_of_nothing_and_with_all_else(
    client: FlaskClient, session: Session, study: Study
) -> None:
    typed = {
        "version": "",
        "question": "Hoe ko\0m je binnen?\r\n\r\nEn dan?",
        "party_name": ["Adv\0iesraad", "Gemeente"],
    }
    answer = client.post("/onderzoeken/jeugdhulp/afspraken", data=typed | {"party_role": ["leest mee", "\0"]})

    assert answer.status_code == 302
    found = stored(session, lambda fresh: fresh.exec(select(Agreement)).one())
    assert found.question == "Hoe kom je binnen?\n\nEn dan?"
    assert found.parties == [{"name": "Adviesraad", "role": "leest mee"}, {"name": "Gemeente", "role": ""}]


def test_a_new_journey_with_the_sign_of_nothing_is_begun(client: FlaskClient, session: Session, study: Study) -> None:
    typed = {"title": "Sanne zoekt\0 hulp", "name": "San\0ne", "about": "moe\0der", "introduction": "Z\0o"}
    assert client.post("/onderzoeken/jeugdhulp/klantreizen/nieuw", data=typed).status_code == 302
    assert stored(session, lambda fresh: fresh.exec(select(Journey)).one()).title == "Sanne zoekt hulp"


def test_a_council_member_loses_no_word_around_the_sign_of_nothing(app: Flask, session: Session, study: Study) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    session.commit()
    address = f"/lezen/{piet(started).token}/stukje/1"
    app.test_client().post(address, data={"oordeel": "beter", "tekst": "Te l\0ang."})
    assert stored(session, lambda fresh: fresh.exec(select(Comment)).one()).text == "Te lang."


def test_the_coding_screen_may_send_it(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study, [("Ouder 1", "Ik wachtte lang.", False)])
    session.commit()
    answer = client.post("/onderzoeken/jeugdhulp/coderen/1/codes", json={"name": "wacht\0tijd", "parent": None})
    assert answer.status_code < 300, answer.text
    assert "wachttijd" in answer.text


def test_looking_for_it_finds_what_is_there_without_it(client: FlaskClient, session: Session, study: Study) -> None:
    make_segment(session, study, make_interview(session, study), make_code(session, study))
    session.commit()
    found = client.get("/onderzoeken/jeugdhulp/coderen/thema-overzicht/fragmenten?zoek=wacht%00lijst")
    assert "Ik kreeg een brief dat we op de" in found.text


@pytest.mark.parametrize("address", ["/onderzoeken/jeugd%00hulp/", "/lezen/abc%00def", "/a%00b", "/static/a%00b"])
def test_an_address_with_it_leads_nowhere(client: FlaskClient, study: Study, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_file_name_with_it_is_read(client: FlaskClient, study: Study) -> None:
    file = (BytesIO(b"I: Hoe begon het?\nR: Met een telefoontje."), "gesp\0rek.txt")
    answer = client.post("/onderzoeken/jeugdhulp/interviews/inlezen", data={"files": file}, follow_redirects=True)
    assert answer.status_code == 200
    assert "gesprek.txt" in answer.text


@pytest.mark.parametrize("depth", [450, 100_000])
def test_json_that_is_nested_without_end_is_refused_in_words(
    client: FlaskClient, session: Session, study: Study, depth: int
) -> None:
    make_interview(session, study)
    session.commit()

    nested = b'{"typed": ' + b"[" * depth + b"]" * depth + b"}"
    answer = client.post(
        "/onderzoeken/jeugdhulp/coderen/1/concept", data=nested, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 422
