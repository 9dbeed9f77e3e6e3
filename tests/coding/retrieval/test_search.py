"""Searching fragments: what somebody types is found in what was said."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.models import Segment
from coding.retrieval.search import find_segments
from coding.segments import add_segment
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview

SAID = "/onderzoeken/jeugdhulp/coderen/thema-overzicht/fragmenten"
TURNS = [
    ("Ouder", "De gezinnen stonden op lange wachtlijsten, één jaar lang.", False),
    ("Ouder", "Ik belde de gemeente (het loket), niet: de school.", False),
    ("Ouder", "Het gezin wachtte. Dat was wáchten met de foto's in de hand!", False),
    ("Ouder", "Wacht maar, zeiden ze op het loket.", False),
]


def code_all(session: Session, study: Study, turns: list[tuple[str, str, bool]], name: str = "Drempels") -> None:
    """An interview of which every turn is coded."""
    source = make_interview(session, study, turns)
    code, start = add_code(session, study.id, name), 0
    for _who, text, _asks in turns:
        add_segment(session, source.id, start, start + len(text), text, code.id)
        start += len(text) + 1
    session.commit()


def found(client: FlaskClient, text: str, **more: str) -> list[int]:
    """The places in TURNS of what the page lists, in its order."""
    page = client.get(SAID, query_string={"zoek": text, **more}).text
    quotes = [re.sub(r"<[^>]+>", "", one).replace("&#39;", "'") for one in re.findall(r"<q>(.*?)</q>", page)]
    return [[text for _who, text, _asks in TURNS].index(quote) for quote in quotes]


def test_the_page_says_that_names_of_codes_and_forms_of_words_count_too(
    session: Session, study: Study, client: FlaskClient
) -> None:
    """Else somebody would report that the word was said so often."""
    code_all(session, study, TURNS)
    page = client.get(SAID, query_string={"zoek": "drempel"}).text
    assert "met ‘drempel’ of een vorm daarvan, in de tekst of in de naam van de code" in page


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("WACHTLIJST", [0]),
        ("lijst", [0]),
        ("eén jaar", [0]),
        ("een JAAR lang", [0]),
        ("foto's", [2]),
        ("fotos", []),
        ("loket niet", [1]),
        ("loket), niet: de", [1]),
        ("wachtte. Dat", [2]),
        ("!", [2]),
        ("ik", [1]),
        ("drempel", [0, 1, 2, 3]),
        ("olifant", []),
        ('" OR words:de', []),
        ("%", []),
        ("_", []),
    ],
)
def test_what_is_typed_is_found_also_within_words(
    client: FlaskClient, session: Session, study: Study, typed: str, places: list[int]
) -> None:
    code_all(session, study, TURNS)
    assert found(client, typed) == places


@pytest.mark.parametrize(
    ("typed", "places"), [("gebeld", [1]), ("gezinnen", [0, 2]), ("school gemeente", [1]), ("bellende gezinnen", [])]
)
def test_words_are_found_in_other_forms_and_in_any_order(
    client: FlaskClient, session: Session, study: Study, typed: str, places: list[int]
) -> None:
    code_all(session, study, TURNS)
    assert found(client, typed) == places


def test_what_stands_there_word_for_word_comes_first(client: FlaskClient, session: Session, study: Study) -> None:
    code_all(session, study, TURNS)
    assert found(client, "wacht") == [3, 0, 2]
    assert found(client, "wachten") == [2, 3]


def test_a_long_list_comes_in_pages_of_one_order(client: FlaskClient, session: Session, study: Study) -> None:
    for number in range(12):
        code_all(
            session,
            study,
            [("Ouder", f"Wacht{'lijst' * (number % 2)} {place}", False) for place in range(10)],
            f"Code {number}",
        )
    page = client.get(SAID, query_string={"zoek": "wacht"}).text
    assert "120 fragmenten in 12 gesprekken" in page
    assert page.count("<q>") == 50
    assert "lijst" not in "".join(re.findall("<q>(.*?)</q>", page)), "the sixty exact ones come first"
    page = client.get(SAID, query_string={"zoek": "wacht", "toon": "100"}).text
    assert len(re.findall("<q>.*?lijst.*?</q>", page)) == 40


def test_another_organisation_and_another_study_are_not_found(
    client: FlaskClient, session: Session, study: Study, engine: Engine
) -> None:
    code_all(session, add_study(session, "Wmo", slug="wmo"), TURNS)
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Gemeente Waterdam", "waterdam")
        person = add_person(across, other, "j@waterdam.example", "Jan", Role.RESEARCHER)
        ids = other.id, person.id
    with unit_of_work(engine, *ids) as theirs:
        code_all(theirs, add_study(theirs, "Jeugdhulp", slug="jeugdhulp-2"), TURNS)
    assert found(client, "wacht") == []
    assert found(client, "ik") == []


def test_a_fragment_that_goes_is_found_no_more_and_undo_brings_it_back(
    client: FlaskClient, session: Session, study: Study
) -> None:
    code_all(session, study, TURNS[:1])
    assert client.post("/onderzoeken/jeugdhulp/coderen/1/fragmenten/1/weg", json={}).status_code in (200, 204)
    assert found(client, "wachtlijst") == []
    assert client.post("/onderzoeken/jeugdhulp/coderen/1/ongedaan", json={}).status_code == 200
    assert found(client, "wachtlijst") == [0]


def test_what_was_found_is_marked(client: FlaskClient, session: Session, study: Study) -> None:
    code_all(session, study, [("Ouder", "<b>Twee</b> gezinnen belden.", False)])
    page = client.get(SAID, query_string={"zoek": "gezin"}).text
    assert "<q>&lt;b&gt;Twee&lt;/b&gt; <mark>gezinnen</mark> belden.</q>" in page
    assert "<mark>" not in client.get(SAID).text


@pytest.mark.of_sqlite("it counts SQLite's own steps; PostgreSQL chooses its way by the size of a table")
def test_what_is_found_costs_the_same_however_much_holds_something_else(session: Session, study: Study) -> None:
    """In a study of any size a rare word is found at once: SQLite's own steps are counted, not the time."""
    code_all(session, study, TURNS)
    few = steps_of_a_search(session, study, "loket")
    source, code = make_interview(session, study, [("Ouder", "Niemand belde mij op. " * 100, False)]), "Bellen"
    code_id = add_code(session, study.id, code).id
    places = {"study_id": study.id, "source_id": source.id, "code_id": code_id, "coder_id": session.info["person_id"]}
    session.add_all(Segment(start=at, end=at + 20, quotation="Niemand belde mij op", **places) for at in range(1_500))
    session.commit()
    assert steps_of_a_search(session, study, "loket") < few + 75, "else each of the 1,500 was looked at"


def steps_of_a_search(session: Session, study: Study, text: str) -> int:
    """In hundreds."""
    counted: list[None] = []
    connection = session.connection().connection.driver_connection
    assert connection is not None
    connection.set_progress_handler(lambda: counted.append(None), 100)
    assert find_segments(session, study.id, text).total == 2
    connection.set_progress_handler(None, 0)
    return len(counted)
