"""Everything in files that other programs read, and of one organisation nothing of another."""

import csv
import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from coding.models import Segment
from exports.everything.every_row import scoped_tables
from foundation.clock import day_of, today
from foundation.database.engine import unit_of_work
from interviews.texts.models import Turn
from journeys.models import Journey, Publication
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Study
from studies.planning import add_study
from tests.databases.seeing import seeing_all
from tests.factories import make_interview
from tests.files import files_with
from tests.webapp.backup.conftest import RunAt, refused
from webapp.settings import Settings

OF_ANOTHER = "Dat zegt niemand in Lindermeer."


@pytest.fixture
def other(engine: Engine, filled: Journey) -> str:
    """The slug of another organisation, with a conversation."""
    with unit_of_work(engine, across=True) as session:
        owner = add_organisation(session, "Gemeente Elders", "elders")
        person = add_person(session, owner, "o@elders.nl", "Otto", Role.RESEARCHER)
        owner_id, person_id = owner.id, person.id
    with unit_of_work(engine, owner_id, person_id) as session:
        make_interview(session, add_study(session, "Elders", slug="elders-2026"), [("Ouder", OF_ANOTHER, False)])
    return "elders"


@pytest.fixture
def exported(run_at: RunAt, settings: Settings, organisation: Organisation, other: str, tmp_path: Path) -> Path:
    result = run_at(settings, "export-all", tmp_path / "alles", "--organisation", organisation.slug)
    assert result.exit_code == 0, result.output
    assert "Gemeente Lindermeer: 1 onderzoek, 3 gesprekken, 1 document en " in result.output
    assert "Niets hiervan is versleuteld." in result.output
    return tmp_path / "alles" / organisation.slug


def _table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))


def test_what_was_said_is_read_as_text_and_in_word(exported: Path, session: Session, study: Study) -> None:
    said = session.exec(select(Turn.text).order_by(col(Turn.id)).limit(4)).all()
    folder = exported / "onderzoeken" / study.slug / "gesprekken"
    document = docx.Document(str(folder / "gesprek-01.docx"))
    in_word = "\n".join(one.text for one in document.paragraphs)

    assert sorted(file.name for file in folder.iterdir())[:2] == ["gesprek-01.docx", "gesprek-01.txt"]
    for text in said:
        assert text in (folder / "gesprek-01.txt").read_text()
        assert text in in_word
    assert "Gesprek 1, ouder" in in_word
    about = document.core_properties
    assert (about.title[:16], about.author, about.comments) == ("Gesprek 1, ouder", "Verhaallijn", "")
    assert {day_of(moment.replace(tzinfo=UTC)) for moment in (about.created, about.modified)} == {today()}


def test_every_fragment_stands_where_its_numbers_say(exported: Path, session: Session, study: Study) -> None:
    folder = exported / "onderzoeken" / study.slug
    rows = _table(folder / "fragmenten.csv")
    said: dict[str, list[str]] = {}
    turns = [json.loads(line) for line in (exported / "alle-rijen" / "turn.jsonl").read_text().splitlines()]
    for turn in turns:
        said.setdefault(str(turn["source_id"]), []).append(turn["text"])
    segments = [json.loads(line) for line in (exported / "alle-rijen" / "segment.jsonl").read_text().splitlines()]

    assert len(rows) == len(segments) == session.exec(select(func.count(col(Segment.id)))).one() > 0
    by_number = {str(one["id"]): one for one in segments}
    for row in rows:
        text = "\n".join(said[str(by_number[row["Nummer"]]["source_id"])])
        assert text[int(row["Van teken"]) : int(row["Tot teken"])] == row["Fragment"]
    assert {row["Code"] for row in rows} <= {row["Code"] for row in _table(folder / "codeboek.csv")}


def test_what_readers_got_is_there(exported: Path, session: Session, study: Study, filled: Journey) -> None:
    folder = exported / "onderzoeken" / study.slug / "klantreizen"
    public = session.exec(select(Publication)).one()

    assert (folder / f"{filled.slug}-1.pdf").read_bytes() == public.pdf
    assert json.loads((folder / f"{filled.slug}-1.json").read_text()) == public.content


def test_no_row_is_forgotten_and_none_is_of_another(exported: Path, engine: Engine, organisation: Organisation) -> None:
    def counted(table: Any) -> int:
        with seeing_all(engine) as connection:
            of_it = select(func.count()).select_from(table).where(table.c.organisation_id == organisation.id)
            return connection.scalar(of_it) or 0

    there = {table.name: counted(table) for table in scoped_tables()}
    written = {file.stem: len(file.read_text().splitlines()) for file in (exported / "alle-rijen").iterdir()}

    assert written == {name: count for name, count in there.items() if count}
    assert len(written) > 15
    assert files_with(OF_ANOTHER, exported.parent) == []


def test_real_names_come_along_only_when_asked_for(
    exported: Path, run_at: RunAt, settings: Settings, study: Study, organisation: Organisation, tmp_path: Path
) -> None:
    assert files_with("Wilma", exported) == []
    assert files_with("0612345678", exported) == []
    assert "alleen --with-names" in (exported / "LEESMIJ.txt").read_text()

    run_at(settings, "export-all", tmp_path / "met", "--with-names")

    own = tmp_path / "met" / organisation.slug
    assert _table(own / "onderzoeken" / study.slug / "contacten.csv")[0]["Naam"] == "Wilma Jansen"
    assert "haal ze weg" in (own / "LEESMIJ.txt").read_text()
    assert OF_ANOTHER in next((tmp_path / "met" / "elders").rglob("gesprek-01.txt")).read_text()


def test_nobody_else_reads_it_and_passwords_stay_here(exported: Path) -> None:
    assert {file.stat().st_mode & 0o077 for file in [exported.parent, *exported.parent.rglob("*")]} == {0}
    assert [row["Naam"] for row in _table(exported / "mensen.csv")] == ["Lotte Veldman"]
    assert files_with("argon2", exported) == []
    assert not (exported / "alle-rijen" / "study_key.jsonl").exists(), "and so do keys"


def test_a_folder_that_is_there_and_an_organisation_that_is_not_are_told(
    run_at: RunAt, settings: Settings, filled: Journey, tmp_path: Path
) -> None:
    assert "Er is geen organisatie ‘weg’." in refused(
        run_at(settings, "export-all", tmp_path / "alles", "--organisation", "weg")
    )
    assert not (tmp_path / "alles").exists()
    (tmp_path / "alles").mkdir()
    assert "wordt niet overschreven" in refused(run_at(settings, "export-all", tmp_path / "alles"))
