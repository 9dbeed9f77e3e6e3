"""The council's links go by mail from the page that shows them, and the round says what became of it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from foundation.clock import now, pretend_it_is
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import send_waiting
from journeys.models import Journey
from journeys.reading.council import say
from journeys.reading.invitations import renew, revoke
from journeys.reading.models import CouncilMember
from journeys.review.rounds import close_round
from journeys.review.starting import StartedRound
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.foundation.mail.post_office import PostOffice, opened
from tests.journeys.rounds import piet
from webapp.settings import Settings

STUDY = "/onderzoeken/jeugdhulp/"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def door(app: Flask, settings: Settings, office: PostOffice) -> Iterator[MailDoor]:
    """Of an application that has a mail server."""
    with opened(office) as port:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "post@lindermeer.example"}
        app.config["SETTINGS"] = settings.model_copy(update=mail)
        door = app.config["SETTINGS"].mail
        assert door is not None
        yield door


@pytest.fixture
def page(started: StartedRound) -> str:
    return f"{STUDY}leesrondes/{started.round.id}"


@pytest.fixture
def tokens(started: StartedRound) -> list[str]:
    return [one.token for one in started.invitations]


def _waiting(session: Session) -> int:
    session.rollback()
    found = session.exec(select(func.count()).select_from(OutgoingMail)).one()
    session.rollback()  # so that the application may write
    return found


def test_without_a_mail_server_the_links_are_there_to_copy(
    client: FlaskClient, page: str, member: CouncilMember
) -> None:
    shown = client.post(f"{page}/leden/{member.id}/nieuwe-link").text
    assert "Kopieer ze nu." in shown
    letter = re.search(r'href="mailto:piet%40voorbeeld.nl\?subject=Leest%20u%20mee%3F&amp;body=([^"]+)"', shown)
    assert letter
    assert "Mail naar" not in shown


def test_a_link_goes_by_mail_from_the_page_that_shows_it(
    engine: Engine,
    client: FlaskClient,
    reader: FlaskClient,
    page: str,
    member: CouncilMember,
    office: PostOffice,
    door: MailDoor,
) -> None:
    shown = client.post(f"{page}/leden/{member.id}/nieuwe-link").text
    assert "Mail of kopieer ze nu." in shown
    assert "Mail naar <bdi>piet@voorbeeld.nl</bdi>" in shown
    assert "mailto:" not in shown
    token = re.search(r'name="token" value="([^"]+)"', shown)
    assert token

    mailed = client.post(f"{page}/leden/mail", data={"token": token[1], "member": str(member.id)})
    assert mailed.status_code == 200
    assert "Uitnodiging wordt gemaild." in mailed.text
    assert f"/lezen/{token[1]}" in mailed.text, "the link is still there to copy"
    assert "Mail naar" not in mailed.text
    send_waiting(engine, door)

    (arrived,) = office.messages
    assert office.readers == ["piet@voorbeeld.nl"]
    assert arrived["To"].addresses[0].display_name == "Piet Jansen"
    assert str(arrived["From"]) == "Gemeente Lindermeer <post@lindermeer.example>"
    assert arrived["Reply-To"] == "verhalen@lindermeer.example"
    assert arrived["List-Unsubscribe"].startswith("<mailto:verhalen@lindermeer.example?subject=")
    text = next(arrived.iter_parts()).get_content()  # type: ignore[attr-defined]
    for said in ("Dag Piet Jansen,", "zonder wachtwoord.", "Bel Lotte Veldman: 085-0001234.", "Gemeente Lindermeer"):
        assert said in text
    link = re.search(r"https://verhalen\.lindermeer\.example(/lezen/\S+)", text)
    assert link
    assert reader.get(link[1]).status_code == 302
    assert re.search(r"Uitnodiging gemaild op \d+ \w+\.", client.get(page).text)


def test_everybody_with_an_address_is_mailed_at_once_and_once(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
) -> None:
    more = client.post(f"{page}/leden", data={"members": "Kees Smit, kees@voorbeeld.nl\nJo Bos, jo@voorbeeld.nl"}).text
    assert "Mail 2 uitnodigingen" in more
    tokens += re.findall(r'name="token" value="([^"]+)"', more)
    for _pressed in range(2):
        mailed = client.post(f"{page}/leden/mail", data={"token": tokens})
    assert mailed.text.count("Uitnodiging wordt gemaild.") == 3
    assert "Annie de Wit" in mailed.text, "without an address: to be given by hand"
    send_waiting(engine, door)
    assert sorted(office.readers) == ["jo@voorbeeld.nl", "kees@voorbeeld.nl", "piet@voorbeeld.nl"]


def test_one_address_that_is_none_does_not_hold_up_the_others(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
) -> None:
    more = client.post(f"{page}/leden", data={"members": "Kees Smit, kées@voorbeeld.nl"}).text
    tokens += re.findall(r'name="token" value="([^"]+)"', more)
    answer = client.post(f"{page}/leden/mail", data={"token": tokens})
    assert "kan Verhaallijn niet mailen" in answer.text
    send_waiting(engine, door)
    assert office.readers == ["piet@voorbeeld.nl"]


def test_an_invitation_that_did_not_arrive_is_told_where_the_researcher_looks(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
    member: CouncilMember,
) -> None:
    office.at_address = {"piet@voorbeeld.nl": ["550 5.1.1 onbekend"]}
    client.post(f"{page}/leden/mail", data={"token": tokens})
    send_waiting(engine, door)

    told = "Uitnodiging niet gemaild. De mailserver weigert dit e-mailadres (550 5.1.1)."
    assert told in client.get(page).text
    overview = client.get(STUDY).text
    assert "1 uitnodiging niet aangekomen" in overview
    assert f'href="{page}#leden"' in overview
    again = client.post(f"{page}/leden/mail", data={"token": tokens}).text
    assert "Uitnodiging wordt gemaild." in again, "the address may be right by now"
    send_waiting(engine, door)
    assert "niet aangekomen" not in client.get(STUDY).text
    assert office.readers == ["piet@voorbeeld.nl"]


def test_once_somebody_reads_nothing_is_told_of_mail(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
    member: CouncilMember,
) -> None:
    office.at_address = {"piet@voorbeeld.nl": ["550 5.1.1 onbekend"]}
    client.post(f"{page}/leden/mail", data={"token": tokens})
    send_waiting(engine, door)
    say(session, member, 2, "Te kort.")
    session.commit()
    assert "niet aangekomen" not in client.get(STUDY).text
    assert "Uitnodiging niet gemaild" not in client.get(page).text


def test_a_server_that_is_away_is_told_with_the_next_try(
    engine: Engine, client: FlaskClient, page: str, tokens: list[str], office: PostOffice, door: MailDoor
) -> None:
    office.at_address = {"piet@voorbeeld.nl": ["451 4.7.1 later"]}
    client.post(f"{page}/leden/mail", data={"token": tokens})
    send_waiting(engine, door)
    shown = client.get(page).text
    assert "Uitnodiging nog niet gemaild. De mailserver neemt dit bericht nu niet aan (451 4.7.1)." in shown
    assert re.search(r"Volgende poging: \d+ \w+, \d+\.\d\d uur\.", shown)
    assert "niet aangekomen" not in client.get(STUDY).text


@pytest.mark.parametrize("end", ["renewed", "revoked", "closed"])
def test_a_link_that_works_no_more_is_not_mailed(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
    started: StartedRound,
    end: str,
) -> None:
    client.post(f"{page}/leden/mail", data={"token": tokens})
    assert _waiting(session) == 1
    if end == "renewed":
        renew(session, piet(started).member)
    elif end == "revoked":
        revoke(session, piet(started).member, is_meant=True)
    else:
        close_round(session, started.round, is_meant=True)
    session.commit()
    assert _waiting(session) == 0
    send_waiting(engine, door)
    answer = client.post(f"{page}/leden/mail", data={"token": tokens[:1]})
    assert answer.status_code == (200 if end == "closed" else 303)
    assert ("Deze leesronde is gesloten. Er is niets gemaild." in answer.text) == (end == "closed")
    assert _waiting(session) == 0
    assert office.arrived == []


def test_after_the_last_day_it_is_not_mailed_any_more(
    engine: Engine,
    session: Session,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    office: PostOffice,
    door: MailDoor,
) -> None:
    client.post(f"{page}/leden/mail", data={"token": tokens})
    with pretend_it_is(now() + timedelta(days=15)):
        send_waiting(engine, door)
    assert office.arrived == []


def test_a_token_of_another_round_or_of_nobody_mails_nothing(
    session: Session, client: FlaskClient, page: str, journey: Journey, tokens: list[str], door: MailDoor
) -> None:
    for data in ({"token": "geraden"}, {}, {"token": tokens, "member": "999"}):
        client.post(f"{page}/leden/mail", data=data)
    assert client.post(f"{STUDY}leesrondes/999/leden/mail", data={"token": tokens}).status_code == 404
    assert _waiting(session) == 0


def test_who_only_follows_a_round_neither_mails_nor_hears_of_it(
    engine: Engine,
    session: Session,
    organisation: Organisation,
    sign_in_as: SignInAs,
    client: FlaskClient,
    page: str,
    tokens: list[str],
    door: MailDoor,
) -> None:
    session.rollback()
    person = add_person(session, organisation, "t@team.nl", "Tim", Role.SOCIAL_TEAM)
    session.commit()
    client.post(f"{page}/leden/mail", data={"token": tokens})
    team = sign_in_as(person)
    assert team.post(f"{page}/leden/mail", data={"token": tokens}).status_code == 403
    assert "gemaild" not in team.get(page).text
