"""Which faults of a database pass, and which are defects."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine, event, text

from foundation.database import passing_faults
from foundation.database.engine import open_engine, unit_of_work
from foundation.database.passing_faults import is_passing, patiently
from foundation.database.write_turn import CannotWriteNow
from foundation.secrets.keys import seal_with
from studies.models import Organisation, Study
from studies.planning import add_study
from webapp.settings import NAMES, Settings

pytestmark = pytest.mark.of_sqlite("another program locks SQLite's file, or moves it")


@pytest.fixture
def hasty(settings: Settings) -> Iterator[Engine]:
    """An engine that gives up at once when another program writes."""
    engine = open_engine(settings.url)
    seal_with(engine, settings.key_file(NAMES))
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=0"))
    yield engine
    engine.dispose()


def _fault(engine: Engine, statement: str = "UPDATE study SET title = title") -> BaseException:
    with pytest.raises(Exception) as fault, engine.begin() as connection:  # noqa: PT011  which one is what is asked
        connection.execute(text(statement))
    return fault.value


def test_a_database_that_is_locked_passes(hasty: Engine, settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data_dir / "verhaallijn.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert is_passing(_fault(hasty))


def test_a_folder_that_is_away_passes_and_writing_says_so(hasty: Engine, settings: Settings) -> None:
    with hasty.begin() as connection:
        connection.execute(text("SELECT 1"))
    shutil.move(settings.data_dir, settings.data_dir.with_name("away"))
    fault = _fault(hasty)
    assert is_passing(fault)
    assert isinstance(fault, CannotWriteNow)
    assert str(fault).startswith("Bewaren kan nu niet: de map met de gegevens is weg, vol of alleen te lezen.")
    hasty.dispose()
    assert is_passing(_fault(hasty))


def test_a_statement_that_is_wrong_does_not_pass(hasty: Engine) -> None:
    assert not is_passing(_fault(hasty, "SELECT * FROM nothing"))
    assert not is_passing(ValueError("x"))


def test_who_is_patient_gets_there(
    hasty: Engine, settings: Settings, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(settings.data_dir / "verhaallijn.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            other.close()

    def add() -> int:
        with unit_of_work(hasty, organisation.id) as session:
            return add_study(session, "Toch bewaard").id

    monkeypatch.setattr(passing_faults.time, "sleep", pause)
    number = patiently(add, 60, "the study")
    with unit_of_work(hasty, organisation.id) as session:
        assert session.get_one(Study, number).title == "Toch bewaard"
    assert len(paused) == 3


def test_nobody_is_patient_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100))
    monkeypatch.setattr(passing_faults.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(passing_faults.time, "sleep", lambda _seconds: None)
    tried: list[None] = []

    def act() -> None:
        tried.append(None)
        raise CannotWriteNow("x")

    with pytest.raises(CannotWriteNow):
        patiently(act, 5, "nothing")
    assert len(tried) == 6


def test_a_defect_is_tried_once() -> None:
    tried: list[None] = []

    def act() -> None:
        tried.append(None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        patiently(act, 60, "nothing")
    assert len(tried) == 1
