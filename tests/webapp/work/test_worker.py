"""Workers that are stopped, killed or left alone: whatever happens, each job is done, once, and no process stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session
from foundation.jobs import lease
from foundation.jobs.claiming import free_jobs
from foundation.jobs.models import JobState, Worker
from studies.models import Study
from tests.webapp.work.real_worker import RealWorkers, children, runs, until
from webapp.settings import Settings

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes through Linux's /proc")


@pytest.fixture
def workers(
    settings: Settings, engine: Engine, session: Session, study: Study, tmp_path: Path
) -> Iterator[RealWorkers]:
    workers = RealWorkers(settings, engine, study, tmp_path / "gate")
    yield workers
    workers.end()


def test_a_killed_worker_loses_nothing_and_leaves_no_process(workers: RealWorkers) -> None:
    workers.lease_seconds = 2
    number, first = workers.ask("deep"), workers.start()
    workers.until(number, JobState.RUNNING, "diep")
    (apart,) = children(first.pid)

    first.send_signal(signal.SIGKILL)
    first.wait()

    assert until(lambda: not runs(apart)) < 5
    workers.let_go()
    workers.start()
    done = workers.until(number, JobState.DONE)
    assert (done.attempt, done.message) == (2, "Klaar.")


def test_a_worker_that_is_told_to_stop_hands_its_job_on_at_once(workers: RealWorkers) -> None:
    """However deep in a library, and with a lease that would have lasted."""
    workers.lease_seconds = 600
    number, first = workers.ask("deep"), workers.start()
    running = workers.until(number, JobState.RUNNING, "diep")
    (apart,) = children(first.pid)
    assert running.worker.endswith(f":{first.pid}")
    assert _workers(workers.engine) == [running.worker]

    first.terminate()

    assert until(lambda: first.poll() is not None) < 10
    assert first.returncode == 0
    assert not runs(apart)
    assert _workers(workers.engine) == []
    waiting = workers.seen(number)
    assert (waiting.state, waiting.attempt, waiting.handed_back) == (JobState.WAITING, 1, 1)
    assert free_jobs(workers.engine) == [number]


def test_a_worker_outlives_the_process_that_does_its_jobs_and_a_folder_that_is_away(workers: RealWorkers) -> None:
    workers.lease_seconds = 600
    number, worker = workers.ask("patient"), workers.start()
    workers.until(number, JobState.RUNNING, "wachten")

    os.kill(children(worker.pid)[0], signal.SIGKILL)  # as the system does when memory is full
    until(lambda: workers.seen(number).attempt == 2)
    workers.let_go()
    workers.until(number, JobState.DONE)

    here = workers.settings.data_dir
    away = here.rename(here.with_name("away"))
    time.sleep(5)  # some sweeps long
    away.rename(here)
    assert workers.until(workers.ask("patient"), JobState.DONE).attempt == 1
    assert worker.poll() is None


def test_a_worker_ends_with_the_server_that_started_it_however_deep_it_is(workers: RealWorkers) -> None:
    workers.lease_seconds = 600
    number, server = workers.ask("deep"), workers.start("server")
    workers.until(number, JobState.RUNNING, "diep")
    (worker,) = children(server.pid)
    (apart,) = children(worker)

    server.send_signal(signal.SIGKILL)

    assert until(lambda: not runs(worker) and not runs(apart)) < 10
    assert workers.seen(number).state == JobState.WAITING


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_beside_a_server_ends_with_it(settings: Settings, engine: Engine, end: signal.Signals) -> None:
    environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "webapp.commands", "serve", "--worker", "--port", "0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        until(lambda: bool(_workers(engine)))
        (worker,) = children(server.pid)
        server.send_signal(end)
        server.wait()
        assert until(lambda: not runs(worker)) < 10
    finally:
        server.kill()
        server.wait()


def test_a_lease_outlives_several_heartbeats() -> None:
    """A worker that is slow for a moment must not lose its job."""
    assert lease.LEASE.total_seconds() >= 3 * lease.HEARTBEAT_SECONDS


def _workers(engine: Engine) -> list[str]:
    with open_session(engine, None) as session:
        return list(session.exec(select(Worker.name)).all())
