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
    assert "U heeft nog iets niet verstuurd" in asked

    reader.post(f"{link}/concept", data=at(page, 2, oordeel="agreed", tekst=PART))

    assert waiting(session) == {0: WHOLE, 2: "Vergeten"}


def shows(reader: FlaskClient, link: str, number: int) -> str:
    """Which answer stands in the form of that piece."""
    found = re.search(r'name="oordeel" value="(\w+)" checked', reader.get(f"{link}/stukje/{number}").text)
    return found[1] if found else ""


SAME = {"tekst-1": PART, "tekst": ""}
BETTER = {"stukje": "1", "oordeel": "beter", "tekst": PART}
GOOD = {"stukje": "1", "oordeel": "goed", "tekst": PART}


@pytest.mark.parametrize("scripts", [{}, {"gekozen": ""}], ids=["without scripts", "with scripts"])
def test_a_page_that_arrives_late_and_changed_nothing_takes_no_choice_away(
    session: Session, reader: FlaskClient, link: str, scripts: dict[str, str]
) -> None:
    """Back from the whole story: what was left there may arrive once the piece is before the reader."""
    first = opened(reader.get(f"{link}/stukje/1").text)
    reader.post(f"{link}/concept", data=at(first, 1, **BETTER))
    left = opened(reader.get(f"{link}/geheel").text)
    back = opened(reader.get(f"{link}/stukje/1").text)

    reader.post(f"{link}/concept", data=at(left, 1, **SAME, **scripts))
    reader.post(f"{link}/stukje/1", data=at(back, 1, **GOOD, naar="vorige"))

    assert (shows(reader, link, 1), waiting(session)) == ("goed", {1: PART})


@pytest.mark.parametrize("order", ["in order", "crossed"])
def test_more_words_from_a_page_that_was_left_take_no_choice_away(
    session: Session, reader: FlaskClient, link: str, order: str
) -> None:
    first = opened(reader.get(f"{link}/stukje/1").text)
    reader.post(f"{link}/concept", data=at(first, 1, **BETTER, gekozen="oordeel=10"))
    left = opened(reader.get(f"{link}/geheel").text)
    back = opened(reader.get(f"{link}/stukje/1").text)
    saves = [at(left, 1, **SAME | {"tekst-1": WHOLE}, gekozen=""), at(back, 1, **GOOD, gekozen="oordeel=10")]
    for data in saves if order == "in order" else reversed(saves):
        reader.post(f"{link}/concept", data=data)

    assert shows(reader, link, 1) == "goed"
    assert WHOLE in waiting(session)[1]


@pytest.mark.parametrize("last", ["goed", "beter"])
@pytest.mark.parametrize("order", ["in order", "crossed"])
def test_of_two_pages_of_one_person_the_later_choice_stands_whichever_arrives_last(
    reader: FlaskClient, link: str, order: str, last: str
) -> None:
    tablet, phone = (opened(reader.get(f"{link}/stukje/1").text) for _page in range(2))
    first = {"goed": "beter", "beter": "goed"}[last]
    typed = {"stukje": "1", "tekst": PART}
    saves = [
        at(phone, 1, **typed, oordeel=first, gekozen="oordeel=0"),
        at(tablet, 1, **typed, oordeel=last, gekozen="oordeel=60000"),
    ]
    for data in saves if order == "in order" else reversed(saves):
        reader.post(f"{link}/concept", data=data)

    assert shows(reader, link, 1) == last


def test_a_choice_is_of_the_page_where_it_was_made_and_not_of_one_that_only_shows_another(
    session: Session, reader: FlaskClient, link: str
) -> None:
    tablet, phone = (opened(reader.get(f"{link}/oordeel").text) for _page in range(2))
    reader.post(f"{link}/concept", data=at(tablet, 1, oordeel="agreed_if", tekst="", gekozen="oordeel=10"))
    reader.post(f"{link}/concept", data=at(phone, 1, oordeel="not_agreed", tekst="", gekozen="oordeel=20"))
    reader.post(f"{link}/concept", data=at(tablet, 2, oordeel="agreed_if", tekst=WHOLE, gekozen="oordeel=10"))

    assert stored(session, lambda fresh: fresh.exec(select(UnsentAnswer)).one().choice) == "not_agreed"
    assert waiting(session) == {0: WHOLE}


@pytest.mark.parametrize("told", ["oordeel", "oordeel=x goed-=5 =", "oordeel=99999999999999999999"])
def test_what_a_script_says_of_choices_may_be_nonsense(reader: FlaskClient, link: str, told: str) -> None:
    page = opened(reader.get(f"{link}/stukje/1").text)
    for turn, data in enumerate((at(page, 1, **GOOD, gekozen=told), {**GOOD, "gekozen": told})):
        assert reader.post(f"{link}/concept", data=data | {"turn": str(turn)}).status_code < 300
    assert shows(reader, link, 1) == "goed"
