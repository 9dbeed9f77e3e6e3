"""A member reads exactly what is not sent: the new choice, the words where they differ, and nothing that was sent."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from journeys.reading.council import say
from journeys.reading.models import CouncilMember
from journeys.review.rounds import close_round
from journeys.review.starting import StartedRound
from tests.journeys.reading.test_unsent_answers import sent

SENT, OTHER = "De bus mist.", "De trein mist."


def waits(page: str) -> str:
    """What the page says was not sent, as it is read."""
    found = re.search(r'<section[^>]*aria-labelledby="(?:nog-niet|niet-verstuurd)".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).split()) if found else ""


def status(page: str) -> str:
    """What is said beside the last field of the page."""
    return re.findall(r'<p class="unsent" data-status role="status">(.*?)</p>', page)[-1].strip()


def judge(reader: FlaskClient, link: str, choice: str, words: str = "") -> None:
    assert reader.post(f"{link}/oordeel", data={"oordeel": choice, "tekst": words}).status_code == 303


def fill_in(reader: FlaskClient, link: str, piece: int, choice: str, words: str = "") -> None:
    kept = reader.post(f"{link}/concept", data={"stukje": str(piece), "oordeel": choice, "tekst": words})
    assert kept.status_code == 204


@pytest.mark.parametrize("words", [SENT, ""])
def test_a_changed_verdict_is_told_and_words_that_were_sent_are_not(reader: FlaskClient, link: str, words: str) -> None:
    judge(reader, link, "not_agreed", words)
    fill_in(reader, link, 0, "agreed", words)

    thanks = reader.get(f"{link}/bedankt").text
    assert waits(thanks) == "Dit heeft u nog niet verstuurd Uw oordeel: U koos nu: ‘Ja, het is goed zo’."
    assert "U hoeft niets meer te doen." not in thanks
    for page in ("oordeel", "geheel"):
        told = status(reader.get(f"{link}/{page}").text)
        assert told == "U koos nu: ‘Ja, het is goed zo’. Dat is nog niet verstuurd."


def test_other_words_with_the_same_verdict_are_told_without_the_choice(reader: FlaskClient, link: str) -> None:
    judge(reader, link, "not_agreed", SENT)
    fill_in(reader, link, 0, "not_agreed", OTHER)

    assert waits(reader.get(f"{link}/bedankt").text).endswith(f"Uw oordeel: ‘{OTHER}’")
    assert status(reader.get(f"{link}/oordeel").text) == "Dit typte u eerder. Het is nog niet verstuurd."


def test_both_are_told_where_both_differ(reader: FlaskClient, link: str) -> None:
    judge(reader, link, "not_agreed", SENT)
    fill_in(reader, link, 0, "agreed_if", OTHER)

    told = waits(reader.get(f"{link}/bedankt").text)
    assert told.endswith(f"Uw oordeel: U koos nu: ‘Ja, als er iets verandert’. ‘{OTHER}’")


def test_that_it_was_not_sent_is_said_once(reader: FlaskClient, link: str) -> None:
    judge(reader, link, "not_agreed", SENT)
    fill_in(reader, link, 0, "agreed_if", OTHER)
    told = status(reader.get(f"{link}/oordeel").text)
    assert told == "U koos nu: ‘Ja, als er iets verandert’, en typte er iets bij. Dat is nog niet verstuurd."

    fill_in(reader, link, 0, "agreed_if", "")
    told = status(reader.get(f"{link}/oordeel").text)
    assert told == "U koos nu: ‘Ja, als er iets verandert’, en haalde uw woorden weg. Dat is nog niet verstuurd."


def test_a_changed_choice_at_a_piece_is_told_on_every_page(reader: FlaskClient, link: str) -> None:
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": SENT})
    fill_in(reader, link, 2, "goed", SENT)

    told = waits(reader.get(f"{link}/bedankt").text)
    assert told.endswith("U koos nu: ‘Goed zo’.")
    assert SENT not in told
    piece = reader.get(f"{link}/stukje/2").text
    assert status(piece) == "U koos nu: ‘Goed zo’. Dat is nog niet verstuurd."
    assert "U stuurde: ‘Dit kan beter’." in piece
    whole = reader.get(f"{link}/geheel").text
    assert "U koos nu: ‘Goed zo’. Dat is nog niet verstuurd." in whole
    assert "Dit typte u eerder." not in whole
    assert whole.count('<details class="remark" open>') == 1


def test_who_is_asked_before_the_verdict_reads_that_sending_everything_changes_a_choice(
    session: Session, reader: FlaskClient, link: str
) -> None:
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": SENT})
    fill_in(reader, link, 2, "goed", SENT)
    fill_in(reader, link, 3, "goed")
    asked = waits(reader.post(f"{link}/oordeel", data={"oordeel": "agreed"}, follow_redirects=True).text)

    assert asked.startswith("U heeft nog iets niet verstuurd")
    assert "U koos nu: ‘Goed zo’. U verstuurde al: ‘Dit kan beter’." in asked
    assert "Verstuurt u alles, dan komt uw nieuwe keuze daarvoor in de plaats." in asked
    assert SENT not in asked
    assert asked.count("U koos nu: ‘Goed zo’.") == 2
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "ook": "alles"})
    assert sent(session) == [(2, SENT, True), (3, None, True)]
    assert waits(reader.get(f"{link}/bedankt").text) == ""


def test_words_that_were_taken_away_are_told_and_only_sent_with_a_choice_that_needs_none(
    session: Session, reader: FlaskClient, link: str
) -> None:
    for number in (2, 3):
        reader.post(f"{link}/stukje/{number}", data={"oordeel": "beter", "tekst": SENT})
    fill_in(reader, link, 2, "beter")
    fill_in(reader, link, 3, "goed")

    told = waits(reader.get(f"{link}/bedankt").text)
    assert told.count("U haalde uw woorden weg.") == 2
    assert status(reader.get(f"{link}/stukje/2").text) == "U haalde uw woorden weg. Dat is nog niet verstuurd."
    asked = waits(reader.post(f"{link}/oordeel", data={"oordeel": "agreed"}, follow_redirects=True).text)
    assert asked.count("U haalde uw woorden weg.") == 1
    assert f"U verstuurde al: ‘{SENT}’ Verstuurt u alles, dan vervallen die woorden." in asked
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "ook": "alles"})
    assert sent(session) == [(2, SENT, False), (3, None, True)]


def test_after_closing_a_choice_that_was_not_sent_is_told_too(
    session: Session, reader: FlaskClient, started: StartedRound, member: CouncilMember, link: str
) -> None:
    judge(reader, link, "agreed")
    fill_in(reader, link, 0, "not_agreed")
    say(session, member, 2, SENT)
    session.commit()
    fill_in(reader, link, 2, "goed", SENT)
    close_round(session, started.round, is_meant=True)
    session.commit()

    told = waits(reader.get(link).text)
    assert "U koos nu: ‘Goed zo’." in told
    assert told.endswith("Uw oordeel: U koos nu: ‘Nee, nog niet’.")
    assert SENT not in told


def test_the_form_of_the_verdict_says_what_was_sent_and_when(reader: FlaskClient, link: str) -> None:
    assert "U stuurde op" not in reader.get(f"{link}/oordeel").text
    judge(reader, link, "not_agreed", SENT)

    for page in ("oordeel", "geheel"):
        told = re.sub(r"<[^>]+>", "", reader.get(f"{link}/{page}").text)
        assert re.search(rf"U stuurde op \w+dag \d+ \w+: Nee, nog niet. ‘{SENT}’", told), page


def test_words_of_another_page_keep_the_choice_that_was_sent(session: Session, reader: FlaskClient, link: str) -> None:
    """They wait without a choice of their own; sending them would else take back 'Goed zo' unasked."""

    def opened() -> dict[str, str]:
        page = reader.get(f"{link}/stukje/2").text
        return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("formulier", "gezien")}

    phone, tablet = opened(), opened()
    reader.post(f"{link}/concept", data=tablet | {"stukje": "2", "oordeel": "goed", "tekst": OTHER})
    reader.post(f"{link}/stukje/2", data=phone | {"oordeel": "goed", "tekst": SENT})

    assert 'value="goed" checked' in reader.get(f"{link}/stukje/2").text
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "ook": "alles"})
    assert sent(session) == [(2, OTHER, True)]


def test_a_page_that_stood_open_takes_no_words_away_after_closing(
    session: Session, reader: FlaskClient, started: StartedRound, member: CouncilMember, link: str
) -> None:
    """Its empty fields stood there before the words were sent on another device."""
    say(session, member, 2, SENT)
    close_round(session, started.round, is_meant=True)
    session.commit()

    late = waits(reader.post(f"{link}/geheel", data={"tekst-1": OTHER, "tekst-2": "", "tekst": ""}).text)
    assert OTHER in late
    assert "U haalde uw woorden weg." not in late
