"""What a council member typed before they sent it, and arrives after that: it waits no more, and takes nothing away."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from journeys.reading.models import UnsentAnswer
from studies.models import Study
from tests.journeys.making import make_finished, stored
from tests.journeys.rounds import make_round, piet

WHOLE = "Te lang, en te droevig voor wie dit leest."
PART = "Te lang, en te dr"
OTHER = "Wie is dit?"


@pytest.fixture
def link(session: Session, study: Study) -> str:
    started = make_round(session, make_finished(session, study))
    session.commit()
    return f"/lezen/{piet(started).token}"


def opened(page: str) -> dict[str, str]:
    """What the form of that page carries along unseen, as a browser sends it."""
    return dict(re.findall(r'type="hidden" name="(formulier|gezien|turn)" value="([^"]*)"', page))


def waiting(session: Session) -> dict[int, str]:
    return stored(session, lambda fresh: {one.step_number: one.text for one in fresh.exec(select(UnsentAnswer)).all()})


def at(page: dict[str, str], turn: int, **typed: str) -> dict[str, str]:
    """What this page sends, as the one that it counts with this number."""
    return page | {"turn": str(turn)} | typed


@pytest.mark.parametrize("late", [PART, OTHER])
@pytest.mark.parametrize("place", ["stukje/1", "geheel", "oordeel"])
def test_a_late_save_leaves_nothing_waiting_of_what_was_sent(
    session: Session, reader: FlaskClient, link: str, place: str, late: str
) -> None:
    page = opened(reader.get(f"{link}/{place}").text)
    field = {"stukje/1": "tekst", "geheel": "tekst-1", "oordeel": "tekst"}[place]
    to = f"{link}/{place}/1" if place == "geheel" else f"{link}/{place}"
    more = {"stukje/1": {"stukje": "1", "oordeel": "beter"}, "geheel": {}, "oordeel": {"oordeel": "agreed_if"}}[place]
    assert reader.post(to, data=at(page, 3, **more, **{field: WHOLE})).status_code == 303

    reader.post(f"{link}/concept", data=at(page, 2, **more, **{field: late}))

    assert waiting(session) == {}
    reader.post(f"{link}/concept", data=at(page, 4, **more, **{field: "Daarna getypt."}))
    assert list(waiting(session).values()) == ["Daarna getypt."]


def test_a_late_save_never_takes_the_place_of_a_later_one(session: Session, reader: FlaskClient, link: str) -> None:
    page = opened(reader.get(f"{link}/stukje/1").text)
    typed = {"stukje": "1", "oordeel": "beter"}
    reader.post(f"{link}/ga", data=at(page, 3, **typed, tekst=WHOLE, naar="geheel"))
    for turn, way in ((2, "concept"), (1, "ga")):
        reader.post(f"{link}/{way}", data=at(page, turn, **typed, tekst=PART))

    assert waiting(session) == {1: WHOLE}


def test_the_beginning_of_what_was_sent_meanwhile_from_the_next_page_waits_no_more(
    session: Session, reader: FlaskClient, link: str
) -> None:
    """The page was left while it was under way, and what the next page sent holds it."""
    left, following = (opened(reader.get(f"{link}/stukje/1").text) for _page in range(2))
    typed = {"stukje": "1", "oordeel": "beter"}
    reader.post(f"{link}/stukje/1", data=at(following, 1, **typed, tekst=WHOLE))

    reader.post(f"{link}/concept", data=at(left, 1, **typed, tekst=PART))
    assert waiting(session) == {}
    reader.post(f"{link}/concept", data=at(left, 2, **typed, tekst=OTHER))
    assert waiting(session) == {1: OTHER}, "that was never sent"


def test_who_makes_shorter_what_they_sent_sees_it_again(session: Session, reader: FlaskClient, link: str) -> None:
    typed = {"stukje": "1", "oordeel": "beter"}
    reader.post(f"{link}/stukje/1", data=at(opened(reader.get(f"{link}/stukje/1").text), 1, **typed, tekst=WHOLE))
    after = opened(reader.get(f"{link}/stukje/1").text)

    reader.post(f"{link}/concept", data=at(after, 1, **typed, tekst=PART))

    assert waiting(session) == {1: PART}


def test_who_is_asked_first_what_to_do_with_words_that_wait_keeps_the_whole_note(
    session: Session, reader: FlaskClient, link: str
) -> None:
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Vergeten"})
    page = opened(reader.get(f"{link}/oordeel").text)
    data = at(page, 3, oordeel="agreed", tekst=WHOLE)
    asked = reader.post(f"{link}/oordeel", data=data, follow_redirects=True).text
    assert "U typte nog iets dat niet is verstuurd" in asked

    reader.post(f"{link}/concept", data=at(page, 2, oordeel="agreed", tekst=PART))

    assert waiting(session) == {0: WHOLE, 2: "Vergeten"}
