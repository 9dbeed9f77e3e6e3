"""The overview of a study: its stations, and what waits."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session

from interviews.models import InterviewState
from journeys.council import say
from journeys.invitations import Invited
from journeys.models import Outcome
from journeys.review import answer, start_round
from journeys.review_progress import today
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import make_finished


def test_an_empty_study_says_how_it_starts(client: FlaskClient, study: Study) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/").text
    assert "Nog geen interviews" in page
    assert "Nog geen" in page
    assert ">0 <" not in page.replace("\n", "")


def test_interviews_that_wait_for_names_or_coding_are_named(
    client: FlaskClient, session: Session, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study, state=InterviewState.CODING)
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()

    page = client.get(f"/onderzoeken/{study.slug}/").text

    assert "Gesprek 1: nog niet vrijgegeven voor coderen" in page
    assert "Gesprek 2 coderen" in page
    assert "Gesprek 3" not in page
    assert "van 3 vrijgegeven" in page


def test_a_comment_of_the_council_waits_until_it_is_answered(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    closes_on = today() + timedelta(days=7)
    started = start_round(session, journey, [Invited("Riet")], closes_on, "Lotte Veldman", "085 000 12 34")
    comment = say(session, started.invitations[0].member, 1, "Dit woord ken ik niet.")
    session.commit()
    waiting = f"{journey.title}: 1 opmerking zonder antwoord"
    assert waiting in client.get(f"/onderzoeken/{study.slug}/").text

    answer(session, comment, Outcome.ADOPTED)
    session.commit()
    assert waiting not in client.get(f"/onderzoeken/{study.slug}/").text
