"""The page of providers, as a researcher uses it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from feedback.codes.models import CodeBatch
from feedback.measurements.models import Measurement, Provider
from feedback.providers.choosing import add_providers
from foundation.clock import today
from studies.models import Organisation
from tests.exports.cards.test_cards import form, printed  # noqa: F401
from tests.feedback.making import codes, measurement

PLACE = "/metingen/spreekuur-geld-en-regels"
LIST = f"{PLACE}/aanbieders/"


def made(session: Session, names: str = "") -> Measurement:
    asked = measurement(session)
    if names:
        add_providers(session, asked, names)
    session.commit()
    return asked


def number_of(session: Session, name: str) -> int:
    found = session.exec(select(Provider.id).where(Provider.name == name)).one()
    session.rollback()
    return found


def test_providers_are_pasted_and_listed_by_name(client: FlaskClient, session: Session) -> None:
    made(session)
    assert f'href="{LIST}"' in client.get(PLACE).text

    added = client.post(LIST, data={"names": "Zilverlinde\nBerk"})

    assert added.location == LIST
    page = client.get(LIST).text
    assert "2 aanbieders erbij." in page
    assert page.index("<bdi>Berk</bdi>") < page.index("<bdi>Zilverlinde</bdi>")
    assert "Over Berk, Zilverlinde." in client.get(PLACE).text


def test_what_was_typed_stays_when_it_is_refused(client: FlaskClient, session: Session) -> None:
    made(session)

    refused = client.post(LIST, data={"names": "Berk\n" + "a" * 81})

    assert refused.status_code == 422
    assert "Staan er twee namen op één regel?" in refused.text
    assert "Berk\n" + "a" * 81 in refused.text


def test_who_has_cards_about_own_work_reads_what_becomes_of_them(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    name = organisation.name
    codes(session, made(session))
    session.commit()
    assert "tellen die antwoorden bij geen aanbieder mee" in client.get(LIST).text

    client.post(LIST, data={"names": "Berk"})

    page = client.get(LIST).text
    assert f"Deze meting ging eerst over het eigen werk van {name}." in page
    assert "Uitgedeelde kaartjes werken tot en met" in page


def test_a_name_that_is_taken_is_refused_and_merging_is_offered(client: FlaskClient, session: Session) -> None:
    made(session, "Amber\nAmber BV")
    amber, other = number_of(session, "Amber"), number_of(session, "Amber BV")

    refused = client.post(f"{LIST}{other}", data={"name": " AMBER "})

    assert refused.status_code == 422
    assert "Voeg ze dan samen." in refused.text
    (offered,) = re.findall(r'href="([^"]+/samenvoegen\?met=\d+)"', refused.text)
    assert offered == f"{LIST}{other}/samenvoegen?met={amber}"
    assert "Je kunt dit niet ongedaan maken." in client.get(offered).text
    assert client.post(f"{LIST}{other}/samenvoegen", data={"met": str(amber)}).location == LIST
    assert [one.name for one in session.exec(select(Provider)).all()] == ["Amber"]


def test_another_name_stands_in_every_measurement(client: FlaskClient, session: Session) -> None:
    made(session, "Amber")
    other = made(session, "amber").slug

    client.post(f"{LIST}{number_of(session, 'Amber')}", data={"name": "Amber Zorg"})

    assert "Amber Zorg" in client.get(LIST).text
    assert "Amber Zorg" in client.get(f"/metingen/{other}/aanbieders/").text


def test_nobody_to_merge_with_was_chosen(client: FlaskClient, session: Session) -> None:
    made(session, "Amber\nBerk")

    for number in ("", "9" * 30, str(number_of(session, "Amber"))):
        refused = client.get(f"{LIST}{number_of(session, 'Amber')}/samenvoegen?met={number}")
        assert refused.status_code == 422
        assert "Kies een andere aanbieder" in refused.text


def test_taken_out_and_put_back(client: FlaskClient, session: Session) -> None:
    asked = made(session, "Amber\nBerk")
    codes(session, asked)
    session.commit()
    amber = number_of(session, "Amber")

    client.post(f"{LIST}{amber}/eruit")
    page = client.get(LIST).text
    assert page.index("Eruit gehaald") < page.index("<bdi>Amber</bdi>")
    client.post(f"{LIST}{amber}/terug")

    assert "Eruit gehaald" not in client.get(LIST).text


def test_of_statutory_research_the_page_says_why_not(client: FlaskClient, session: Session) -> None:
    asked = made(session)
    asked.is_statutory = True
    session.add(asked)
    session.commit()

    assert "De uitkomst mag je niet gebruiken bij inkoop." in client.get(LIST).text
    assert 'name="names"' not in client.get(LIST).text
    assert f'href="{LIST}"' not in client.get(PLACE).text
    assert client.post(LIST, data={"names": "Berk"}).status_code == 422


@pytest.mark.usefixtures("printed")
def test_cards_are_made_for_one_provider(client: FlaskClient, session: Session) -> None:
    made(session, "Amber\nBerk")
    place = f"{PLACE}/kaartjes"
    options = re.findall(r'<option value="(\d+)"', client.get(place).text)
    assert len(options) == 2

    for wrong in ("", "0", "999999", "x"):
        refused = client.post(place, data=form(measured=wrong))
        assert refused.status_code == 422
        assert "Kies over welke aanbieder deze kaartjes gaan." in refused.text
    assert client.post(place, data=form(measured=options[1])).status_code == 200

    assert session.exec(select(CodeBatch.measured_id, col(CodeBatch.made_on))).all() == [(int(options[1]), today())]


def test_on_a_card_stands_whose_help_it_is_about(
    client: FlaskClient,
    session: Session,
    printed: list[object],  # noqa: F811
) -> None:
    made(session, "Amber")

    assert client.post(f"{PLACE}/kaartjes", data=form()).status_code == 200

    assert getattr(printed[0], "subject", "") == "het spreekuur van Amber"
