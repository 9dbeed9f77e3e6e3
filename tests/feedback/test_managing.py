"""Preparing a measurement, agreeing on it, and its questions, as a researcher does it."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from feedback.founding import NewMeasurement, add_measurement
from feedback.measurements.models import Measurement
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import GRADE_KEY
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from tests.feedback.making import NEW, answer, codes, measurement

TERMS = dict.fromkeys(("question", "used_for", "not_for", "published", "decides"), "Zo is het.")
PLACE = "/metingen/spreekuur-geld-en-regels"
FILLED_IN = {"name": NEW.name, "asked": NEW.asked, "subject": NEW.subject}


def form_of(session: Session) -> dict[str, str]:
    """What the page of the questions brings when nothing on it was changed."""
    newest = session.exec(select(Questionnaire)).all()[-1]
    form = {}
    for place, one in enumerate(questions_of(newest)):
        texts = {"key": one.key, "kind": one.kind.value, "text": one.text, "label": one.label, "theme": one.theme}
        texts |= {"hint": one.hint, "options": "\n".join(one.options)}
        form |= {f"{name}-{place}": text for name, text in texts.items()}
    session.rollback()
    return form


def test_a_measurement_is_prepared_agreed_and_runs(client: FlaskClient, session: Session) -> None:
    answer = client.post("/metingen/nieuw", data=FILLED_IN)
    assert answer.location == "/metingen/spreekuur-geld-en-regels/afspraken"
    assert "Concept" in client.get("/metingen").text

    refused = client.post(answer.location, data={**TERMS, "not_for": "", "afgesproken": "1"})
    assert refused.status_code == 422
    assert "Schrijf dit op voordat je afspreekt." in refused.text
    assert client.post(answer.location, data={**TERMS, "afgesproken": "1"}).status_code == 303

    assert "Loopt" in client.get("/metingen").text
    assert session.exec(select(Measurement)).one().is_running


@pytest.mark.parametrize("missing", ["name", "asked", "subject"])
def test_what_is_missing_is_asked_for_and_the_rest_stays(client: FlaskClient, missing: str) -> None:
    refused = client.post("/metingen/nieuw", data={**FILLED_IN, missing: " "})

    assert refused.status_code == 422
    assert "bijvoorbeeld" in refused.text
    for name, text in FILLED_IN.items():
        assert name == missing or text in refused.text


def test_of_another_organisation_nothing_is_found(client: FlaskClient) -> None:
    assert client.get("/metingen/van-een-ander").status_code == 404


def test_questions_move_and_go_without_losing_what_was_typed(client: FlaskClient, session: Session) -> None:
    measurement(session)
    session.commit()
    form = form_of(session) | {"text-0": "Hoe was het?"}

    moved = client.post(f"{PLACE}/vragen", data={**form, "doe": "omlaag-0"})

    assert 'value="Hoe was het?"' in moved.text
    assert moved.text.index("Wist u waar u moest zijn") < moved.text.index("Hoe was het?")
    assert "Dit is nog niet bewaard." in moved.text
    assert len(session.exec(select(Questionnaire)).all()) == 1


def test_changed_questions_are_a_new_version_and_who_began_keeps_the_old(client: FlaskClient, session: Session) -> None:
    made = measurement(session)
    code = codes(session, made)[0]
    answer(session, code, 8)
    session.commit()

    saved = client.post(f"{PLACE}/vragen", data=form_of(session) | {"text-0": "Hoe was het?"})

    assert saved.status_code == 303
    first, second = session.exec(select(Questionnaire)).all()
    assert [questions_of(one)[0].text for one in (first, second)] == [
        "Welk cijfer geeft u het spreekuur?",
        "Hoe was het?",
    ]
    assert questions_of(second)[0].key == GRADE_KEY  # so that the grades are counted together


def test_choices_among_other_answers_are_not_counted_with_those_before(client: FlaskClient, session: Session) -> None:
    """Or who chose the second answer would be counted under whatever stands second now."""
    made = measurement(session)
    answer(session, codes(session, made)[0], 8, vinden=2)
    session.commit()

    client.post(f"{PLACE}/vragen", data=form_of(session) | {"options-1": "Nee, nooit\nJa, altijd"})

    first, second = (questions_of(one) for one in session.exec(select(Questionnaire)).all())
    assert first[1].key != second[1].key
    assert [one.key for one in first[2:]] == [one.key for one in second[2:]]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text-1": ""}, "Vraag 2 is leeg"),
        ({"options-1": "Ja"}, "2 tot 8 antwoorden"),
        ({"options-1": "Ja\nja\nNee"}, "staat een antwoord twee keer"),
        ({"text-0": "a" * 161}, "Vraag 1 is te lang"),
        ({"kind-0": "words"}, "minstens één cijfer"),
    ],
)
def test_questions_that_can_not_be_asked_are_refused_with_what_to_do(
    client: FlaskClient, session: Session, changed: dict[str, str], said: str
) -> None:
    measurement(session)
    session.commit()

    refused = client.post(f"{PLACE}/vragen", data=form_of(session) | changed)

    assert refused.status_code == 422
    assert said in refused.text


def test_two_who_wrote_the_same_agreement_are_both_told(client: FlaskClient, session: Session) -> None:
    measurement(session, is_agreed=False)
    session.commit()
    seen = "question=&used_for=&not_for=&published=&decides="
    client.post(f"{PLACE}/afspraken", data={**TERMS, "seen": seen})

    refused = client.post(f"{PLACE}/afspraken", data={**TERMS, "question": "Iets anders.", "seen": seen})

    assert refused.status_code == 409
    assert "Iets anders." in refused.text
    assert "Intussen is hier bewaard: ‘Zo is het.’" in refused.text


def test_a_closed_measurement_opens_again(client: FlaskClient, session: Session) -> None:
    measurement(session)
    session.commit()

    client.post(f"{PLACE}/sluiten")
    assert "Niemand kan nu nog antwoorden" in client.get(PLACE).text
    client.post(f"{PLACE}/heropenen")
    assert "Niemand kan nu nog antwoorden" not in client.get("/metingen").text


def test_the_grade_of_a_few_people_stands_in_no_list(client: FlaskClient, session: Session) -> None:
    used = codes(session, measurement(session))
    for code in used[:9]:
        answer(session, code, 3)
    session.commit()
    assert "rapportcijfer" not in client.get("/metingen").text
    answer(session, used[9], 4)
    session.commit()

    assert "<b>3,1</b>" in client.get("/metingen").text


def test_what_was_agreed_is_not_emptied_afterwards(client: FlaskClient, session: Session) -> None:
    measurement(session)
    session.commit()

    refused = client.post(f"{PLACE}/afspraken", data={**TERMS, "not_for": " "})

    assert refused.status_code == 422
    assert "Dit is afgesproken. Het mag veranderen, maar niet leeg blijven." in refused.text
    assert session.exec(select(Measurement.not_for)).one() == "Zo is het afgesproken."


def test_questions_that_were_changed_meanwhile_are_not_written_over(client: FlaskClient, session: Session) -> None:
    measurement(session)
    session.commit()
    seen = re.findall(r'name="seen" value="([^"]+)"', client.get(f"{PLACE}/vragen").text)[0]
    form = form_of(session) | {"seen": seen}
    client.post(f"{PLACE}/vragen", data=form | {"text-4": "Wat ging er goed?"})

    refused = client.post(f"{PLACE}/vragen", data=form | {"text-5": "Wat moet er anders?"})

    assert refused.status_code == 409
    assert "Iemand heeft de vragen intussen veranderd." in refused.text
    assert "Wat moet er anders?" in refused.text
    now = re.findall(r'name="seen" value="([^"]+)"', refused.text)[0]
    moved = client.post(f"{PLACE}/vragen", data=form | {"doe": "omlaag-0"}).text
    assert f'value="{seen}"' in moved, "moving a question does not look away from what changed"
    assert client.post(f"{PLACE}/vragen", data=form | {"seen": now}).status_code == 303


def test_the_list_tells_the_grade_that_is_asked_for_now(client: FlaskClient, session: Session) -> None:
    asked = measurement(session)
    of_before, *rest = questions_of(questionnaire_of(session, asked.id))
    change_questions(session, asked, [*rest, replace(of_before, key="nieuw")])
    for code in codes(session, asked)[:10]:
        answer(session, code, None, nieuw=4)
    session.commit()

    assert "<b>4,0</b>" in client.get("/metingen").text


def test_no_measurement_takes_the_address_of_a_page(app: Flask, client: FlaskClient, session: Session) -> None:
    """Whatever it is called: its own pages are found, and those of all measurements too."""
    pages = {
        rule.rule.split("/")[2]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/metingen/", "/cijfers/")) and not rule.rule.split("/")[2].startswith("<")
    } - {""}

    assert pages >= {"nieuw", "opvolging"}
    for page in pages:
        assert add_measurement(session, NewMeasurement(page.capitalize(), "Iedereen", "de hulp")).slug != page
