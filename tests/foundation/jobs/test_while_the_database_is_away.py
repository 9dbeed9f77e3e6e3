"""A database that is locked, or away for a moment, loses no work and ends no thread."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from foundation.database import passing_faults
from foundation.database.engine import open_engine
from foundation.jobs import lease
from foundation.jobs.claiming import free_jobs
from foundation.jobs.doing import run_job
from foundation.jobs.heartbeat import FAILURES_TO_TELL
from foundation.jobs.models import JobState
from foundation.jobs.running import RunningJob
from foundation.secrets.keys import seal_with
from studies.models import Study
from studies.planning import add_study
from tests.foundation.jobs.conftest import Does, Seen
from tests.foundation.jobs.making import ask, expire_lease
from webapp.settings import NAMES, Settings

pytestmark = pytest.mark.of_sqlite("another program locks SQLite's file")


class Lock:
    """Another program, which takes no turn, holds the database file."""

    def __init__(self, engine: Engine) -> None:
        self._other = sqlite3.connect(str(engine.url.database), isolation_level=None, check_same_thread=False)

    def hold(self) -> None:
        self._other.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        if self._other.in_transaction:
            self._other.execute("ROLLBACK")

    def close(self) -> None:
        self._other.close()


@pytest.fixture
def hasty(engine: Engine, settings: Settings) -> Iterator[Engine]:
    """An engine that gives up at once when another program writes."""
    hasty = open_engine(str(engine.url))
    seal_with(hasty, settings.key_file(NAMES))
    event.listen(hasty, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=0"))
    yield hasty
    hasty.dispose()


@pytest.fixture
def lock(hasty: Engine) -> Iterator[Lock]:
    lock = Lock(hasty)
    yield lock
    lock.close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch, lock: Lock) -> list[float]:
    """How long was waited between tries; nobody waits really, and at the third pause the lock goes."""
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            lock.release()

    monkeypatch.setattr(passing_faults.time, "sleep", pause)
    return waited


def test_a_result_waits_until_it_can_be_stored(
    hasty: Engine, session: Session, study: Study, lock: Lock, pauses: list[float], does: Does, seen: Seen
) -> None:
    def act(running: RunningJob) -> None:
        lock.hold()
        running.finish("Gevonden.", lambda late: add_study(late, "gevonden"))

    does("count", act)
    number = ask(session, study)
    assert run_job(hasty, number)

    assert (seen(number).state, seen(number).message, len(pauses)) == (JobState.DONE, "Gevonden.", 3)
    assert len(session.exec(select(Study).where(Study.title == "gevonden")).all()) == 1


def test_why_it_failed_waits_too(
    hasty: Engine, session: Session, study: Study, lock: Lock, pauses: list[float], does: Does, seen: Seen
) -> None:
    def act(running: RunningJob) -> None:
        lock.hold()
        raise ZeroDivisionError

    does("count", act)
    number = ask(session, study)
    assert run_job(hasty, number)
    assert (seen(number).state, len(pauses)) == (JobState.FAILED, 3)
    assert "fout in het programma" in seen(number).message


def test_how_far_it_is_can_wait(
    hasty: Engine, session: Session, study: Study, lock: Lock, does: Does, seen: Seen
) -> None:
    def act(running: RunningJob) -> None:
        lock.hold()
        running.tell(1, 2, "halverwege")
        lock.release()
        running.finish("Gevonden.", lambda late: None)

    does("count", act)
    number = ask(session, study)
    run_job(hasty, number)
    assert seen(number).state == JobState.DONE


def test_work_that_breaks_off_on_a_lock_is_tried_again(
    hasty: Engine, engine: Engine, session: Session, study: Study, lock: Lock, does: Does, seen: Seen
) -> None:
    """It isn't the job's fault, and nobody has to ask for it again."""

    def act(running: RunningJob) -> None:
        lock.hold()
        with running.reading() as reading:
            reading.exec(select(Study)).all()
        running.change(stage="halverwege")

    does("count", act)
    number = ask(session, study)
    assert run_job(hasty, number)
    lock.release()
    assert seen(number).state == JobState.RUNNING
    expire_lease(engine, number)
    assert free_jobs(engine) == [number]


def test_a_heartbeat_goes_on_after_faults_and_says_when_they_stay(
    hasty: Engine,
    session: Session,
    study: Study,
    lock: Lock,
    does: Does,
    seen: Seen,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(lease, "HEARTBEAT_SECONDS", 0.02)
    told = f"gave no sign of life {FAILURES_TO_TELL} times in a row"
    caplog.set_level(logging.ERROR)

    def act(running: RunningJob) -> None:
        before = seen(number).lease_until
        lock.hold()
        _until(lambda: told in caplog.text)
        lock.release()
        assert before is not None
        _until(lambda: (seen(number).lease_until or before) > before)
        running.finish("Gevonden.", lambda late: None)

    does("count", act)
    number = ask(session, study)
    assert run_job(hasty, number)
    assert seen(number).state == JobState.DONE


def _until(condition: Callable[[], bool]) -> None:
    for _moment in range(1000):
        if condition():
            return
        threading.Event().wait(0.02)
    pytest.fail("waited for nothing")
