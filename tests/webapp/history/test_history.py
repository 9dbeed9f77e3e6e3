"""Who saw or changed what is written down by using the product, read by who may, and leaves as files."""

import csv
import hashlib
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Segment
from coding.segments import add_segment, remove_segment
from foundation.clock import now, pretend_it_is
from foundation.database import write_turn
from foundation.database.engine import unit_of_work
from interviews.models import InterviewState
from interviews.respondents.register import add_respondent
from interviews.texts.sources import text_of
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry
from studies.trail.noting import note
from tests.conftest import SignInAs
from tests.factories import make_interview

READ = "/onderzoeken/jeugdhulp/coderen/1"


def kinds(session: Session, *only: str) -> list[str]:
    session.rollback()
    query = select(TrailEntry.kind).order_by(col(TrailEntry.sequence))
    found = [kind for kind in session.exec(query).all() if not only or kind in only]
    session.rollback()  # nobody waits for who only looks
    return found


@pytest.fixture
def conversation(session: Session, study: Study) -> None:
    make_interview(session, study)
    session.commit()


@pytest.fixture
def administrator(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        return add_person(session, organisation, "b@voorbeeld.nl", "Bea Beheer", Role.ADMINISTRATOR)


def test_who_reads_a_conversation_leaves_one_row_an_hour(
    client: FlaskClient, session: Session, conversation: None
) -> None:
    for _look in range(3):
        assert client.get(READ).status_code == 200
    assert kinds(session, "transcript_read") == ["transcript_read"]
    with pretend_it_is(now() + timedelta(minutes=61)):
        assert client.get(READ).status_code == 200
    assert kinds(session, "transcript_read") == ["transcript_read"] * 2


def test_another_person_and_another_conversation_are_noted_apart(
    client: FlaskClient, session: Session, study: Study, conversation: None, sign_in_as: SignInAs, engine: Engine
) -> None:
    make_interview(session, study)
    session.commit()
    with unit_of_work(engine, across=True) as writing:
        coder = add_person(
            writing, writing.get_one(Organisation, study.organisation_id), "t@v.nl", "Tariq", Role.SECOND_CODER
        )
    for reader in (client, sign_in_as(coder)):
        for number in (1, 2):
            reader.get(f"/onderzoeken/jeugdhulp/coderen/{number}")
    session.rollback()
    query = select(TrailEntry.person_id, TrailEntry.about_id).where(TrailEntry.kind == "transcript_read")
    assert len(set(session.exec(query).all())) == 4


def test_what_was_refused_is_not_told_as_seen(client: FlaskClient, session: Session, conversation: None) -> None:
    assert client.get("/onderzoeken/jeugdhulp/coderen/9").status_code == 404
    assert kinds(session, "transcript_read") == []


def test_coding_itself_asks_the_database_nothing_more(
    client: FlaskClient, conversation: None, session: Session, asked: list[str]
) -> None:
    made = client.post(f"{READ}/codes", json={"name": "wachttijd", "parent": None, "colour": None, **_NO_WORDS})
    assert made.status_code < 300, made.text
    assert not [one for one in asked if "INSERT INTO trail_entry" in one]


_NO_WORDS = dict.fromkeys(("definition", "when_to_use", "when_not", "example", "dimension", "theme"), "")


def test_changes_are_told_in_plain_dutch(
    client: FlaskClient, session: Session, study: Study, administrator: Person, sign_in_as: SignInAs
) -> None:
    client.post(f"/onderzoeken/jeugdhulp/mensen/{administrator.id}", data={"role": "social_team"})
    client.post("/onderzoeken/jeugdhulp/mensen/uitnodigen", data={"email": "g@x.nl", "role": "commissioner"})
    client.post("/organisatie", data={"telephone": "043-7654321"})
    client.post("/account/naam", data={"name": "Lotte de Wit"})
    bea = sign_in_as(administrator)
    page = bea.get("/organisatie/geschiedenis").text
    for sentence in (
        "Bea Beheer kreeg een rol in dit onderzoek: sociaal team",
        "Iemand uitgenodigd. Rol: opdrachtgever",
        "Gegevens van de organisatie veranderd: telefoonnummer",
        "Account van Lotte de Wit veranderd: naam",
        "Aangemeld met: een link",
    ):
        assert sentence in page, sentence
    client.post("/afmelden")
    page = bea.get("/organisatie/geschiedenis?soort=accounts").text
    assert "Afgemeld" in page
    assert "Iemand uitgenodigd" not in page


def test_who_looked_at_respondents_is_told_to_have_seen_contact_data_only_if_any_stood_there(
    client: FlaskClient, session: Session, study: Study, administrator: Person, sign_in_as: SignInAs
) -> None:
    """What stood there then is not kept; so it is not claimed."""
    add_respondent(session, study, "ouder")
    session.commit()
    for page in ("", "1"):
        assert client.get(f"/onderzoeken/jeugdhulp/interviews/respondenten/{page}").status_code == 200
    told = sign_in_as(administrator).get("/organisatie/geschiedenis").text
    assert "De lijst met respondenten bekeken" in told
    assert "De bladzijde van Respondent 1 bekeken, met contactgegevens als die er stonden" in told


def test_rows_are_chosen_by_person_and_period(
    client: FlaskClient, study: Study, administrator: Person, researcher: Person, sign_in_as: SignInAs
) -> None:
    bea = sign_in_as(administrator)
    mine = bea.get(f"/organisatie/geschiedenis?wie={administrator.id}").text
    assert "Onderzoek begonnen" not in mine
    assert "Onderzoek begonnen" in bea.get(f"/organisatie/geschiedenis?wie={researcher.id}").text
    nothing = bea.get("/organisatie/geschiedenis?van=2020-01-01&tot=2020-02-01")
    assert "Hier is niets van deze soort, persoon of periode." in nothing.text
    wrong = bea.get("/organisatie/geschiedenis?van=gisteren")
    assert (wrong.status_code, "Schrijf de datum als dag-maand-jaar" in wrong.text) == (422, True)


def test_everybody_reads_what_is_kept_of_themselves_and_only_who_may_of_others(
    client: FlaskClient, session: Session, study: Study, administrator: Person, researcher: Person, sign_in_as: SignInAs
) -> None:
    own = client.get("/account/geschiedenis").text
    assert "Aangemeld met" in own
    assert "Bea Beheer" not in own
    assert client.get(f"/organisatie/mensen/{researcher.id}/geschiedenis").status_code == 403
    assert client.get("/organisatie/geschiedenis").status_code == 403
    assert client.get("/onderzoeken/jeugdhulp/geschiedenis").status_code == 200
    page = sign_in_as(administrator).get(f"/organisatie/mensen/{researcher.id}/geschiedenis").text
    assert "Onderzoek begonnen" in page
    assert "De geschiedenis van Lotte Veldman bekeken" in client.get("/account/geschiedenis").text


def test_another_organisation_sees_nothing_of_it(
    engine: Engine, study: Study, sign_in_as: SignInAs, client: FlaskClient
) -> None:
    with unit_of_work(engine, across=True) as session:
        elsewhere = add_organisation(session, "Gemeente Elders", "elders")
        elsewhere.second_step_for = []
        stranger = add_person(session, elsewhere, "s@elders.nl", "Stan", Role.ADMINISTRATOR)
    browser = sign_in_as(stranger)
    page = browser.get("/organisatie/geschiedenis").text
    assert "Onderzoek begonnen" not in page
    assert browser.get("/onderzoeken/jeugdhulp/geschiedenis").status_code == 404


def test_anybody_can_compute_the_digests_of_an_export_again(
    client: FlaskClient, study: Study, administrator: Person, sign_in_as: SignInAs
) -> None:
    bea = sign_in_as(administrator)
    answer = bea.get("/organisatie/geschiedenis.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    told: dict[str, Any] = json.loads(answer.text)
    rule, before = told["controle"], "0" * 64
    for row in told["regels"]:
        said = json.dumps([rule["vorm"], *(row[name] for name in rule["velden"])], separators=(",", ":"))
        assert hashlib.sha256(said.encode()).hexdigest() == row["hash"]
        assert row["previous"] == before
        before = row["hash"]
    rows = list(
        csv.reader(StringIO(bea.get("/organisatie/geschiedenis.csv").text.removeprefix("\ufeff")), delimiter=";")
    )
    assert len(rows) == 1 + len(told["regels"]) + 1, "that it was taken is told in the next"
    assert rows[-1][3] == "De geschiedenis als bestand opgehaald"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_asks_first_who_takes_it(client: FlaskClient, study: Study, form: str) -> None:
    with pretend_it_is(now() + timedelta(minutes=20)):
        answer = client.get(f"/onderzoeken/jeugdhulp/geschiedenis.{form}")
    assert answer.status_code == 302
    assert "/account/bevestigen" in answer.headers["Location"]


def test_a_long_history_is_read_in_pages(client: FlaskClient, engine: Engine, study: Study, researcher: Person) -> None:
    with unit_of_work(engine, study.organisation_id, researcher.id) as session:
        for number in range(120):
            note(session, Kind.CONTACT_READ, study_id=study.id, about=(About.RESPONDENT, number + 1))
    first = client.get("/onderzoeken/jeugdhulp/geschiedenis?soort=looks").text
    assert "De bladzijde van Respondent 120 bekeken" in first
    assert "De bladzijde van Respondent 70 bekeken" not in first
    assert "soort=looks" in first[first.index('rel="next"') - 20 :]
    assert "Respondent 70 bekeken" in client.get("/onderzoeken/jeugdhulp/geschiedenis?soort=looks&bladzijde=2").text


def test_names_that_are_read_before_they_are_replaced_are_told_as_such(
    client: FlaskClient, session: Session, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    session.commit()
    assert client.get("/onderzoeken/jeugdhulp/interviews/1/namen").status_code == 200
    assert kinds(session, "names_read", "transcript_read") == ["names_read"]


def test_taking_away_what_another_coded_is_told_and_what_is_ones_own_is_not(
    engine: Engine, session: Session, study: Study, organisation: Organisation, researcher: Person
) -> None:
    source, code = make_interview(session, study), add_code(session, study.id, "wachten")
    session.commit()
    with unit_of_work(engine, across=True) as writing:
        coder = add_person(writing, organisation, "t@v.nl", "Tariq", Role.RESEARCHER)
    segments = []
    for person in (coder, researcher):
        with unit_of_work(engine, organisation.id, person.id) as own:
            words = text_of(own, source.id)[:20]
            segments.append(add_segment(own, source.id, 0, 20, words, code.id).id)
    with unit_of_work(engine, organisation.id, researcher.id) as removing:
        for number in segments:
            remove_segment(removing, removing.get_one(Segment, number))
    query = select(TrailEntry.person_id, TrailEntry.about_id).where(TrailEntry.kind == "coding_of_other_removed")
    assert [tuple(row) for row in session.exec(query).all()] == [(researcher.id, coder.id)]
    session.rollback()


def test_a_look_that_can_not_be_written_down_gives_no_answer_and_says_why(
    client: FlaskClient, session: Session, study: Study, conversation: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.rollback()
    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.05)
    session.exec(select(Study)).all()  # somebody else is storing something

    answer = client.get("/onderzoeken/jeugdhulp/interviews/1")

    assert answer.status_code == 503
    assert "Er is nu iets anders bezig met bewaren." in answer.text
