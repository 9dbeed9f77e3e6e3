"""Rows of the history hang together: whatever is changed, put in between, taken or written anew is found."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, func, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.database.row_security import see_all
from foundation.errors import ResearcherError
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Membership, Organisation, Person, Study
from studies.people.models import StudyRole
from studies.retention.deleting import delete_study
from studies.trail.chain.appending import append
from studies.trail.chain.hashing import hash_of
from studies.trail.chain.heads import keep_heads, note_heads, noted_heads
from studies.trail.chain.verifying import faults
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry
from studies.trail.noting import FreeText, note
from studies.trail.reading import Wanted, whole_history
from studies.trail.trimming import KEPT, forget_old_rows
from tests.databases.chosen import IS_POSTGRESQL
from tests.databases.seeing import seeing_all
from webapp.integrity import problems
from webapp.settings import ROOT

_UNLOCK = (
    ("ALTER TABLE trail_entry DISABLE TRIGGER USER",)
    if IS_POSTGRESQL
    else ("DROP TRIGGER trail_entry_stays", "DROP TRIGGER trail_entry_stays_as_it_is")
)
_LOCK = ("ALTER TABLE trail_entry ENABLE TRIGGER USER",) if IS_POSTGRESQL else ()


@pytest.fixture
def told(engine: Engine, organisation: Organisation, researcher: Person) -> int:
    """Some rows, each of a transaction of its own; how many there are."""
    for number in range(6):
        with unit_of_work(engine, organisation.id, researcher.id) as session:
            note(session, Kind.CONTACT_READ, study_id=1, about=(About.RESPONDENT, number))
    with unit_of_work(engine, organisation.id) as session:
        return session.exec(select(func.max(TrailEntry.sequence))).one()


def by_force(engine: Engine, *statements: str) -> None:
    """As somebody does who can do anything in the database, and puts the guards back afterwards."""
    with engine.begin() as connection:
        see_all(connection)
        for statement in (*_UNLOCK, *statements, *_LOCK):
            connection.exec_driver_sql(statement)


def found(engine: Engine, file: Path | None = None) -> list[str]:
    return [one.removeprefix("Geschiedenis van Gemeente Lindermeer: ") for one in problems(engine, file)]


def test_each_row_seals_the_one_before(engine: Engine, organisation: Organisation, told: int) -> None:
    with unit_of_work(engine, organisation.id) as session:
        rows = session.exec(select(TrailEntry).order_by(col(TrailEntry.sequence))).all()
    assert [row.sequence for row in rows] == list(range(1, told + 1))
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert all(hash_of(row) == row.hash for row in rows)
    assert found(engine) == []


@pytest.mark.parametrize("statement", ["UPDATE trail_entry SET person_id = 7", "DELETE FROM trail_entry"])
def test_the_database_refuses_to_change_a_row_or_take_it(engine: Engine, told: int, statement: str) -> None:
    with (
        pytest.raises(DBAPIError, match="only added to" if not IS_POSTGRESQL else None),
        seeing_all(engine) as connection,
    ):
        connection.exec_driver_sql(statement)
    assert found(engine) == []


@pytest.mark.of_postgresql("SQLite has no TRUNCATE.")
def test_the_database_refuses_to_empty_it(engine: Engine, told: int) -> None:
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE trail_entry")


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE trail_entry SET person_id = 7 WHERE sequence = 4", "regel 4 is veranderd nadat hij werd geschreven."),
        ("UPDATE trail_entry SET moment = '2020-01-01' WHERE sequence = 4", "regel 4 is veranderd nadat hij"),
        ("DELETE FROM trail_entry WHERE sequence = 4", "regel 4 is weg."),
        ("DELETE FROM trail_entry WHERE sequence < 4", "regels 1 tot en met 3 zijn weg."),
    ],
)
def test_what_is_changed_behind_the_guards_is_found(engine: Engine, told: int, statement: str, what: str) -> None:
    by_force(engine, statement)
    assert [one[: len(what)] for one in found(engine)] == [what]


def test_a_row_that_was_sealed_again_no_longer_fits_the_next(
    engine: Engine, organisation: Organisation, told: int
) -> None:
    with unit_of_work(engine, organisation.id) as session:
        row = session.exec(select(TrailEntry).where(TrailEntry.sequence == 4)).one()
        session.expunge(row)
    row.person_id = 7
    by_force(engine, f"UPDATE trail_entry SET person_id = 7, hash = '{hash_of(row)}' WHERE sequence = 4")  # noqa: S608
    assert found(engine) == ["regel 5 sluit niet aan op de regel ervoor: een van beide is veranderd."]


def test_what_goes_from_the_end_is_missed_by_what_was_noted_elsewhere(
    engine: Engine, told: int, tmp_path: Path
) -> None:
    file = tmp_path / "geschiedenis.json"
    note_heads(engine, file)
    assert found(engine, file) == []
    by_force(engine, f"DELETE FROM trail_entry WHERE sequence > {told - 2}")  # noqa: S608
    assert found(engine) == [], "the database alone can't tell"
    assert [one.split(".")[0] for one in found(engine, file)] == ["er zijn regels weg aan het eind"]
    assert f"waren er {told}, nu {told - 2}." in found(engine, file)[0]


def test_a_history_that_is_written_anew_is_known_by_what_was_noted_elsewhere(
    engine: Engine, organisation: Organisation, told: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "geschiedenis.json"
    keep_heads(engine, file)
    by_force(engine, "DELETE FROM trail_entry")
    with unit_of_work(engine, organisation.id) as session:
        for _number in range(told):
            append(session.connection(), [TrailEntry(organisation_id=organisation.id, kind=Kind.SIGNED_OUT.value)])
    assert found(engine) == []
    assert found(engine, file)[0].startswith(f"regel {told} is een andere dan op ")
    before = noted_heads(file)
    keep_heads(engine, file)
    assert noted_heads(file) == before, "what was noted stays, as long as it does not fit"
    assert "is not as it was" in caplog.text


def broken_off(session: Session) -> None:
    note(session, Kind.STUDY_BEGUN)
    with session.begin_nested():
        note(session, Kind.STUDY_CHANGED)
    raise ResearcherError


def test_nothing_is_written_of_what_was_rolled_back(engine: Engine, organisation: Organisation, told: int) -> None:
    with pytest.raises(ResearcherError), unit_of_work(engine, organisation.id) as session:
        broken_off(session)
    with unit_of_work(engine, organisation.id) as session:
        note(session, Kind.SIGNED_OUT)
        with pytest.raises(ResearcherError), session.begin_nested():
            broken_off(session)
        with session.begin_nested():
            note(session, Kind.SIGN_INS_ENDED)
    with unit_of_work(engine, organisation.id) as session:
        since = session.exec(select(TrailEntry.kind).where(TrailEntry.sequence > told)).all()
    assert sorted(since) == ["sign_ins_ended", "signed_out"]


def test_nobodys_words_are_written_where_they_stay(session: Session) -> None:
    with pytest.raises(FreeText):
        note(session, Kind.ORGANISATION_CHANGED, detail="Wilma Jansen")


def test_an_account_can_go_and_the_history_still_hangs_together(
    engine: Engine, organisation: Organisation, told: int
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "gaat.weg@voorbeeld.nl", "Wilma Zwartendijck", Role.RESEARCHER)
    with unit_of_work(engine, organisation.id, person.id) as session:
        note(session, Kind.CONTACTS_READ)
    with unit_of_work(engine, across=True) as session:
        for kind in (StudyRole, Membership):
            session.exec(delete(kind).where(col(kind.person_id) == person.id))
        session.exec(delete(Person).where(col(Person.id) == person.id))
    with unit_of_work(engine, organisation.id) as session:
        lines = whole_history(session, Wanted(of_person=person.id))
    assert [line.who for line in lines][-1] == f"iemand van wie het account weg is (nummer {person.id})"
    assert "Zwartendijck" not in "".join(f"{line.entry} {line.sentence}" for line in lines)
    assert found(engine) == []


def test_a_study_can_go_and_its_rows_stay(engine: Engine, session: Session, study: Study, told: int) -> None:
    title, number = study.title, study.id
    delete_study(session, study)
    session.commit()
    lines = whole_history(session, Wanted(study_id=number))
    assert lines[-1].sentence == f"Onderzoek ‘{title}’ gewist"
    session.rollback()
    assert "Onderzoek begonnen" in [line.sentence for line in lines]
    assert found(engine) == []


def test_rows_go_after_five_years_from_the_beginning_and_no_sooner(
    engine: Engine, organisation: Organisation, told: int
) -> None:
    by_force(engine, "DELETE FROM trail_entry")
    with pretend_it_is(now() - KEPT - timedelta(days=2)):
        for _number in range(3):
            with unit_of_work(engine, organisation.id) as session:
                note(session, Kind.SIGNED_OUT)
    with pretend_it_is(now() - KEPT + timedelta(days=2)), unit_of_work(engine, organisation.id) as session:
        note(session, Kind.STUDY_BEGUN)
    forget_old_rows(engine)
    forget_old_rows(engine)
    with unit_of_work(engine, organisation.id) as session:
        rows = session.exec(select(TrailEntry.sequence, TrailEntry.kind).order_by(col(TrailEntry.sequence))).all()
    assert [tuple(row) for row in rows] == [(4, "study_begun"), (5, "old_rows_removed")]
    assert found(engine) == []


_WRITER = """
import sys
from foundation.database.engine import open_engine, unit_of_work
import webapp.tables
from studies.trail.kinds import Kind
from studies.trail.noting import note
engine = open_engine(sys.argv[1])
whose = {"across": True} if sys.argv[3] == "across" else {"organisation_id": int(sys.argv[2])}
for number in range(40):
    with unit_of_work(engine, **whose) as session:
        for kind in (Kind.SIGNED_OUT, Kind.SIGN_INS_ENDED):
            note(session, kind, organisation_id=int(sys.argv[2]))
"""


def test_processes_that_write_at_one_moment_keep_one_chain(
    engine: Engine, organisation: Organisation, told: int
) -> None:
    """One is of the organisation, two see all of them, as who signs in does: no lock of an organisation is between."""
    url = engine.url.render_as_string(hide_password=False)
    begun: list[Any] = [
        subprocess.Popen([sys.executable, "-c", _WRITER, url, str(organisation.id), way], cwd=ROOT)
        for way in ("across", "across", "own")
    ]
    assert [one.wait(timeout=120) for one in begun] == [0, 0, 0]
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(func.max(TrailEntry.sequence))).one() == told + 3 * 40 * 2
        assert list(faults(session, {})) == []
