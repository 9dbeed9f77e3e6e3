"""A second coder stays blind until both are done, that moment is kept, and nobody is blind again after it."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.models import CodingDone, Draft
from interviews.models import Interview, InterviewState
from studies.models import Study
from tests.coding import test_visibility
from tests.coding.test_visibility import Blind, _post, _rows, _say_done, _screen, _seen
from tests.factories import make_interview
from tests.journeys.making import make_journey

BASE = test_visibility.BASE
source, blind = test_visibility.source, test_visibility.blind


def _codes_one_more(client: FlaskClient, blind: Blind, number: int = 1) -> int:
    answer = _post(client, f"{number}/fragmenten", start=0, end=3, quote="En ", code=blind.codes["Stilte"])
    assert answer.status_code == 201
    segment: int = answer.json["segment"][0]
    return segment


# Saying done


def test_who_coded_nothing_in_an_interview_cannot_say_done_and_look(
    blind: Blind, session: Session, study: Study
) -> None:
    make_interview(session, study)
    session.commit()
    theirs = _codes_one_more(blind.lotte, blind, 2)
    blind.lotte.post(f"{BASE}/2/klaar", data={"zeker": "ja"})

    refused = blind.tariq.post(f"{BASE}/2/klaar", data={"zeker": "ja"})

    assert refused.status_code == 422
    assert "Je hebt in dit gesprek nog niets gecodeerd" in refused.text
    assert f"[{theirs}," not in blind.tariq.get(f"{BASE}/2").text
    assert _rows(session, CodingDone) == 0


def test_researchers_who_coded_nothing_do_not_look_either(blind: Blind, session: Session, study: Study) -> None:
    make_interview(session, study)
    session.commit()
    _codes_one_more(blind.tariq, blind, 2)
    blind.tariq.post(f"{BASE}/2/klaar", data={"zeker": "ja"})

    assert blind.lotte.post(f"{BASE}/2/klaar", data={"zeker": "ja"}).status_code == 422
    assert session.exec(select(Interview.state).where(Interview.number == 2)).one() is InterviewState.CODING


def test_saying_done_asks_before_it_opens_what_cannot_be_closed_again(blind: Blind, session: Session) -> None:
    asked = blind.tariq.post(f"{BASE}/1/klaar", follow_redirects=True).text
    assert "niet meer terug" in asked
    assert "Ja, ik ben klaar" in asked
    assert _rows(session, CodingDone) == 0

    _say_done(blind.tariq)
    assert "niet meer terug" in blind.lotte.post(f"{BASE}/1/klaar", follow_redirects=True).text
    assert blind.segments["tariq"] not in _seen(blind.lotte)[0]

    _say_done(blind.lotte)
    blind.tariq.post(f"{BASE}/1/verder")
    again = blind.tariq.post(f"{BASE}/1/klaar", follow_redirects=True).text
    assert "Ja, ik ben klaar" not in again, "once seen there is nothing to ask"
    for client in (blind.tariq, blind.lotte):
        assert client.get(f"{BASE}/1/klaar").location == f"{BASE}/1#tekst", "nor to be asked by an old address"


def test_a_researcher_beside_whom_nobody_is_done_is_asked_nothing(blind: Blind, session: Session) -> None:
    assert blind.lotte.post(f"{BASE}/1/klaar").location == f"{BASE}/"
    assert session.exec(select(Interview.state)).one() is InterviewState.CODED


# After both were done


def test_going_on_before_the_other_is_done_keeps_both_blind(blind: Blind) -> None:
    _say_done(blind.tariq)
    blind.tariq.post(f"{BASE}/1/verder")
    _say_done(blind.lotte)

    assert _seen(blind.tariq)[0] == {blind.segments["tariq"]}
    assert blind.segments["tariq"] not in _seen(blind.lotte)[0]


@pytest.mark.parametrize("who", ["tariq", "lotte"])
def test_going_on_does_not_make_anybody_blind_again_and_says_so(blind: Blind, session: Session, who: str) -> None:
    _say_done(blind.tariq, blind.lotte)
    everything = set(blind.segments.values())
    client: FlaskClient = getattr(blind, who)

    page = client.post(f"{BASE}/1/verder", follow_redirects=True).text

    assert "Vanaf nu niet meer los van elkaar" in page
    assert "Klaar met coderen" in page
    assert _seen(blind.tariq)[0] == _seen(blind.lotte)[0] == _seen(blind.anna)[0] == everything
    assert session.exec(select(CodingDone.seen_at)).one() is not None


@pytest.mark.parametrize("who", ["tariq", "lotte"])
def test_who_codes_in_an_interview_that_was_done_is_coding_again(blind: Blind, who: str) -> None:
    _say_done(blind.tariq, blind.lotte)
    client: FlaskClient = getattr(blind, who)
    assert _screen(client)["is_done"] is True

    _codes_one_more(client, blind)

    assert _screen(client)["is_done"] is False
    assert _screen(client)["is_open"] is True, "what the other did stays in sight"
    other = blind.lotte if who == "tariq" else blind.tariq
    assert _screen(other)["is_done"] is True


def test_undoing_a_coding_takes_the_interview_up_again_too(blind: Blind) -> None:
    _codes_one_more(blind.tariq, blind)
    _say_done(blind.tariq)

    assert _post(blind.tariq, "1/ongedaan").json["screen"]["is_done"] is False


# What tells of the researchers' coding by another door


@pytest.mark.parametrize("page", ["voorbeeld", "voorbeeld.pdf"])
def test_a_second_coder_does_not_read_a_story_that_is_not_public(
    blind: Blind, session: Session, study: Study, page: str
) -> None:
    journey = make_journey(session, study)
    address = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/{page}"
    session.commit()

    assert blind.tariq.get(address).status_code == 403
    assert blind.anna.get(address).status_code == 200


def test_a_memo_on_a_colleagues_fragment_is_not_begun_either(blind: Blind, session: Session) -> None:
    _say_done(blind.tariq, blind.lotte)

    for client, other, name in ((blind.tariq, "lotte", "Lotte Veldman"), (blind.lotte, "tariq", "Tariq Bensaïd")):
        answer = _post(client, "1/concept", segment=blind.segments[other], typed={"text": "Zie ik dit goed?"})
        assert answer.status_code == 403
        assert name in answer.json["error"]
    assert _rows(session, Draft) == 0
