"""The pages: choosing the way, the words, the proof, who calls, and who wants no more."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.codes.signs import shown
from feedback.invitations.links import door_address, figures_address
from feedback.invitations.mailing import MailRoom
from feedback.measurements.models import Measurement, Way
from feedback.people.models import InvitationState, Invitee, WhyLeftOut
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from studies.trail.models import TrailEntry
from tests.conftest import SignInAs
from tests.feedback.invitations.conftest import BY_LETTER, BY_MAIL, MONDAY, URL, Await, at, code_in, rounds, stored
from tests.feedback.making import answer, codes
from tests.foundation.mail.post_office import PostOffice

PLACE = "/metingen/hulp-in-huis"


def test_a_measurement_can_be_made_that_invites(client: FlaskClient, session: Session) -> None:
    form = {"name": "Hulp in huis", "asked": "Iedereen met hulp", "subject": "de hulp", "way": "invited"}
    assert client.post("/metingen/nieuw", data=form).status_code == 303

    assert session.exec(select(Measurement.way)).all() == [Way.INVITED]
    refused = client.post("/metingen/nieuw", data={**form, "name": ""})
    assert re.search(r'value="invited" checked', refused.text)


def test_links_in_a_mail_lead_where_the_pages_are(app: Flask) -> None:
    addresses = app.url_map.bind("verhalen.lindermeer.example", url_scheme="https")
    assert door_address(URL) == addresses.build("opinion.front", force_external=True).rstrip("/")
    assert figures_address(URL, "x") == addresses.build(
        "public_figures.page", {"measurement": "x"}, force_external=True
    )


def test_codes_that_were_sent_to_somebody_are_no_cards(
    client: FlaskClient, engine: Engine, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    """Of cards the page says that nobody knows who got which."""
    awaits()
    rounds(engine, room, MONDAY)

    assert "Gemaakt op" not in client.get(PLACE).text, "codes that were sent are no cards"


# --- no more invitations
@pytest.fixture
def mailed(engine: Engine, office: PostOffice, room: MailRoom, awaits: Await) -> str:
    """The address for one press, in a mail that somebody got."""
    awaits()
    rounds(engine, room, MONDAY)
    return str(office.messages[0]["List-Unsubscribe"]).strip("<>").removeprefix(URL)


def stopped(session: Session) -> list[bool]:
    session.rollback()
    session.expire_all()
    found = [one is not None for one in session.exec(select(Invitee.stopped_on).order_by(Invitee.id)).all()]  # type: ignore[arg-type]
    session.rollback()
    return found


def test_a_mail_program_ends_it_with_one_press(app: Flask, session: Session, mailed: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    pressed = app.test_client().post(mailed, data={"List-Unsubscribe": "One-Click"})

    assert pressed.status_code == 200
    assert stopped(session) == [True]


def test_what_looks_through_mail_and_follows_links_ends_nothing(app: Flask, session: Session, mailed: str) -> None:
    page = app.test_client().get(mailed)

    assert "Stuur mij niets meer" in page.text
    assert stopped(session) == [False]


def test_a_link_that_is_not_whole_says_where_to_go(app: Flask, session: Session, mailed: str) -> None:
    browser = app.test_client()
    for wrong in (mailed[:-1], mailed[:-1] + "g", mailed.replace("/1-", "/2-"), mailed.replace("/1-", "/99999999999-")):
        assert browser.post(wrong).status_code == 404
        assert browser.get(wrong).status_code == 404
    assert stopped(session) == [False]


def test_with_the_code_it_can_be_said_on_the_website(
    app: Flask, engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await, mailed: str
) -> None:
    waits = awaits(replace(BY_MAIL, name="Dezelfde"), MONDAY.replace(month=12, day=31))
    waits.state, waits.why_left_out = InvitationState.WAITING, None
    session.add(waits)
    session.commit()
    browser = app.test_client()
    with at(MONDAY):
        said = browser.post("/mening/geen-uitnodigingen", data={"kaartcode": shown(code_in(office)).lower()})

    assert "U krijgt geen uitnodigingen meer" in said.text
    assert stopped(session) == [True]
    assert [row.why_left_out for row in stored(session)] == [None, WhyLeftOut.STOPPED]


def test_who_has_a_card_is_told_that_nobody_knows_them(
    client: FlaskClient, session: Session, inviting: Measurement
) -> None:
    with at(MONDAY):
        code = codes(session, inviting)[0]
        session.commit()
        said = client.post("/mening/geen-uitnodigingen", data={"kaartcode": code})

    assert "We weten niet wie u bent" in said.text


# --- who calls
def test_who_answers_the_telephone_fills_in_the_questions(
    sign_in_as: SignInAs, researcher: Person, session: Session, office: PostOffice, mailed: str
) -> None:
    code = code_in(office)
    with at(MONDAY):
        client = sign_in_as(researcher)
        opened = client.post("/iemand-belt", data={"kaartcode": shown(code)})
        assert (opened.status_code, opened.headers["Location"]) == (303, "/mening/vraag/1")
        assert "Welk cijfer geeft u" in client.get("/mening/vraag/1").text

    (noted,) = session.exec(select(TrailEntry).where(TrailEntry.kind == "answered_by_telephone")).all()
    assert (noted.detail, noted.about, noted.about_id) == ("", "", None)


def test_a_code_that_was_used_is_said_and_opens_nothing(
    sign_in_as: SignInAs, researcher: Person, session: Session, office: PostOffice, mailed: str
) -> None:
    with at(MONDAY):
        client = sign_in_as(researcher)
        answer(session, code_in(office), 8)
        session.commit()
        refused = client.post("/iemand-belt", data={"kaartcode": code_in(office)})
        assert refused.status_code == 422
        assert "Met deze code is al geantwoord" in refused.text
        assert client.get("/mening/vraag/1").status_code == 302


def test_a_caller_can_say_no(
    sign_in_as: SignInAs, researcher: Person, session: Session, office: PostOffice, mailed: str
) -> None:
    with at(MONDAY):
        client = sign_in_as(researcher)
        client.post("/iemand-belt", data={"kaartcode": code_in(office), "doe": "stoppen"})

    assert stopped(session) == [True]


# --- the words
def form(client: FlaskClient, **changed: str) -> dict[str, str]:
    page = client.get(f"{PLACE}/uitnodigingen/tekst").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    return {"seen": seen[1].replace("&amp;", "&"), **changed}


def test_the_words_of_a_measurement_stand_in_its_mail_beside_what_is_fixed(
    client: FlaskClient, engine: Engine, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    kept = client.post(
        f"{PLACE}/uitnodigingen/tekst",
        data=form(
            client, hour="8", heading="Hoe gaat het thuis?", opening="U heeft hulp van [aanbieder].\nHoe gaat dat?"
        ),
    )
    assert kept.status_code == 303
    awaits()
    rounds(engine, room, MONDAY, 8)

    (mail,) = office.messages
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert mail["Subject"] == "Hoe gaat het thuis?"
    assert "U heeft hulp van Gemeente Lindermeer." in text
    assert "Alleen de onderzoekers kunnen zien van wie een antwoord is." in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hour": "3"}, "Kies een uur tussen 7 en 19"),
        ({"hour": "tien"}, "Kies een uur tussen 7 en 19"),
        ({"opening": "a" * 401}, "hooguit 400 tekens"),
        ({"signed_by": "a\nb\nc\nd"}, "te veel regels: hooguit 3"),
    ],
)
def test_words_that_do_not_fit_are_refused_and_not_lost(
    client: FlaskClient, inviting: Measurement, changed: dict[str, str], said: str
) -> None:
    refused = client.post(f"{PLACE}/uitnodigingen/tekst", data=form(client, heading="Blijft staan", **changed))

    assert refused.status_code == 422
    assert said in refused.text
    assert "Blijft staan" in refused.text


def test_what_somebody_else_wrote_meanwhile_is_shown(client: FlaskClient, inviting: Measurement) -> None:
    mine = form(client, heading="Van mij")
    client.post(f"{PLACE}/uitnodigingen/tekst", data=form(client, heading="Van jou"))

    refused = client.post(f"{PLACE}/uitnodigingen/tekst", data=mine)
    assert refused.status_code == 409
    assert "Intussen is hier bewaard: ‘Van jou’" in refused.text


# --- the proof
def test_everybody_stands_in_the_proof_once_and_nobody_by_name(
    client: FlaskClient, engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    for number in range(13):
        awaits(replace(BY_MAIL, email=f"iemand{number}@mail.example"), group="75 jaar en ouder")
    for number in range(4):
        awaits(replace(BY_MAIL, email=f"jong{number}@mail.example"), group="=jong" if number else "Noord")
    awaits(BY_LETTER, group="75 jaar en ouder")
    awaits(replace(BY_LETTER, street=""))
    rounds(engine, room, MONDAY)
    with at(MONDAY):
        for number in range(5):
            answer(session, code_in(office, number), 8)
        session.commit()

    page = " ".join(re.sub("<[^>]+>", " ", client.get(f"{PLACE}/uitnodigingen").text).split())
    assert "december 2026 19 17 0 5 1 1" in page
    assert "Geen adres waar een brief of e-mail aankomt 1" in page
    assert "Iedereen die gevraagd is 5 van de 17 (29%)" in page
    assert not any(word in page for word in ("jong", "Noord", "Voorbeeld"))
    file = client.get(f"{PLACE}/uitnodigingen.csv").data.decode("utf-8-sig")
    assert "Maand;december 2026;19;17;5;17;0;1;0" in file
    assert not any(word in file for word in ("jong", "Noord", "Voorbeeld"))


def test_only_researchers_see_who_was_asked(
    session: Session, organisation: Organisation, sign_in_as: SignInAs, inviting: Measurement
) -> None:
    helper = add_person(session, organisation, "f@voorbeeld.nl", "Fenna", Role.SOCIAL_TEAM)
    session.commit()
    browser = sign_in_as(helper)

    for page in ("uitnodigingen", "uitnodigingen.csv", "uitnodigingen/tekst", "brieven"):
        assert browser.get(f"{PLACE}/{page}").status_code == 403
    assert browser.get("/iemand-belt").status_code == 403
    assert "Uitnodigingen" not in browser.get(PLACE).text
