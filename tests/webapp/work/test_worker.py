"""A worker that is killed in the middle: the next one finishes the job, once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

import webapp.work.worker
from foundation.database.engine import open_engine, open_session, unit_of_work
from foundation.jobs import lease
from foundation.jobs.models import Job, JobState
from studies.accounts import add_organisation
from studies.models import Study
from webapp.migration import migrate
from webapp.settings import Settings

PATIENCE = 60.0

# A worker as the product runs it, with one extra kind of job that lasts until it is told to end.
WORKER = """
import sys, time, pathlib
from foundation.jobs.kinds import job
from foundation.jobs import lease
from datetime import timedelta
lease.LEASE, lease.HEARTBEAT_SECONDS = timedelta(seconds=2), 0.5
from webapp.commands.verhaallijn import prepared_engine
from webapp.work.queue import open_queue
from webapp.settings import Settings
from webapp.work.worker import work

@job("patience")
def patience(running):
    gate = pathlib.Path(sys.argv[1])
    for step in range(600):
        running.tell(step, 600)
        if gate.exists():
            break
        time.sleep(0.1)
    with running.finishing("Klaar."):
        pass

settings = Settings()
work(prepared_engine(settings), open_queue(settings.queue_file))
"""


def _worker(settings: Settings, gate: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir)}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(gate)], env=environment)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("waited a minute for nothing")
        time.sleep(0.1)


def test_a_killed_worker_loses_nothing(
    settings: Settings, engine: Engine, session: Session, study: Study, tmp_path: Path
) -> None:
    gate = tmp_path / "end"
    row = Job(kind="patience", study_id=study.id)
    session.add(row)
    session.commit()

    def state() -> Job:
        with open_session(engine, study.organisation_id) as looking:
            return looking.get_one(Job, row.id)

    first = _worker(settings, gate)
    second: subprocess.Popen[bytes] | None = None
    try:
        _until(lambda: state().state == JobState.RUNNING)
        first.send_signal(signal.SIGKILL)
        first.wait()
        gate.touch()
        second = _worker(settings, gate)
        _until(lambda: state().state == JobState.DONE)
    finally:
        for process in (first, second):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait()
    assert (state().attempt, state().message) == (2, "Klaar.")


def test_a_look_that_fails_is_not_the_last(
    new_database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that is away for a moment leaves nothing undone for good."""
    monkeypatch.setattr(webapp.work.worker, "SWEEP_SECONDS", 0.05)
    engine, looked, stop = open_engine(new_database), list[int](), threading.Event()
    looking = threading.Thread(target=webapp.work.worker.keep_looking, args=(engine, looked.append, stop))
    looking.start()
    try:
        _until(lambda: "looking around failed" in caplog.text)
        migrate(engine)
        with unit_of_work(engine, across=True) as session:
            organisation = add_organisation(session, "Lindermeer", "lindermeer")
            session.add(Job(kind="patience", organisation_id=organisation.id))
        _until(lambda: bool(looked))
    finally:
        stop.set()
        looking.join()
        engine.dispose()


def test_a_lease_outlives_several_heartbeats() -> None:
    """A worker that is slow for a moment must not lose its job."""
    assert lease.LEASE.total_seconds() >= 3 * lease.HEARTBEAT_SECONDS


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes through Linux's /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_beside_a_server_ends_with_it(settings: Settings, engine: Engine, end: signal.Signals) -> None:
    environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "webapp.commands", "serve", "--worker", "--port", "0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _until(lambda: bool(_children(server.pid)))
        worker = _children(server.pid)[0]
        server.send_signal(end)
        server.wait()
        _until(lambda: not _runs(worker))
    finally:
        server.kill()
        server.wait()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    """Whether it is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
