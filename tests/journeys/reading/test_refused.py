"""What is refused at sending is kept as what is not sent, and stands with the reason at an address that Back finds."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from journeys.composing.field_rules import LONG
from journeys.reading.council import judge, say
from journeys.reading.models import CouncilMember, UnsentAnswer, Verdict
from journeys.reading.unsent_answers import LONGEST
from tests.journeys.making import stored
from tests.journeys.reading.test_unsent_answers import form_of, sent

TOO_LONG = ("Dit duurt veel te lang. " * 140).strip()
SAID_TOO_LONG = "Dit is te lang om te versturen: hooguit 3000 tekens. Maak het korter, of bel ons."
PIECE, WHOLE, VERDICT = "stukje/2", "geheel/2", "oordeel"


def waiting(session: Session) -> dict[int, tuple[str, str]]:
    """{step number: what was chosen and what was typed, and not sent}."""
    found = stored(
        session, lambda fresh: {one.step_number: (one.choice, one.text) for one in fresh.exec(select(UnsentAnswer))}
    )
    session.rollback()
    return found


def alerts(page: str) -> list[str]:
    """What the page says is wrong."""
    return [one.strip() for one in re.findall(r'role="alert">([^<]*)<', page)]


def refuse(reader: FlaskClient, link: str, place: str, **typed: str) -> tuple[str, str]:
    """Send it; to what address that leads, and what stands there."""
    answered: TestResponse = reader.post(f"{link}/{place}", data={k.replace("_", "-"): v for k, v in typed.items()})
    assert answered.status_code == 303, "a page that a form answers itself is one that Back cannot show"
    address = answered.headers["Location"]
    assert address != f"{link}/bedankt"
    return address, reader.get(address).text


@pytest.mark.parametrize(
    ("place", "typed", "kept"),
    [
        (PIECE, {"stukje": "2", "oordeel": "beter", "tekst": TOO_LONG}, (2, "beter")),
        (PIECE, {"stukje": "2", "oordeel": "goed", "tekst": TOO_LONG}, (2, "goed")),
        (PIECE, {"stukje": "2", "tekst": TOO_LONG}, (2, "beter")),
        (WHOLE, {"tekst-2": TOO_LONG}, (2, "beter")),
        (VERDICT, {"oordeel": "agreed_if", "tekst": TOO_LONG}, (0, "agreed_if")),
    ],
)
def test_too_long_a_text_is_kept_and_stands_there_when_the_link_is_opened_again(
    session: Session, reader: FlaskClient, link: str, place: str, typed: dict[str, str], kept: tuple[int, str]
) -> None:
    number, choice = kept
    _address, page = refuse(reader, link, place, **typed)

    assert len(TOO_LONG) > LONG
    assert waiting(session) == {number: (choice, TOO_LONG)}
    assert alerts(page) == [SAID_TOO_LONG]
    assert "is nog niet verstuurd." in page
    again = reader.get(f"{link}/{'oordeel' if number == 0 else f'stukje/{number}'}").text
    assert f"{TOO_LONG}</textarea>" in again
    assert f'value="{choice}" checked' in again
    assert sent(session) == []


@pytest.mark.parametrize(
    ("place", "typed", "said"),
    [
        (PIECE, {"stukje": "2"}, "Kies ‘Goed zo’ of ‘Dit kan beter’. Dan leest u verder."),
        (PIECE, {"stukje": "2", "oordeel": "beter"}, "Schrijf in één zin wat er beter kan. Of kies ‘Goed zo’."),
        (WHOLE, {"tekst-2": " "}, "Schrijf in één zin wat er beter kan. Of kies ‘Goed zo’."),
        (VERDICT, {"tekst": "Mooi."}, "Kies één van de drie antwoorden. Daarna kunt u versturen."),
        (PIECE, {"stukje": "2", "oordeel": "beter", "tekst": TOO_LONG}, SAID_TOO_LONG),
        (VERDICT, {"oordeel": "agreed", "tekst": TOO_LONG}, SAID_TOO_LONG),
    ],
)
def test_back_to_what_was_refused_says_why_until_it_is_sent(
    session: Session, reader: FlaskClient, link: str, place: str, typed: dict[str, str], said: str
) -> None:
    address, page = refuse(reader, link, place, **typed)

    assert alerts(page) == [said]
    where = address.partition("#")[2]
    assert where, "on a telephone the reason stands far below the top"
    assert said in page.partition(f'id="{where}"')[2]
    assert alerts(reader.get(address).text) == [said]
    mended = {
        PIECE: {"stukje": "2", "oordeel": "goed", "tekst": "Kort."},
        WHOLE: {"tekst-2": "Kort."},
        VERDICT: {"oordeel": "agreed", "tekst": "Kort."},
    }
    after = reader.post(f"{link}/{place}", data=mended[place])
    assert "geweigerd" not in after.headers["Location"]
    back = reader.get(address).text
    assert alerts(back) == []
    assert "Kort.</textarea>" in back
    assert waiting(session) == {}


def test_dit_kan_beter_without_a_word_stays_chosen_where_good_was_sent_and_says_that_it_is_not_sent(
    session: Session, reader: FlaskClient, member: CouncilMember, link: str
) -> None:
    say(session, member, 2, None)
    session.commit()
    _address, page = refuse(reader, link, PIECE, stukje="2", oordeel="beter")

    assert alerts(page) == ["Schrijf in één zin wat er beter kan. Of kies ‘Goed zo’."]
    assert 'value="beter" checked' in page
    assert "U koos nu: ‘Dit kan beter’. Dat is nog niet verstuurd." in page
    assert "U stuurde: ‘Goed zo’." in page
    assert sent(session) == [(2, None, True)]
    asked = reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": ""})
    assert asked.headers["Location"] == f"{link}/bedankt", "without a word it cannot be sent"


def test_a_refused_remark_of_the_whole_story_keeps_all_that_was_typed_between_the_pieces(
    session: Session, reader: FlaskClient, link: str
) -> None:
    address, page = refuse(reader, link, WHOLE, tekst_1="Eén", goed_1="ja", tekst_2=TOO_LONG, tekst="Mijn slot.")

    assert address.endswith("#stukje-2")
    assert "Uw antwoord bij stukje 2 is nog niet verstuurd." in page
    assert waiting(session) == {0: ("", "Mijn slot."), 1: ("goed", "Eén"), 2: ("beter", TOO_LONG)}
    for words in ("Eén", TOO_LONG, "Mijn slot."):
        assert f"{words}</textarea>" in page


def test_a_verdict_refused_in_the_whole_story_leads_back_into_it_with_all_that_was_typed(
    session: Session, reader: FlaskClient, link: str
) -> None:
    address, page = refuse(reader, link, VERDICT, tekst_1="Eén", tekst_3="Drie", goed_3="ja", tekst="Mijn slot.")

    assert address.startswith(f"{link}/geheel")
    assert address.endswith("#oordeel")
    assert alerts(page) == ["Kies één van de drie antwoorden. Daarna kunt u versturen."]
    assert 'href="#oordeel"' in page, "a page this long says above that something is missing below"
    assert waiting(session) == {0: ("", "Mijn slot."), 1: ("beter", "Eén"), 3: ("goed", "Drie")}


def test_too_long_with_what_another_page_sent_meanwhile_is_kept_below_it(
    session: Session, reader: FlaskClient, link: str
) -> None:
    half = "Veel te lang. " * 140
    phone, tablet = (form_of(reader.get(f"{link}/{PIECE}").text) for _device in range(2))
    reader.post(f"{link}/{PIECE}", data=tablet | {"stukje": "2", "oordeel": "beter", "tekst": half})
    _address, page = refuse(reader, link, PIECE, **phone, stukje="2", oordeel="beter", tekst="Anders. " + half)

    assert alerts(page) == [SAID_TOO_LONG]
    assert f"Anders. {half}\n\n{half.strip()}</textarea>" in page


def test_of_all_that_waits_nothing_goes_when_one_piece_is_too_long_and_the_verdict_is_kept(
    session: Session, reader: FlaskClient, member: CouncilMember, link: str
) -> None:
    reader.post(f"{link}/concept", data={"tekst-1": "Eén", "tekst-3": TOO_LONG})
    address, page = refuse(reader, link, VERDICT, oordeel="agreed", tekst="Prima.", ook="alles")

    assert alerts(page) == [f"Stukje 3: {SAID_TOO_LONG}"]
    assert "Eerst nog veranderen" in page
    assert waiting(session)[0] == ("agreed", "Prima.")
    assert sent(session) == []
    reader.post(f"{link}/stukje/3", data={"stukje": "3", "oordeel": "beter", "tekst": "Kort."})
    assert alerts(reader.get(address).text) == []


def test_a_note_that_became_too_long_with_one_of_another_page_holds_the_remarks_back_too(
    session: Session, reader: FlaskClient, member: CouncilMember, link: str
) -> None:
    half = "Veel te lang. " * 140
    phone = form_of(reader.get(f"{link}/{VERDICT}").text)
    judge(session, member, Verdict.AGREED, half)
    session.commit()
    reader.post(f"{link}/concept", data={"stukje": "1", "oordeel": "beter", "tekst": "Eén"})
    _address, page = refuse(reader, link, VERDICT, **phone, oordeel="agreed", tekst="Anders. " + half, ook="alles")

    assert alerts(page) == [SAID_TOO_LONG]
    assert sent(session) == []


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (PIECE, {"stukje": "2", "oordeel": "beter"}),
        (PIECE, {"stukje": "2", "oordeel": "goed", "naar": "vorige"}),
        ("ga", {"stukje": "2", "oordeel": "beter", "naar": "geheel"}),
        (WHOLE, {"tekst-1": "Eén"}),
        ("geheel", {"tekst-1": "Eén"}),
        (VERDICT, {"tekst-1": "Eén", "oordeel": "agreed"}),
        (VERDICT, {"oordeel": "agreed"}),
        ("ga", {"oordeel": "agreed", "naar": "stukje"}),
    ],
)
def test_what_is_too_long_even_to_keep_stays_in_its_field_and_is_said_not_to_be_kept(
    session: Session, reader: FlaskClient, link: str, place: str, typed: dict[str, str]
) -> None:
    words = "w" * (LONGEST + 1)
    field = "tekst-2" if place.startswith("geheel") else "tekst"
    answered = reader.post(f"{link}/{place}", data=typed | {field: words})

    assert answered.status_code == 422
    assert alerts(answered.text) == ["Dit is te lang om te bewaren. Maak het korter, of bel ons."]
    assert f"{words}</textarea>" in answered.text
    assert ("Eén</textarea>" in answered.text) == ("tekst-1" in typed)
    assert waiting(session) == {}


@pytest.mark.parametrize(
    ("chosen", "words"),
    [("agreed", "Ja, het is goed zo"), ("agreed_if", "Ja, als er iets verandert"), ("not_agreed", "Nee, nog niet")],
)
def test_a_verdict_is_told_in_the_words_that_were_chosen(
    reader: FlaskClient, link: str, chosen: str, words: str
) -> None:
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Vergeten te sturen"})
    asked = reader.post(f"{link}/oordeel", data={"oordeel": chosen, "tekst": ""}, follow_redirects=True).text
    thanks = reader.post(f"{link}/oordeel", data={"oordeel": chosen, "ook": "alleen"}, follow_redirects=True).text

    assert f"Uw oordeel (‘{words}’) is ook nog niet verstuurd." in asked
    assert f"Uw oordeel: <b>{words}</b>" in thanks
