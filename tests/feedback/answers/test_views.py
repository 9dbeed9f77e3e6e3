"""The pages of answering, as a citizen's browser gets them: nothing typed is lost, whatever happened meanwhile."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from feedback.answers.models import Given, Response, UnfinishedAnswer, WrittenAnswer
from feedback.measurements.agreement import close_measurement
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import BETTER_KEY, GRADE_KEY
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from foundation.clock import now, pretend_it_is
from studies.models import Organisation
from tests.feedback.making import codes, measurement

WORDS = "Niemand belde terug, drie weken lang."
GOOD, BETTER = "/mening/vraag/5", "/mening/vraag/6"


@pytest.fixture
def citizen(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def cards(citizen: FlaskClient, session: Session, organisation: Organisation) -> list[str]:
    assert session.info["organisation_id"] == organisation.id
    made = codes(session, measurement(session))
    session.commit()
    return made


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """With the tokens of forms, which tests leave out."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


def come_in(citizen: FlaskClient, code: str, **more: str) -> str:
    """Where it leads."""
    return citizen.post("/mening/", data={"kaartcode": code, **more}).location or ""


def hidden_in(page: str) -> dict[str, str]:
    """What the form on a page brings along by itself."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields}


def typed_in(page: str) -> str:
    return unescape(re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[0])


def written(session: Session) -> list[str]:
    found = list(session.exec(select(WrittenAnswer.text)).all())
    session.rollback()
    return found


def test_words_typed_after_the_code_was_forgotten_are_kept_once_it_is_typed_again(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    page = citizen.get(BETTER).text
    citizen.delete_cookie("session")

    door = citizen.post(BETTER, data={**hidden_in(page), "antwoord": WORDS})
    assert (door.status_code, typed_in(door.text)) == (422, WORDS)
    again = citizen.post("/mening/", data={**hidden_in(door.text), "antwoord": WORDS, "kaartcode": cards[0][:-1]})
    assert typed_in(again.text) == WORDS
    place = come_in(citizen, cards[0], **hidden_in(again.text), antwoord=WORDS)

    assert place == BETTER
    assert typed_in(citizen.get(BETTER).text) == WORDS


def test_words_that_are_too_long_stand_there_still_after_the_code_was_typed_again(
    citizen: FlaskClient, cards: list[str]
) -> None:
    long = "a" * 2_100
    door = citizen.post(BETTER, data={"antwoord": long}).text

    refused = citizen.post("/mening/", data={**hidden_in(door), "antwoord": long, "kaartcode": cards[0]})

    assert refused.status_code == 422
    assert "100 tekens te lang" in refused.text
    assert typed_in(refused.text) == long


def test_a_form_whose_token_is_gone_leads_to_the_door_with_what_was_typed(
    citizen: FlaskClient, cards: list[str], guarded: Flask
) -> None:
    answer = citizen.post(BETTER, data={"antwoord": WORDS}, headers={"Origin": "http://localhost"})

    assert answer.status_code == 400
    assert "Typ uw code nog een keer." in answer.text
    assert typed_in(answer.text) == WORDS
    strange = citizen.post(BETTER, data={"antwoord": WORDS}, headers={"Origin": "https://elders.nl"})
    assert WORDS not in strange.text, "another site fills in nobody's answer"
    code = citizen.post("/mening/", data={"kaartcode": cards[0]})
    assert f'value="{cards[0]}"' in code.text
    assert "Druk nog een keer op de knop." in code.text


def test_words_typed_when_the_measurement_closed_can_still_be_copied(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    close_measurement(session, session.exec(select(Measurement)).one())
    session.commit()

    refused = citizen.post(BETTER, data={"antwoord": WORDS})

    assert "stellen deze vragen niet meer" in refused.text
    assert "Kopieer wat u wilt houden." in refused.text
    assert typed_in(refused.text) == WORDS


def test_words_typed_after_it_was_sent_elsewhere_can_still_be_copied(app: Flask, cards: list[str]) -> None:
    telephone, computer = app.test_client(), app.test_client()
    for device in (telephone, computer):
        come_in(device, cards[0])
    telephone.post("/mening/vraag/1", data={"antwoord": "8"})
    telephone.post("/mening/vraag/7", data={"versturen": "1"})

    late = computer.post(BETTER, data={"antwoord": WORDS})

    assert "U heeft uw antwoord al verstuurd" in late.text
    assert typed_in(late.text) == WORDS


def test_who_presses_twice_is_thanked_and_nobody_after_them_sees_the_answer(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    citizen.post("/mening/vraag/1", data={"antwoord": "8"})
    first = citizen.get_cookie("session", path="/")
    assert first is not None
    citizen.post("/mening/vraag/7", data={"versturen": "1"})
    citizen.set_cookie("session", first.value)  # the second press left before the first was answered

    second = citizen.post("/mening/vraag/7", data={"versturen": "1"})

    assert "Dank u wel. Uw antwoord is binnen." in second.text
    assert citizen.get("/mening/antwoord").location == "/mening/"
    assert session.exec(select(Given.value)).all() == [8]


def test_who_wrote_nothing_is_not_asked_who_may_read_it(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    assert "van 7" in citizen.post("/mening/vraag/1", data={"antwoord": "8"}, follow_redirects=True).text

    last = citizen.post(BETTER, data={"antwoord": ""}, follow_redirects=True).text
    assert "Wie mag lezen wat u schreef?" not in last
    assert "Verstuur mijn antwoord" in last
    thanks = citizen.post("/mening/vraag/7", data={**hidden_in(last), "versturen": "1"}).text

    assert "Uw cijfer telt mee." in thanks
    assert session.exec(select(Given.value)).all() == [8]


def test_who_filled_in_nothing_hears_that_before_sending(citizen: FlaskClient, cards: list[str]) -> None:
    come_in(citizen, cards[0])

    page = citizen.get("/mening/vraag/7").text

    assert "U heeft nog niets ingevuld." in page
    assert "Verstuur mijn antwoord" not in page


def test_who_gave_no_grade_is_not_told_that_it_counts(citizen: FlaskClient, cards: list[str]) -> None:
    come_in(citizen, cards[0])
    citizen.post(BETTER, data={"antwoord": WORDS})

    thanks = citizen.post("/mening/vraag/7", data={"versturen": "1", "lezen": "everyone"}).text

    assert "Dank u wel" in thanks
    assert "Uw cijfer telt mee." not in thanks


def test_a_page_of_one_card_changes_nothing_of_another(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    of_first = hidden_in(citizen.get("/mening/vraag/1").text)
    come_in(citizen, cards[1])

    refused = citizen.post("/mening/vraag/1", data={**of_first, "antwoord": "2"})

    assert refused.status_code == 422
    assert "met een andere code" in refused.text
    assert session.exec(select(UnfinishedAnswer)).all() == []
    session.rollback()
    assert come_in(citizen, cards[0], **hidden_in(refused.text)) == "/mening/vraag/1"
    assert re.search(r'value="2" checked', citizen.get("/mening/vraag/1").text)


def test_an_answer_belongs_to_the_question_that_was_read(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    come_in(citizen, cards[0])
    page = hidden_in(citizen.get("/mening/vraag/1").text)
    asked = session.exec(select(Measurement)).one()
    grade, finding, *rest = questions_of(questionnaire_of(session, asked.id))
    change_questions(session, asked, [finding, grade, *rest])
    session.commit()

    citizen.post("/mening/vraag/1", data={**page, "antwoord": "5"})
    citizen.post("/mening/vraag/7", data={"versturen": "1"})

    assert {one.question: one.value for one in session.exec(select(Given)).all()} == {GRADE_KEY: 5}


def test_a_questionnaire_of_another_measurement_is_asked_of_nobody(
    citizen: FlaskClient, cards: list[str], session: Session
) -> None:
    other = measurement(session)
    version = questionnaire_of(session, other.id).id
    session.commit()
    come_in(citizen, cards[0])

    citizen.post("/mening/vraag/1", data={"vragenlijst": str(version), "antwoord": "5"})

    assert session.exec(select(UnfinishedAnswer.questionnaire_id)).one() != version


def test_who_was_away_for_long_types_the_code_again(citizen: FlaskClient, cards: list[str]) -> None:
    come_in(citizen, cards[0])
    with pretend_it_is(now() + timedelta(hours=1)):
        assert citizen.get(BETTER).status_code == 200

    with pretend_it_is(now() + timedelta(hours=4)):
        assert citizen.get(BETTER).location == "/mening/"
        come_in(citizen, cards[0])
        assert citizen.get(BETTER).status_code == 200


def test_what_was_sent_is_not_taken_away_by_one_press(citizen: FlaskClient, cards: list[str], session: Session) -> None:
    come_in(citizen, cards[0])
    citizen.post(BETTER, data={"antwoord": WORDS})
    citizen.post("/mening/vraag/7", data={"versturen": "1"})
    come_in(citizen, cards[0])
    assert "Ja, haal mijn antwoord weg" in citizen.get("/mening/antwoord").text

    gone = citizen.post("/mening/weghalen").text

    assert "Uw antwoord is weg" in gone
    assert (written(session), session.exec(select(Response)).all()) == ([], [])
    assert BETTER_KEY not in gone


def test_taking_away_leaves_no_copy_that_was_opened_to_be_changed(
    app: Flask, cards: list[str], session: Session
) -> None:
    telephone, computer = app.test_client(), app.test_client()
    come_in(telephone, cards[0])
    telephone.post(BETTER, data={"antwoord": WORDS})
    telephone.post("/mening/vraag/7", data={"versturen": "1"})
    for device in (telephone, computer):
        come_in(device, cards[0])
    telephone.post("/mening/aanpassen")

    gone = computer.post("/mening/weghalen").text

    assert "Wat u invulde en schreef, is gewist." in gone
    assert session.exec(select(UnfinishedAnswer)).all() == []


def test_who_comes_back_with_words_goes_on_and_does_not_begin(citizen: FlaskClient, cards: list[str]) -> None:
    door = citizen.post(BETTER, data={"antwoord": WORDS}).text

    assert "Ga verder met de vragen" in door
    assert "Begin met de vragen" not in door
