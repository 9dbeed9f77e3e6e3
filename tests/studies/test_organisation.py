"""What an organisation says of itself: written down once, checked, and never lost on refusal."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person
from studies.organisation import OrganisationUnclear, change_organisation, values_of
from studies.organisation_fields import FieldUnclear, telephone_for_readers
from studies.organisation_meant import organisation_meant
from tests.conftest import SignInAs


@pytest.fixture
def own(session: Session, organisation: Organisation) -> Organisation:
    return session.get_one(Organisation, organisation.id)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("043 123 45 67", "043-1234567"),
        ("+31 (0)43 123 4567", "043-1234567"),
        ("0475-12 34 56", "0475-123456"),
        ("06 12345678", "06-12345678"),
        ("14043", "14 043"),
        ("14 0475", "14 0475"),
        ("0800-1234", "0800 1234"),
        ("0900 1234567", "0900 1234567"),
        ("088-1234567", "088-1234567"),
        ("", ""),
    ],
)
def test_a_number_for_readers_is_kept_as_people_write_it(written: str, kept: str) -> None:
    assert telephone_for_readers(written) == kept


@pytest.mark.parametrize("written", ["043", "043-12345678", "niet", "112a", "14 04", "0000000000"])
def test_a_number_that_nobody_can_dial_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(FieldUnclear, match="043-1234567 of 14 043"):
        telephone_for_readers(written)


def test_every_field_that_is_unclear_is_named_and_nothing_changes(session: Session, own: Organisation) -> None:
    before = values_of(own)
    written = {
        "name": "  ",
        "telephone": "12",
        "email": "geen adres",
        "privacy_words": "x" * 4_001,
        "accessibility_statement": "javascript:alert(1)",
    }
    with pytest.raises(OrganisationUnclear) as refusal:
        change_organisation(session, own, written)

    assert set(refusal.value.errors) == set(written)
    assert values_of(own) == before


def test_another_organisation_keeps_its_name(engine: Engine, session: Session, own: Organisation) -> None:
    session.commit()
    with unit_of_work(engine, across=True) as across:
        add_organisation(across, "Gemeente Elders", "elders")
    with pytest.raises(OrganisationUnclear) as refusal:
        change_organisation(session, own, {**values_of(own), "name": "gemeente  ELDERS"})
    assert "Er is al een organisatie" in refusal.value.errors["name"]


def test_a_new_name_is_the_one_that_is_found(session: Session, own: Organisation) -> None:
    change_organisation(session, own, {**values_of(own), "name": "Gemeente  Nieuw-Lindermeer"})
    assert own.name == "Gemeente Nieuw-Lindermeer"
    assert organisation_meant(session, "nieuw-lindermeer").id == own.id


def test_what_was_filled_in_stays_when_it_is_refused(client: FlaskClient) -> None:
    written = {
        "name": "Gemeente Lindermeer",
        "telephone": "043-12",
        "email": "post@lindermeer.example",
        "privacy_words": "Onze functionaris heet Bas.",
        "accessibility_statement": "",
    }
    answer = client.post("/organisatie", data=written)

    assert answer.status_code == 422
    assert all(value in answer.text for value in written.values())
    assert "Dit telefoonnummer klopt niet" in answer.text


def test_what_is_saved_stands_on_the_public_pages(client: FlaskClient) -> None:
    client.post(
        "/organisatie",
        data={
            "name": "Gemeente Lindermeer",
            "telephone": "14043",
            "email": "post@lindermeer.example",
            "privacy_words": "Onze functionaris heet Bas.\n\nBel gerust.",
            "accessibility_statement": "https://www.toegankelijkheidsverklaring.nl/register/1",
        },
    )

    assert '<a href="tel:14043">14 043</a>' in client.get("/verhalen/").text
    assert "<p>Onze functionaris heet Bas.</p>" in client.get("/privacy").text
    statement = client.get("/toegankelijkheid").text
    assert 'href="https://www.toegankelijkheidsverklaring.nl/register/1"' in statement
    assert "nog geen verklaring" not in statement


def test_a_new_name_is_told_to_stay_out_of_stories(client: FlaskClient, organisation: Organisation) -> None:
    """A story has the name that its study says, and keeps it in every edition."""
    stays = "In verhalen blijft de naam staan die bij het onderzoek is ingevuld."
    told = {
        name: client.post("/organisatie", data={"name": name, "telephone": "14 043"}, follow_redirects=True).text
        for name in (organisation.name, "Gemeente Nieuwmeer")
    }
    assert stays not in told[organisation.name]
    assert stays in told["Gemeente Nieuwmeer"]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.RESEARCHER, 200), (Role.ADMINISTRATOR, 200), (Role.SECOND_CODER, 403), (Role.SOCIAL_TEAM, 403)],
)
def test_researcher_and_administrator_say_whom_readers_can_ask(
    engine: Engine, organisation: Organisation, sign_in_as: SignInAs, role: Role, status: int
) -> None:
    with unit_of_work(engine, across=True) as across:
        person: Person = add_person(across, organisation, "p@voorbeeld.nl", "P", role)
        across.expunge(person)
    browser = sign_in_as(person)

    assert browser.get("/organisatie").status_code == status
    assert ('href="/organisatie"' in browser.get("/account").text) == (status == 200)
