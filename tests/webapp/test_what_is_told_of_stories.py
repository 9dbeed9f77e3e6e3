"""What is promised of a story that goes offline, of one that is gone with its study, and of how old a list is."""

from flask.testing import FlaskClient
from sqlmodel import Session, select

from exports.publishing.publish import publish_journey
from foundation.clock import now, today
from foundation.dutch import long_date
from journeys.evidence.models import Evidence
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.models import WaitingWords
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.models import Study
from tests.journeys.making import SITE, make_finished
from tests.journeys.rounds import make_round, piet


def _journey(session: Session) -> Journey:
    return make_finished(session, session.exec(select(Study)).one())


def test_who_takes_a_story_offline_that_rests_on_nothing_any_more_reads_that_it_cannot_come_back(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = _journey(session)
    publish_journey(session, journey, SITE)
    for tie in session.exec(select(Evidence)).all():
        session.delete(tie)
    session.get_one(Study, study.id).transcripts_gone_on = today()
    session.commit()
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"

    assert "De klantreis komt dan niet meer terug" in client.get(f"{composer}/offline").text
    told = client.post(f"{composer}/offline", follow_redirects=True).text
    assert "De klantreis komt dan niet meer terug" in told
    assert "pas terug als je hebt opgelost" not in told


def test_an_empty_list_of_stories_does_not_say_that_there_never_was_one(client: FlaskClient, study: Study) -> None:
    page = client.get("/verhalen/").text

    assert "Er staan nu geen verhalen op deze website." in page
    assert "nog geen verhalen" not in page


def test_the_council_reads_of_which_day_the_list_of_measures_is(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = _journey(session)
    measure = add_measure(session, journey, MeasureText("Direct bellen", MeasureState.DONE))
    started = make_round(session, journey)
    report_progress(session, journey, measure, ProgressReport(MeasureState.NOT_YET, "Er is geen geld.", is_reread=True))
    session.commit()

    page = client.application.test_client().get(f"/lezen/{piet(started).token}/geheel").text

    assert f"Stand van {long_date(today())}, toen deze leesronde begon." in page


def test_who_deletes_a_study_reads_that_a_round_runs_and_that_words_wait(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = _journey(session)
    started = make_round(session, journey)
    session.add(WaitingWords(journey_id=journey.id, typed={"title": "Een loket"}, moment=now()))
    session.commit()
    link = f"/lezen/{piet(started).token}"
    reader = client.application.test_client()
    reader.post(f"{link}/ga", data={"tekst-1": "Half getypt", "naar": "oordeel"})

    page = client.get("/onderzoeken/jeugdhulp/wissen").text

    assert "De leesronde die nog loopt" in page
    assert "1 tekst over maatregelen die nog op een onderzoeker wachten" in page
    assert "Wat 1 lid van de adviesraad invulde en nog niet verstuurde" in page
    gone = reader.get("/lezen/onbekend").text
    assert "Zolang het onderzoek er is, is dat niet weg." in gone
