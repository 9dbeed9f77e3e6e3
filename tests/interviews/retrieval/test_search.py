"""Searching what was said: a researcher finds it back, and nobody finds what may not be read."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from foundation.clock import today
from foundation.database.engine import unit_of_work
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.releasing import release
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.proposing import propose_names
from interviews.deidentification.replacing.replace import replace_names
from interviews.models import Interview, InterviewState
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import undo_last, withdraw_from_study
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source, TurnWords
from interviews.texts.offsets import Replacement
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.keys.secret import key_from_before
from studies.models import Organisation, Study
from studies.planning import add_study
from tests.conftest import SignInAs
from tests.factories import make_interview

HERE = "/onderzoeken/jeugdhulp/interviews/"
WAITED = [
    ("Interviewer", "Hoe lang stond u op de wachtlijst?", True),
    ("Ouder", "De gezinnen wachtten één jaar. Zo'n wachtlijst, dat is lang.", False),
]
CALLED = [
    ("Ouder", "Ik belde het loket. Wacht maar, zeiden ze.", False),
    ("Ouder", "Dat was wachten met de foto's in de hand.", False),
]


@pytest.fixture
def told(session: Session, study: Study) -> list[Source]:
    sources = [make_interview(session, study, turns) for turns in (WAITED, CALLED)]
    session.commit()
    return sources


def found(client: FlaskClient, text: str, **more: str) -> list[str]:
    """Where each hit leads, in the order of the page."""
    page = client.get(f"{HERE}zoeken", query_string={"zoek": text, **more}).text
    return re.findall(r'<p class="said-about"><a href="[^"]*/coderen/(\d+#beurt-\d+)"', page)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("WACHTLIJST", ["1#beurt-1", "1#beurt-2"]),
        ("lijst", ["1#beurt-1", "1#beurt-2"]),
        ("wacht", ["2#beurt-1", "1#beurt-1", "1#beurt-2", "2#beurt-2"]),
        ("wachten", ["2#beurt-2", "1#beurt-2", "2#beurt-1"]),
        ("een jaar", ["1#beurt-2"]),
        ("jaar gezin", ["1#beurt-2"]),
        ("foto's", ["2#beurt-2"]),
        ("ik", ["2#beurt-1"]),
        ("olifant", []),
        ("?", []),
        ("", []),
        ('" OR words:de', []),
    ],
)
def test_what_is_typed_is_found_and_leads_to_the_turn(client: FlaskClient, typed: str, places: list[str]) -> None:
    """In every form, word for word first, then by conversation and place."""
    assert found(client, typed) == places


@pytest.mark.usefixtures("told")
def test_the_page_says_how_often_and_marks_it(client: FlaskClient) -> None:
    page = client.get(f"{HERE}zoeken?zoek=wachtlijst").text
    assert "‘wachtlijst’ of een vorm daarvan: 2 beurten in 1 gesprek." in page
    assert "Zo&#39;n <mark>wachtlijst</mark>, dat is lang." in page
    two = client.get(f"{HERE}zoeken?zoek=een+jaar").text
    assert "Alle woorden van ‘een jaar’ of een vorm daarvan, samen in een beurt: 1 beurt in 1 gesprek." in two
    assert "Zoek op één woord of op een stukje ervan" in client.get(f"{HERE}zoeken?zoek=olifant").text


@pytest.mark.usefixtures("told")
def test_the_list_of_interviews_has_a_field_to_search_in(client: FlaskClient) -> None:
    page = client.get(HERE).text
    assert f'action="{HERE}zoeken"' in page
    assert '<label for="zoek">Zoek in wat er gezegd is</label>' in page


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("role", "status"), [(Role.SECOND_CODER, 200), (Role.SOCIAL_TEAM, 403), (Role.ADMINISTRATOR, 403)]
)
def test_who_may_read_what_was_said_may_search_it(
    engine: Engine, organisation: Organisation, sign_in_as: SignInAs, role: Role, status: int
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "s@voorbeeld.nl", "Teun Tweede", role)
        session.expunge(person)
    page = sign_in_as(person).get(f"{HERE}zoeken?zoek=wachtlijst")
    assert (page.status_code, "<mark>wachtlijst</mark>" in page.text) == (status, status == 200)


def test_another_study_and_another_organisation_are_not_found(
    engine: Engine, client: FlaskClient, session: Session, study: Study
) -> None:
    make_interview(session, add_study(session, "Ander onderzoek", slug="ander"), WAITED)
    session.commit()
    with unit_of_work(engine, across=True) as other:
        elsewhere = add_organisation(other, "Gemeente Elders", "elders")
        other.info["organisation_id"] = elsewhere.id
        make_interview(other, add_study(other, "Elders", slug="elders"), WAITED)
    make_interview(session, study, CALLED)
    session.commit()
    assert found(client, "wachtlijst") == []


def test_a_conversation_is_found_once_its_names_are_replaced(
    client: FlaskClient, session: Session, study: Study
) -> None:
    """Nobody finds a name, also not who may still read it: it comes in no index."""
    vault = PseudonymVault(key_from_before(bytes(32), study.id))
    interview = add_interview(session, study, [SpokenTurn("Mevrouw Zwartendijck belde mij op.", "Ouder")])
    session.commit()
    assert (found(client, "zwartendijck"), found(client, "belde")) == ([], [])
    assert session.exec(select(TurnWords)).all() == []
    assert "1 gesprek is nog niet vrijgegeven en wordt niet doorzocht." in client.get(f"{HERE}zoeken?zoek=belde").text
    propose_names(session, vault, interview)
    replace_names(session, vault, interview, names_in(session, vault, interview).findings)
    assert release(session, vault, interview) == 0
    session.commit()
    assert (found(client, "zwartendijck"), found(client, "belde")) == ([], ["1#beurt-1"])


def test_words_that_are_replaced_later_are_found_as_they_stand_now(
    client: FlaskClient, session: Session, told: list[Source]
) -> None:
    replace_stretches(session, told[1], [Replacement(0, 8, "Wij mailden")])
    session.commit()
    assert (found(client, "belde"), found(client, "mailden het loket")) == ([], ["2#beurt-1"])


def test_what_somebody_took_back_is_found_no_more_until_they_change_their_mind(
    client: FlaskClient, session: Session, study: Study, told: list[Source]
) -> None:
    respondent = add_respondent(session, study, "ouder")
    interview = session.exec(select(Interview).where(Interview.id == told[0].interview_id)).one()
    interview.respondent_id = respondent.id
    session.commit()
    withdraw_from_study(session, respondent, today())
    session.commit()
    assert found(client, "wachtlijst") == []
    page = client.get(f"{HERE}zoeken?zoek=wachtlijst").text
    assert "1 gesprek wordt niet doorzocht: de toestemming is ingetrokken." in page
    undo_last(session, respondent)
    session.commit()
    assert found(client, "wachtlijst") == ["1#beurt-1", "1#beurt-2"]


def test_a_long_turn_shows_where_it_was_said(client: FlaskClient, session: Session, study: Study) -> None:
    said = f"Dat was {'heel ' * 200}lang. De consulent vroeg naar de wachtlijst, en {'toen ' * 200}niets."
    make_interview(session, study, [("Ouder", said, False)])
    session.commit()
    page = client.get(f"{HERE}zoeken?zoek=wachtlijst").text
    shown = re.sub(r"<[^>]+>", "", re.findall(r"<q>(.*?)</q>", page)[0])
    assert "De consulent vroeg naar de wachtlijst, en toen" in shown
    assert len(shown) < 400
    assert (shown[:2], shown[-2:]) == ("… ", " …")


def test_hits_come_fifty_at_a_time(client: FlaskClient, session: Session, study: Study) -> None:
    """Also when a page begins in the middle of a conversation."""
    for _conversation in range(3):
        make_interview(session, study, [("Ouder", f"Wij wachtten {turn} maanden.", False) for turn in range(40)])
    session.commit()
    every = [f"{number}#beurt-{turn}" for number in (1, 2, 3) for turn in range(1, 41)]
    pages = [found(client, "maanden", bladzijde=str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [place for page in pages for place in page] == every
    assert found(client, "maanden", bladzijde="9") == pages[2], "a page that is not there is the last"
    page = client.get(f"{HERE}zoeken?zoek=maanden&bladzijde=2").text
    assert "51 tot en met 100 van de 120" in page
    assert re.findall(r'rel="(prev|next)"', page) == ["prev", "next"]


def test_the_list_of_interviews_comes_in_pages(client: FlaskClient, session: Session, study: Study) -> None:
    for number in range(60):
        state = InterviewState.NAMES if number == 59 else InterviewState.CODING
        make_interview(session, study, CALLED, state)
    session.commit()
    pages = [client.get(f"{HERE}?bladzijde={number}").text for number in (1, 2)]
    assert [len(re.findall(r'<th scope="row">', page)) for page in pages] == [50, 10]
    assert all("60 gesprekken, waarvan 1 nog niet vrijgegeven" in page for page in pages)


def test_the_list_of_respondents_comes_in_pages(client: FlaskClient, session: Session, study: Study) -> None:
    for _respondent in range(60):
        add_respondent(session, study, "ouder")
    session.commit()
    there = f"{HERE}respondenten/"
    assert len(re.findall(r'<th scope="row">', client.get(there).text)) == 50
    second = client.get(f"{there}?toon=bellen&bladzijde=2").text
    assert len(re.findall(r'<th scope="row">', second)) == 10
    assert "toon=bellen" in re.findall(r'<a class="button" rel="prev" href="([^"]*)"', second)[0]


@pytest.mark.parametrize("address", [HERE, f"{HERE}zoeken?zoek=wachtlijst"])
def test_thirty_interviews_ask_the_database_as_much_as_three(
    engine: Engine, client: FlaskClient, session: Session, study: Study, address: str
) -> None:
    for _interview in range(3):
        make_interview(session, study, WAITED)
    session.commit()
    few = asked_by(engine, client, address)
    for _interview in range(27):
        make_interview(session, study, WAITED)
    session.commit()
    assert asked_by(engine, client, address) == few


def asked_by(engine: Engine, client: FlaskClient, address: str) -> int:
    """How many statements a page takes."""
    statements: list[str] = []
    listen = lambda *what: statements.append(what[2])  # noqa: E731
    client.get(address)
    event.listen(engine, "before_cursor_execute", listen)
    assert client.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", listen)
    return len(statements)
