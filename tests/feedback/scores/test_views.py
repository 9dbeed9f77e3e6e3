"""The pages of figures: for those who work on a measurement, and for everybody."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measurement
from feedback.scores.closing import close_blocks
from foundation.clock import today
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.feedback.answered import HIGH, LOW, TEN, give, measured_provider, of_providers, own_work
from tests.feedback.making import answer, codes, measurement

STAFF, PUBLIC = "/metingen/spreekuur-geld-en-regels/cijfers", "/cijfers/spreekuur-geld-en-regels"
LAST_MONTH = months_before(month_of(today()), 1)


@pytest.fixture
def running(client: FlaskClient, session: Session) -> Measurement:
    assert client
    made = measurement(session)
    session.commit()
    return made


def closed(session: Session) -> None:
    close_blocks(session)
    session.commit()


def test_staff_read_the_grade_of_their_own_work(
    client: FlaskClient, session: Session, running: Measurement, organisation: Organisation
) -> None:
    give(session, own_work(session, running), TEN, today(), vinden=1)
    session.commit()

    text = client.get(STAFF).text

    assert organisation.name in text
    assert "7,1" in text
    assert "Zo is het afgesproken." in text
    assert "10 mensen antwoordden op deze vraag." in text
    assert "Er zijn nog geen kaartjes gemaakt." in text
    assert "Tegenover alle" not in text
    assert "Niet openbaar" in text


def test_a_measurement_without_answers_says_what_is_still_needed(client: FlaskClient, running: Measurement) -> None:
    text = client.get(STAFF).text

    assert "Nog 10 cijfers nodig" in text
    assert "Vanaf tien antwoorden staat hier een cijfer." in text
    assert "Nog geen verloop" in text


def test_providers_stand_beside_each_other_for_staff(
    client: FlaskClient, session: Session, running: Measurement
) -> None:
    named = of_providers(session, running, ["Zonnig", "Amber", "Berk"])
    for name, grades in {"Zonnig": HIGH * 4, "Amber": LOW * 4, "Berk": TEN * 4}.items():
        give(session, named[name], grades, today())
    session.commit()

    text = client.get(STAFF).text

    assert text.index("Amber") < text.index("Berk") < text.index("Zonnig")
    assert "<b>Hoger</b>" in text
    assert "<b>Lager</b>" in text
    assert "Rond gemiddeld" in text
    assert "elke aanbieder telt even zwaar" in text


def test_of_statutory_research_it_is_said_that_it_is_not_for_purchasing(
    client: FlaskClient, session: Session, running: Measurement
) -> None:
    running.is_statutory = True
    session.add(running)
    session.commit()

    assert "De uitkomst mag je niet gebruiken bij inkoop." in client.get(STAFF).text
    assert "Dit is wettelijk onderzoek." in client.get(PUBLIC).text


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.RESEARCHER, 200), (Role.SOCIAL_TEAM, 403), (Role.COMMISSIONER, 403), (Role.SECOND_CODER, 403)],
)
def test_who_may_read_the_figures(
    sign_in_as: SignInAs, session: Session, running: Measurement, organisation: Organisation, role: Role, status: int
) -> None:
    person = add_person(session, organisation, "p@voorbeeld.nl", "Pim Pauw", role)
    session.commit()

    assert sign_in_as(person).get(STAFF).status_code == status


def test_who_hands_out_cards_sees_nothing_change_when_somebody_answers(
    sign_in_as: SignInAs, session: Session, running: Measurement, organisation: Organisation
) -> None:
    card = codes(session, running)[0]
    fenna = add_person(session, organisation, "f@voorbeeld.nl", "Fenna Dijkstra", Role.SOCIAL_TEAM)
    give(session, own_work(session, running), TEN, today())
    session.commit()
    team = sign_in_as(fenna)
    pages = [f"/metingen/{running.slug}", "/metingen/", f"/metingen/{running.slug}/woorden"]
    before = [read(team, page) for page in pages]

    answer(session, card, 1)
    session.commit()

    assert [read(team, page) for page in pages] == before


def read(team: FlaskClient, page: str) -> str:
    """What stands on it, without what is new each time."""
    return re.sub(r'(?:value|nonce|content)="[^"]{20,}"', "", team.get(page).text)


def test_figures_that_do_not_exist_are_not_found(app: Flask, client: FlaskClient, session: Session) -> None:
    measurement(session, is_agreed=False)
    session.commit()
    stranger = app.test_client()

    assert client.get("/metingen/onbekend/cijfers").status_code == 404
    for address in ("/cijfers/onbekend", PUBLIC):
        answer = stranger.get(address)
        assert answer.status_code == 404
        assert "Deze cijfers staan hier niet" in answer.text


def test_everybody_reads_what_is_published_and_what_it_does_not_say(
    app: Flask, session: Session, running: Measurement
) -> None:
    give(session, own_work(session, running), TEN * 3, LAST_MONTH, vinden=1)
    give(session, own_work(session, running), TEN, LAST_MONTH, vinden=4)
    closed(session)

    text = app.test_client().get(PUBLIC).text

    assert "Wat mensen vinden van het spreekuur" in text
    assert "40 mensen vertelden hoe het was" in text
    assert '<p class="scores-number">7,1</p>' in text
    assert "Een cijfer zegt hoe tevreden mensen zijn. Niet of de hulp werkt." in text
    assert "Niet iedereen antwoordde." in text
    assert "75%" in text
    assert "tien of meer nieuwe antwoorden" in text


def test_with_few_answers_everybody_reads_where_the_grade_lies(
    app: Flask, session: Session, running: Measurement
) -> None:
    give(session, own_work(session, running), TEN, LAST_MONTH)
    closed(session)

    text = app.test_client().get(PUBLIC).text

    assert "tussen 5,5 en 8,7" in text
    assert "7,1" not in text
    assert 'class="own"' not in text, "nor is it drawn"


def test_the_public_page_stays_as_it_is_until_ten_more_answered(
    app: Flask, session: Session, running: Measurement
) -> None:
    own, public = own_work(session, running), app.test_client()
    give(session, own, TEN[:6], LAST_MONTH, vinden=1)
    give(session, own, TEN[6:], LAST_MONTH, vinden=2)
    closed(session)
    before = public.get(PUBLIC).data
    assert b"10 mensen" in before

    give(session, own, HIGH[:9], LAST_MONTH, vinden=2)
    closed(session)
    assert public.get(PUBLIC).data == before

    give(session, own, HIGH[:1], LAST_MONTH, vinden=1)
    closed(session)
    assert public.get(PUBLIC).data != before


def test_before_the_first_ten_the_public_page_says_nothing_of_who_answered(
    app: Flask, session: Session, running: Measurement
) -> None:
    own, public = own_work(session, running), app.test_client()
    before = public.get(PUBLIC).data
    give(session, own, TEN[:9], LAST_MONTH, vinden=1)
    closed(session)

    assert public.get(PUBLIC).data == before
    assert "Vanaf tien antwoorden staat hier een cijfer." in before.decode()


def test_the_public_sees_no_provider_of_statutory_research(app: Flask, session: Session, running: Measurement) -> None:
    give(session, measured_provider(session, running, "Zonnig Thuis"), TEN, LAST_MONTH)
    closed(session)
    assert "Zonnig Thuis" in app.test_client().get(PUBLIC).text

    running.is_statutory = True
    session.add(running)
    session.commit()

    assert "Zonnig Thuis" not in app.test_client().get(PUBLIC).text


def test_what_the_database_is_asked_does_not_grow_with_the_providers(
    app: Flask, client: FlaskClient, session: Session, running: Measurement, asked: list[str]
) -> None:
    readers = {STAFF: client, PUBLIC: app.test_client()}

    def statements() -> list[int]:
        numbers = []
        for address, reader in readers.items():
            reader.get(address)
            asked.clear()
            assert reader.get(address).status_code == 200
            numbers.append(len(asked))
        return numbers

    give(session, own_work(session, running), TEN, LAST_MONTH)
    closed(session)
    few = statements()
    for name in ("Amber", "Berk", "Dille", "Eik", "Fluweel"):
        give(session, measured_provider(session, running, name), TEN * 3, LAST_MONTH, vinden=1)
    closed(session)

    assert statements() == few


def test_everybody_reads_what_the_figures_are_used_for_as_it_was_agreed(
    app: Flask, client: FlaskClient, session: Session, running: Measurement
) -> None:
    running.used_for, running.not_for = "Om het spreekuur beter te maken.", "Om te kiezen wie hulp mag geven."
    session.add(running)
    session.commit()

    text = app.test_client().get(PUBLIC).text

    assert "Om het spreekuur beter te maken." in text
    assert "<b>Niet voor:</b> Om te kiezen wie hulp mag geven." in text.replace("<bdi>", "").replace("</bdi>", "")
    assert client.get("/metingen/spreekuur-geld-en-regels/afspraken").text.count("Dit staat straks ook op de") == 2
