"""Going public as the researcher meets it: asked once, refused where nobody can read, and taken offline again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.dutch import long_date
from journeys.composing.fields import change_journey, change_step
from journeys.composing.order import add_phase
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey, Publication
from journeys.story import MeasureState
from studies.models import ChangeRecord, Study
from tests.journeys.making import all_steps, make_finished, stored
from webapp.settings import Settings

THERE = ProgressReport(MeasureState.DONE, result="Het nummer is er.", when="Sinds mei")


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study)
    session.commit()
    return journey


@pytest.fixture
def composer(study: Study, journey: Journey) -> str:
    return f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"


def published(session: Session) -> list[int]:
    return stored(
        session, lambda fresh: list(fresh.exec(select(Publication.version).order_by(col(Publication.version))).all())
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://app.localhost:8000",
        "http://0.0.0.0:8000",
        "http://[::1]:8000",
        "http://192.168.1.20",
        "http://10.0.0.5",
        "http://2130706433",
        "http://verhalen",
        "http://server.local",
        "geen adres",
        "",
    ],
)
def test_a_story_does_not_go_to_an_address_that_citizens_cannot_reach(
    client: FlaskClient, session: Session, settings: Settings, composer: str, address: str
) -> None:
    settings.public_url = address

    answer = client.post(f"{composer}/publiceren")

    assert answer.status_code == 422
    assert "dat adres kunnen inwoners niet openen" in answer.text
    assert published(session) == []
    assert "dat adres kunnen inwoners niet openen" in client.get(composer).text


def test_only_the_demonstration_publishes_at_a_local_address(
    client: FlaskClient, session: Session, settings: Settings, composer: str
) -> None:
    settings.public_url = "http://127.0.0.1:8000"
    settings.mark_as_demonstration()

    assert client.post(f"{composer}/publiceren").status_code == 302
    assert published(session) == [1]


def test_an_address_without_tls_is_a_signal(client: FlaskClient, settings: Settings, composer: str) -> None:
    settings.public_url = "http://verhalen.lindermeer.example"

    assert "niet beveiligd" in client.get(composer).text
    assert client.post(f"{composer}/publiceren").status_code == 302


def test_going_public_is_asked_once_with_what_and_where(
    client: FlaskClient, session: Session, composer: str, journey: Journey
) -> None:
    assert f'href="{composer}/publiceren"' in client.get(composer).text

    question = client.get(f"{composer}/publiceren").text

    assert "Deze klantreis openbaar maken?" in question
    assert f"https://verhalen.lindermeer.example/verhalen/{journey.slug}" in question
    assert "Iedereen kan" in question
    assert published(session) == []


def test_who_asks_too_early_reads_what_is_still_open(client: FlaskClient, session: Session, composer: str) -> None:
    change_step(session, _journey(session), all_steps(session, _journey(session))[0], "quote", "")
    session.commit()

    page = client.get(f"{composer}/publiceren").text

    assert "Stap 1: citaat ontbreekt" in page
    assert "Ja, maak openbaar" not in page


def test_the_composer_says_that_a_story_is_public_since_when_and_where(
    client: FlaskClient, composer: str, journey: Journey
) -> None:
    assert "Niet openbaar" in client.get(composer).text

    client.post(f"{composer}/publiceren")
    page = client.get(composer).text

    assert "Openbaar sinds" in page
    assert "uitgave 1" in page
    assert f'href="/verhalen/{journey.slug}"' in page
    assert "Na het publiceren is er niets veranderd" in page


def test_publishing_again_without_a_change_says_so_and_makes_no_equal_edition(
    client: FlaskClient, session: Session, composer: str
) -> None:
    client.post(f"{composer}/publiceren")

    question = client.get(f"{composer}/publiceren").text
    answer = client.post(f"{composer}/publiceren", follow_redirects=True)

    assert "Dit verhaal staat al zo op de website" in question
    assert "Ja, maak openbaar" not in question
    assert "Lezers hebben dit verhaal al precies zo, als uitgave 1." in answer.text
    assert published(session) == [1]


def test_a_measure_that_went_on_is_no_reason_for_a_second_edition_and_one_told_anew_in_the_draft_is(
    client: FlaskClient, session: Session, composer: str
) -> None:
    measure = add_measure(session, _journey(session), MeasureText("Eén vast nummer", when="Vanaf mei"), None)
    session.commit()
    client.post(f"{composer}/publiceren")
    report_progress(session, _journey(session), measure, THERE)
    session.commit()

    client.post(f"{composer}/publiceren")
    assert published(session) == [1]

    change_journey(session, _journey(session), "introduction", "Sanne wacht acht maanden.")
    session.commit()
    client.post(f"{composer}/publiceren")
    assert published(session) == [1, 2]


def test_a_story_whose_measures_went_on_is_nowhere_called_unchanged(
    client: FlaskClient, session: Session, composer: str
) -> None:
    measure = add_measure(session, _journey(session), MeasureText("Eén vast nummer", when="Vanaf mei"), None)
    session.commit()
    client.post(f"{composer}/publiceren")
    assert "Na het publiceren is er niets veranderd" in client.get(composer).text
    assert "Daarna is er niets veranderd" in client.get(f"{composer}/publiceren").text

    report_progress(session, _journey(session), measure, THERE)
    session.commit()

    page, question = client.get(composer).text, client.get(f"{composer}/publiceren").text
    assert "is er niets veranderd" not in page + question
    assert f"maatregelen zoals ze stonden op {long_date(today())}" in page
    assert "Lezers zien dat al." in page
    assert f"maatregelen zoals ze stonden op {long_date(today())}" in question


def test_after_it_was_taken_offline_the_same_story_can_go_out_again(
    client: FlaskClient, session: Session, composer: str
) -> None:
    client.post(f"{composer}/publiceren")
    client.post(f"{composer}/offline")
    assert "Ja, maak openbaar" in client.get(f"{composer}/publiceren").text

    client.post(f"{composer}/publiceren")

    assert published(session) == [1, 2]


def test_the_composer_lists_what_changed_since(
    client: FlaskClient, session: Session, composer: str, journey: Journey
) -> None:
    client.post(f"{composer}/publiceren")
    third = all_steps(session, journey)[2]
    change_step(session, journey, third, "quote", "Ik wist niet wie ik moest bellen.")
    change_journey(session, journey, "introduction", "Een andere inleiding.")
    add_measure(session, journey, MeasureText("Terugbellen binnen een dag", MeasureState.BUSY), third)
    session.commit()

    page = client.get(composer).text

    assert "Na het publiceren is dit veranderd" in page
    listed = page.split('id="veranderd"')[1].split("</ul>")[0]
    for change in ("Stap 3: citaat", "Inleiding"):
        assert change in listed
    assert "Stap 1:" not in listed
    assert "Terugbellen" not in listed, "readers have the new measure already"


def test_a_public_story_is_taken_offline_with_one_button_and_put_back(
    client: FlaskClient, app: Flask, session: Session, study: Study, composer: str, journey: Journey
) -> None:
    client.post(f"{composer}/publiceren")
    assert f'href="{composer}/offline"' in client.get(composer).text
    assert "Wat lezers dan zien" in client.get(f"{composer}/offline").text

    client.post(f"{composer}/offline")

    reader = app.test_client().get(f"/verhalen/{journey.slug}")
    assert reader.status_code == 404
    assert "Dit verhaal staat hier niet" in reader.text
    assert "aanmelden" not in reader.text.lower()
    assert app.test_client().get(f"/verhalen/{journey.slug}.pdf").status_code == 404
    assert "Offline sinds" in client.get(composer).text
    assert "offline" in client.get(f"/onderzoeken/{study.slug}/klantreizen/").text.lower()

    assert client.post(f"{composer}/publiceren").status_code == 302
    assert app.test_client().get(f"/verhalen/{journey.slug}").status_code == 200
    assert published(session) == [1, 2]


def test_the_list_says_which_journeys_are_public(client: FlaskClient, study: Study, composer: str) -> None:
    overview = f"/onderzoeken/{study.slug}/klantreizen/"
    assert "Openbaar" not in client.get(overview).text.replace("Niet openbaar", "")

    client.post(f"{composer}/publiceren")

    assert "Openbaar sinds" in client.get(overview).text


def test_nobody_is_told_that_a_story_can_be_put_back_while_the_gate_is_closed(
    client: FlaskClient, session: Session, composer: str, journey: Journey
) -> None:
    client.post(f"{composer}/publiceren")
    assert "Met ‘Publiceren’ komt" in client.get(f"{composer}/offline").text
    add_phase(session, journey, "Nog niets")
    session.commit()

    asked = client.get(f"{composer}/offline").text
    told = client.post(f"{composer}/offline", follow_redirects=True).text
    for page in (asked, told):
        assert "Met ‘Publiceren’ komt" not in page
        assert "pas terug als je hebt opgelost wat publiceren nu tegenhoudt" in page


def test_what_is_put_back_is_the_journey_as_it_is_then_and_that_is_said(
    app: Flask, client: FlaskClient, session: Session, composer: str, journey: Journey
) -> None:
    client.post(f"{composer}/publiceren")
    said = "Met ‘Publiceren’ komt de klantreis terug zoals die dan is, als uitgave 2."
    assert said in client.get(f"{composer}/offline").text
    assert said in client.post(f"{composer}/offline", follow_redirects=True).text

    change_journey(session, journey, "introduction", "Intussen anders.")
    session.commit()
    client.post(f"{composer}/publiceren")
    assert "Intussen anders." in app.test_client().get(f"/verhalen/{journey.slug}").text
    assert published(session) == [1, 2]


def test_taking_offline_stands_in_the_history(client: FlaskClient, session: Session, composer: str) -> None:
    client.post(f"{composer}/publiceren")
    client.post(f"{composer}/offline")

    labels = stored(session, lambda fresh: list(fresh.exec(select(ChangeRecord.label)).all()))
    assert "klantreis offline gehaald" in labels
    assert "klantreis openbaar gemaakt, uitgave 1" in labels


def _journey(session: Session) -> Journey:
    return session.exec(select(Journey)).one()
