"""Two who may be one person: a person decides, and twins are never made one by themselves."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from feedback.intake.models import TwinPair
from feedback.measurements.models import Measurement
from feedback.people.models import InvitationState, OpinionInvitation, WhyLeftOut
from foundation.clock import today
from tests.feedback.intake.lists import csv_of
from tests.feedback.intake.test_reading_in import PLACE, bring, invitations, plain
from tests.feedback.making import measurement

HEADINGS = "clientnr;einddatum;naam;email;gebdat;pc"
SAM = "1;{day};S. van der Voorbeeld;sam@voorbeeld.nl;12-04-2011;0000 AB"
KNOWN = "2;{day};Sam vd Voorbeeld;familie@voorbeeld.nl;12-04-2011;0000 AB"
TWIN = "3;{day};Kim van der Voorbeeld;kim@voorbeeld.nl;12-04-2011;0000 AB"


@pytest.fixture
def asked(client: FlaskClient, session: Session) -> Measurement:
    made = measurement(session)
    session.commit()
    for name, kind in (("Jeugd", "closed"), ("Team Noord", "partners"), ("Team Zuid", "partners")):
        client.post(f"{PLACE}/bronnen", data={"name": name, "kind": kind, "months_after": "0"})
    return made


def put_ready(client: FlaskClient, *lines: str, headings: str = HEADINGS, source: int = 1) -> str:
    """The address of the file afterwards."""
    written = [line.format(day=f"{today():%d-%m-%Y}") for line in lines]
    address = bring(client, csv_of(*written, headings=headings), source=source).location
    assert client.post(address, data={"klaarzetten": "1"}).status_code == 303
    return address


def pairs(session: Session) -> list[TwinPair]:
    found = list(session.exec(select(TwinPair).order_by("id")).all())
    session.expunge_all()
    session.rollback()
    return found


def decide(client: FlaskClient, address: str, pair: TwinPair, decision: str) -> int:
    return client.post(f"{address}/paar/{pair.id}", data={"besluit": decision}).status_code


def test_who_looks_like_somebody_waits_for_a_person(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = put_ready(client, KNOWN, SAM)

    known, held = invitations(session)
    assert (known.state, held.state) == (InvitationState.WAITING, InvitationState.HELD)
    page = plain(client.get(address).text)
    for said in (
        "Geboren 12 april 2011 12 april 2011 – gelijk",
        "Postcode 0000 AB 0000 AB – gelijk",
        "Naam S. van der Voorbeeld Sam vd Voorbeeld – bijna gelijk",
        "E-mail sam@voorbeeld.nl familie@voorbeeld.nl – anders",
        "zelfde geboortedatum en postcode. Kan ook een tweeling zijn, of familie.",
        "1 wacht op ‘dezelfde persoon?’",
    ):
        assert said in page


def test_one_person_is_asked_once(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = put_ready(client, KNOWN, SAM)

    assert decide(client, address, pairs(session)[0], "same") == 303

    known, held = invitations(session)
    assert known.state is InvitationState.WAITING
    assert (held.state, held.why_left_out, held.sealed) == (InvitationState.LEFT_OUT, WhyLeftOut.SAME_PERSON, None)
    page = plain(client.get(address).text)
    assert "1 overgeslagen: één persoon, dat koos jij" in page
    assert "Er is niemand over wie je nog hoeft te kiezen." in page


def test_two_people_are_both_asked(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = put_ready(client, KNOWN, TWIN)

    decide(client, address, pairs(session)[0], "different")

    assert [one.state for one in invitations(session)] == [InvitationState.WAITING] * 2
    assert pairs(session)[0].decided_by


def test_at_one_address_two_people_are_known_apart_once_somebody_said_so(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    """Or the second would be left out as asked already."""
    lines = ("1;{day};A. Testman;samen@voorbeeld.nl;1-2-1950;", "2;{day};B. Bos;samen@voorbeeld.nl;3-4-1951;")
    address = put_ready(client, *lines)
    assert "zelfde e-mailadres" in client.get(address).text

    decide(client, address, pairs(session)[0], "different")

    one, other = invitations(session)
    assert one.invitee_id != other.invitee_id


def test_who_looks_like_two_waits_until_both_are_decided(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    put_ready(client, KNOWN)
    put_ready(client, "8;{day};K. Voorbeeld;k@voorbeeld.nl;12-04-2011;0000 AB")
    address = put_ready(client, SAM)
    mine = [one for one in pairs(session) if one.held_id == invitations(session)[-1].id]
    assert len(mine) == 2

    decide(client, address, mine[0], "different")
    assert invitations(session)[-1].state is InvitationState.HELD
    decide(client, address, mine[1], "different")
    assert invitations(session)[-1].state is InvitationState.WAITING


def test_later_shows_the_next_and_changes_nothing(client: FlaskClient, session: Session, asked: Measurement) -> None:
    others = [f"{one};{{day}};N. Proefstra;n{one}@b.nl;1-1-1960;6231 CD" for one in (4, 5)]
    address = put_ready(client, KNOWN, SAM, *others)
    first, second = pairs(session)
    assert f"/paar/{first.id}" in client.get(address).text

    answer = client.post(f"{address}/paar/{first.id}", data={"besluit": "later"})

    page = client.get(answer.location.partition("#")[0]).text
    assert re.search(rf"/paar/{second.id}\b", page)
    assert not re.search(rf"/paar/{first.id}\b", page)
    assert [one.decision for one in pairs(session)] == [None, None]


def test_a_pair_is_decided_once(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = put_ready(client, KNOWN, SAM)
    pair = pairs(session)[0]
    decide(client, address, pair, "same")

    assert decide(client, address, pair, "different") == 404
    assert invitations(session)[1].why_left_out is WhyLeftOut.SAME_PERSON


def test_partners_with_one_address_are_one_by_themselves_and_a_shared_box_is_not(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    headings = "naam;email"
    put_ready(client, "Ria Bos;ria@wijkteam.nl", "Ad Vos;info@wijkteam.nl", headings=headings, source=2)

    address = put_ready(
        client, "R. Bos;RIA@wijkteam.nl", "Kim Smit;info@wijkteam.nl", "Lou;lou@loket.nl", headings=headings, source=3
    )

    page = plain(client.get(address).text)
    assert "1 samengevoegd: dit e-mailadres staat er al" in page
    assert "2 krijgen een e-mail" in page
    overview = plain(client.get(PLACE).text)
    assert "Team Zuid" in overview
    assert "2 nieuw van 3" in overview
    assert "4 mensen uit 5 regels." in overview
    assert pairs(session) == []
    assert len({one.invitee_id for one in invitations(session)}) == 4


def test_of_citizens_one_address_never_makes_one_person(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    put_ready(client, "1;{day};Kim Bos;k@b.nl;1-1-1960;6231 CD", "2;{day};Kim Bos;k@b.nl;1-1-1960;6231 CD")

    assert [one.state for one in invitations(session)] == [InvitationState.WAITING, InvitationState.HELD]
    assert session.exec(select(OpinionInvitation.why_left_out)).all() == [None, None]


def test_who_looks_like_somebody_who_is_one_with_another_is_compared_with_that_other(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    address = put_ready(client, KNOWN, SAM, "9;{day};S. Voorbeeld;sv@voorbeeld.nl;12-04-2011;0000 AB")
    known, held, _third = invitations(session)
    decide(client, address, next(one for one in pairs(session) if one.held_id == held.id), "same")

    left = [one for one in pairs(session) if one.decision is None]

    assert [one.known_id for one in left] == [known.id]
    assert "Sam vd Voorbeeld" in client.get(address).text
