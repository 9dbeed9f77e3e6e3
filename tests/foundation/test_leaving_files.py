"""What left the tables has left SQLite's files, also when somebody was reading at that moment."""

import logging

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from foundation.database.engine import open_session, read_only
from foundation.database.leaving_files import empty_log
from interviews.texts.models import Turn
from studies.models import Study
from tests.factories import make_interview
from tests.files import files_with
from webapp.settings import Settings

NAME = "Zwartendijck"


@pytest.fixture
def turn(session: Session, study: Study) -> Turn:
    """A speaker's turn that names somebody, stored."""
    source = make_interview(session, study, [("Ouder", f"Mevrouw {NAME} belde mij op.", False)])
    session.commit()
    with session.begin():
        return session.exec(select(Turn).where(Turn.source_id == source.id)).one()


def test_a_name_that_is_replaced_is_in_no_file(settings: Settings, session: Session, turn: Turn) -> None:
    assert files_with(NAME, settings.data_dir)
    turn.text = "Mevrouw Hoekstra belde mij op, dat was fijn."
    session.commit()
    assert files_with(NAME, settings.data_dir) == []
    assert files_with("Hoekstra", settings.data_dir) == ["verhaallijn.db"]


def test_a_part_that_is_taken_back_keeps_no_name_in_the_files(settings: Settings, session: Session, turn: Turn) -> None:
    turn.text = "Mevrouw Hoekstra belde mij op, dat was fijn."
    session.flush()
    session.begin_nested().rollback()
    session.commit()
    assert files_with(NAME, settings.data_dir) == []


def test_a_row_that_is_deleted_is_in_no_file(settings: Settings, session: Session, turn: Turn) -> None:
    session.delete(turn)
    session.commit()
    assert files_with(NAME, settings.data_dir) == []


@pytest.mark.of_sqlite("PostgreSQL's log can't be emptied from here: see docs/decisions/0026-postgresql.md")
def test_a_reader_holds_nobody_up_and_the_name_goes_after_it(
    settings: Settings, engine: Engine, session: Session, turn: Turn
) -> None:
    with open_session(read_only(engine), turn.organisation_id) as reader:
        assert NAME in reader.get_one(Turn, turn.id).text
        turn.text = "Mevrouw Hoekstra belde mij op."
        session.commit()
        assert files_with(NAME, settings.data_dir), "as long as somebody reads, the old page is needed"
    assert files_with(NAME, settings.data_dir) == []


@pytest.mark.of_sqlite("PostgreSQL's log can't be emptied from here: see docs/decisions/0026-postgresql.md")
def test_the_worker_empties_what_another_process_left(
    settings: Settings, engine: Engine, session: Session, turn: Turn
) -> None:
    with engine.begin() as other:
        other.execute(text("UPDATE turn SET text = 'Mevrouw Hoekstra.'"))
        other.execute(text("DELETE FROM turn_words"))
    assert files_with(NAME, settings.data_dir)
    assert empty_log(engine)
    assert files_with(NAME, settings.data_dir) == []


def test_an_error_says_nothing_of_what_was_to_be_stored(
    session: Session, turn: Turn, caplog: pytest.LogCaptureFixture
) -> None:
    session.add(Turn(source_id=turn.source_id, position=turn.position, start=0, end=0, text=NAME))
    with pytest.raises(IntegrityError) as refused:
        session.flush()
    with caplog.at_level(logging.ERROR):
        logging.getLogger("webapp").error("defect", exc_info=refused.value)
    assert NAME not in caplog.text
