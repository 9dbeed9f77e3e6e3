"""All rows go to another database, with their numbers, and come back the same; on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import open_engine, open_session, unit_of_work
from foundation.database.full_text.asked import asked
from foundation.secrets.keys import seal_with
from interviews.retrieval.search import find_turns, searched
from journeys.models import Journey
from studies.models import Organisation, Study
from studies.planning import add_study
from tests.webapp.backup.conftest import RunAt, refused
from tests.webapp.backup.rows import rows_of
from webapp.settings import NAMES, Settings


@pytest.fixture
def between(tmp_path: Path) -> str:
    """The address of a database on SQLite, whatever the tests run on."""
    return f"sqlite:///{tmp_path / 'between.db'}"


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_there_and_back_everything_is_the_same(
    run_at: RunAt,
    engine: Engine,
    session: Session,
    settings: Settings,
    study: Study,
    filled: Journey,
    elsewhere: Settings,
    between: str,
) -> None:
    gone = add_study(session, "Weer weg", slug="weer-weg")
    session.commit()
    session.delete(gone)
    session.commit()
    session.close()
    engine.dispose()

    there = run_at(settings, "move", between)
    back = run_at(settings.model_copy(update={"database_url": between}), "move", elsewhere.prepared().url)

    assert [there.exit_code, back.exit_code] == [0, 0], there.output + back.output
    assert "Alles is nageteld en vergeleken." in there.output
    with _opened(between) as one, _opened(elsewhere.url) as other:
        assert rows_of(engine) == rows_of(one) == rows_of(other)
        with open_session(other, study.organisation_id) as moved:
            assert find_turns(moved, searched(moved, study.id), asked("wachtlijsten")).page.total > 0
        seal_with(other, settings.key_file(NAMES))
        with unit_of_work(other, study.organisation_id) as writing:
            assert add_study(writing, "Nieuw", slug="nieuw").id == gone.id + 1, "no number is given twice"


def test_a_database_that_holds_something_is_left_alone(
    run_at: RunAt, engine: Engine, settings: Settings, filled: Journey, between: str
) -> None:
    engine.dispose()
    assert run_at(settings, "move", between).exit_code == 0

    assert "Hier staat al iets: " in refused(run_at(settings, "move", between))


@pytest.mark.of_sqlite("who has a database on a server open is not known")
def test_nothing_is_moved_while_somebody_works(
    run_at: RunAt, engine: Engine, settings: Settings, organisation: Organisation, between: str
) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM study")
        connection.rollback()

        assert "Stop `verhaallijn serve`" in refused(run_at(settings, "move", between))


@pytest.mark.parametrize("url", ["", "verhaallijn", "mysql://a/b", "postgresql://", "http://a.nl"])
def test_what_is_no_address_is_told_with_a_good_one(
    run_at: RunAt, engine: Engine, settings: Settings, url: str
) -> None:
    engine.dispose()
    assert "Een goed voorbeeld is: postgresql+psycopg://" in refused(run_at(settings, "move", url))


def test_a_server_that_is_not_there_is_told_without_its_password(
    run_at: RunAt, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    engine.dispose()
    said = refused(run_at(settings, "move", f"postgresql+psycopg://verhalen:geheim@/verhalen?host={tmp_path}"))
    assert "is niet te bereiken" in said
    assert "geheim" not in said
