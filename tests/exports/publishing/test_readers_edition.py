"""Which edition readers have: one answer, on their page, in their document and wherever a researcher is told of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from exports.publishing.current_edition import current_publication
from foundation.clock import AMSTERDAM, pretend_it_is, today
from foundation.dutch import long_date
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.lookup import measures_of
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.public.readers_edition import current_story
from journeys.story import MeasureState
from studies.history.undoing import undo
from studies.models import Organisation, Study
from studies.organisation import change_organisation, values_of
from tests.journeys.making import SITE, make_finished, stored
from webapp.commands.publish import publish_to

MADE, PUBLISHED, MEASURED, CALLED, LATER = (date(2025, month, 8) for month in (6, 7, 9, 10, 11))


def on(day: date) -> object:
    return pretend_it_is(datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM))


@pytest.fixture
def journey(session: Session, study: Study, client: FlaskClient) -> Journey:
    session.expire_on_commit = False
    with on(MADE):
        journey = make_finished(session, study)
        add_measure(session, journey, MeasureText("Elke dag direct bellen"))
        session.commit()
    with on(PUBLISHED):
        client.post(f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/publiceren")
    return journey


@pytest.fixture
def composer(study: Study, journey: Journey) -> str:
    return f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"


def call_elsewhere(session: Session, journey: Journey, number: str = "14 045", day: date = CALLED) -> None:
    organisation = session.get_one(Organisation, journey.organisation_id)
    with on(day):
        change_organisation(session, organisation, values_of(organisation) | {"telephone": number})
        session.commit()


def report(session: Session, journey: Journey, day: date = MEASURED) -> None:
    (measure,) = measures_of(session, journey)
    with on(day):
        report_progress(session, journey, measure, ProgressReport(MeasureState.BUSY, is_reread=True))
        session.commit()


def told(client: FlaskClient, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())


def edition_of(session: Session, journey: Journey, day: date) -> tuple[str, date]:
    """What a reader gets on `day`."""
    with on(day):
        story = stored(session, lambda fresh: current_story(fresh, current_publication(fresh, journey.slug)))
    return story.edition_name, story.edition_day


def ask_document(client: FlaskClient, session: Session, journey: Journey, day: date) -> None:
    session.rollback()
    with on(day):
        assert client.get(f"/verhalen/{journey.slug}.pdf").status_code == 200


def everywhere(client: FlaskClient, journey: Journey, composer: str) -> Iterator[str]:
    yield told(client, f"/verhalen/{journey.slug}")
    yield told(client, composer)
    yield told(client, f"{composer}/publiceren")


def test_another_telephone_number_is_told_as_the_edition_of_that_day_everywhere(
    session: Session, client: FlaskClient, journey: Journey, composer: str
) -> None:
    call_elsewhere(session, journey)

    for page in everywhere(client, journey, composer):
        assert "uitgave 1.1 van 8 oktober 2025" in page
        assert "is er niets veranderd" not in page
    for page in (told(client, composer), told(client, f"{composer}/publiceren")):
        assert "sinds uitgave 1 van 8 juli 2025 vanzelf mee: telefoon of e-mail van de organisatie." in page
    assert "uitgave 1.1 blijven bewaard" in told(client, f"{composer}/offline")
    assert "als uitgave 1.1. Er is niets veranderd." in client.post(
        f"{composer}/publiceren", follow_redirects=True
    ).get_data(as_text=True)


def test_what_was_changed_and_taken_back_between_documents_is_another_edition_everywhere(
    session: Session, client: FlaskClient, journey: Journey, composer: str
) -> None:
    report(session, journey)
    ask_document(client, session, journey, MEASURED)
    undo(session, f"journey:{journey.id}")
    session.commit()
    for page in everywhere(client, journey, composer):
        assert f"uitgave 1.2 van {long_date(today())}" in page
        assert "is er niets veranderd" not in page
    assert "is iets veranderd en daarna weer teruggezet" in told(client, composer)


def test_an_edition_is_of_the_day_on_which_what_it_holds_last_changed(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    assert edition_of(session, journey, LATER) == ("1", PUBLISHED)
    report(session, journey)
    assert edition_of(session, journey, LATER) == ("1.1", MEASURED)
    ask_document(client, session, journey, LATER)
    call_elsewhere(session, journey)
    assert edition_of(session, journey, LATER) == ("1.2", CALLED), "not of the day of the measures"
    ask_document(client, session, journey, LATER)
    call_elsewhere(session, journey, "14 046", LATER)
    assert edition_of(session, journey, LATER) == ("1.3", LATER)


def test_what_changed_before_anybody_noted_the_day_is_of_the_day_it_is_made(session: Session, journey: Journey) -> None:
    report(session, journey)
    session.get_one(Organisation, journey.organisation_id).telephone = "14 047"
    session.commit()

    assert edition_of(session, journey, LATER) == ("1.2", LATER)


def test_of_a_story_that_is_offline_the_last_edition_is_told(
    session: Session, client: FlaskClient, journey: Journey, composer: str
) -> None:
    call_elsewhere(session, journey)
    ask_document(client, session, journey, CALLED)
    client.post(f"{composer}/offline")
    call_elsewhere(session, journey, "14 046", LATER)

    assert "uitgave 1.1 is bewaard; lezers zien die niet meer" in told(client, composer)


def test_the_command_writes_the_document_that_readers_have(
    session: Session, journey: Journey, engine: Engine, tmp_path: Path
) -> None:
    call_elsewhere(session, journey)
    session.rollback()

    line = publish_to(
        engine, journey.slug, tmp_path / "x.pdf", replace(SITE, public_url="https://verhalen.lindermeer.example")
    )

    assert "als uitgave 1.1:" in line
    session.expire_all()
    publication = current_publication(session, journey.slug)
    assert (tmp_path / "x.pdf").read_bytes() != publication.pdf
