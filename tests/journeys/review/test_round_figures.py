"""How the figures of a reading round read: one is one, and none is none."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from journeys.models import Journey
from journeys.reading.council import say
from journeys.reading.invitations import revoke
from journeys.reading.invited import Invited
from journeys.reading.models import Outcome
from journeys.review.rounds import answer
from journeys.wording import members_read
from studies.models import Study
from tests.journeys.making import make_finished, make_journey
from tests.journeys.rounds import MEMBERS, make_round, piet


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    return make_finished(session, study)


def told(client: FlaskClient, study: Study, round_id: int | str = "") -> str:
    """The words of the page, as somebody reads them."""
    page = client.get(f"/onderzoeken/{study.slug}/leesrondes/{round_id}").text
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_one_member_who_read_nothing_is_one_member(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    started = make_round(session, journey, (Invited("Piet Jansen"),))
    session.commit()

    assert "0 van 1 lid las. Geen oordelen, geen opmerkingen, lezen kan" in told(client, study)
    page = told(client, study, started.round.id)
    assert "0 van 1 lid las 0 akkoord 0 opmerkingen 0 zonder antwoord" in page
    assert "overgenomen" not in page


def test_one_of_two_members_reads_in_the_singular(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    started = make_round(session, journey, MEMBERS)
    say(session, piet(started).member, 1, "Te kort.")
    session.commit()

    assert "1 van de 2 leden las. Geen oordelen, 1 opmerking, lezen kan" in told(client, study)
    page = told(client, study, started.round.id)
    assert "1 van de 2 leden las 0 akkoord 1 opmerking, 0 overgenomen 1 zonder antwoord" in page
    assert "1 van de 4 stukjes, 1 opmerking" in page
    assert "0 keer" not in page


def test_a_round_that_nobody_reads_any_more_says_so(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    started = make_round(session, journey)
    for one in started.invitations:
        revoke(session, one.member, is_meant=True)
    session.commit()

    for page in (told(client, study), told(client, study, started.round.id)):
        assert "Niemand leest mee" in page
        assert "van de 0" not in page


def test_a_story_of_one_piece_is_read_in_the_singular(client: FlaskClient, session: Session, study: Study) -> None:
    started = make_round(session, make_journey(session, study, {"Zorgen": ["Daan slaapt niet"]}))
    session.commit()
    reader = client.application.test_client()
    address = f"/lezen/{piet(started).token}"

    first, verdict = reader.get(f"{address}/stukje/1").text, reader.get(f"{address}/oordeel").text
    assert "Dit verhaal heeft 1 stukje." in first
    assert "1 stukjes" not in first + verdict
    assert "U gaf nog bij geen stukje een antwoord. U mag nu al een oordeel geven." in verdict
    say(session, piet(started).member, 1, None)
    session.commit()
    assert "1 van 1 stukje, geen opmerkingen" in told(client, study, started.round.id)


@pytest.mark.parametrize(
    ("read", "members", "words"),
    [
        (0, 1, "van 1 lid las"),
        (1, 1, "van 1 lid las"),
        (1, 3, "van de 3 leden las"),
        (0, 3, "van de 3 leden lazen"),
        (2, 3, "van de 3 leden lazen"),
    ],
)
def test_who_read_goes_by_number(client: FlaskClient, read: int, members: int, words: str) -> None:
    with client.application.test_request_context():
        assert members_read(read, members) == words


def test_the_remarks_of_a_member_are_those_that_stand_and_earlier_ones_are_called_so(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    started = make_round(session, journey, MEMBERS)
    for number in (1, 2):
        answer(session, say(session, piet(started).member, number, "Te kort."), Outcome.ADOPTED)
        session.commit()
    page = told(client, study, started.round.id)
    assert "2 van de 4 stukjes, 2 opmerkingen" in page
    assert "eerdere" not in page

    say(session, piet(started).member, 1, "Nu te lang.")
    session.commit()
    assert "2 van de 4 stukjes, 2 opmerkingen en 1 eerdere, die al antwoord kreeg" in told(
        client, study, started.round.id
    )
    say(session, piet(started).member, 2, None)
    session.commit()
    assert "2 van de 4 stukjes, 1 opmerking en 2 eerdere, die al antwoord kregen" in told(
        client, study, started.round.id
    )
