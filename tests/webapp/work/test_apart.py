"""What a worker makes of the process that does its jobs: of one that answers, hangs or breaks."""

import logging
import os
import signal
import threading

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import open_session, read_only
from foundation.jobs.claiming import claim
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import RunningJob
from studies.models import Study
from tests.webapp.work.real_worker import runs, until
from webapp.work.apart import Apart

ANSWERS, HANGS, BREAKS = ("cat",), ("sleep", "600"), ("false",)


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def running(engine: Engine, session: Session, study: Study) -> RunningJob:
    job = Job(kind="count", study_id=study.id)
    session.add(job)
    session.commit()
    running = claim(engine, job.id, "worker of the test")
    assert running is not None
    return running


def _now(running: RunningJob) -> tuple[JobState, int, int]:
    with open_session(read_only(running.engine), running.organisation_id) as session:
        job = session.get_one(Job, running.job_id)
        return job.state, job.attempt, job.handed_back


def _soon(event: threading.Event) -> None:
    threading.Timer(0.5, event.set).start()


def test_one_process_does_job_after_job(running: RunningJob, stop: threading.Event) -> None:
    apart = Apart(ANSWERS, stop)
    apart.carry_out(running)
    first = apart.pid
    apart.carry_out(running)
    assert apart.pid == first
    assert _now(running) == (JobState.RUNNING, 1, 0), "how it ended is for that process to store"
    apart.end()
    assert first is not None
    assert not runs(first)


def test_told_to_stop_it_waits_for_nothing(running: RunningJob, stop: threading.Event) -> None:
    apart = Apart(HANGS, stop)
    _soon(stop)
    apart.carry_out(running)
    assert apart.pid is None
    assert _now(running) == (JobState.WAITING, 1, 1)


def test_a_job_that_another_took_over_is_not_done_here_any_longer(running: RunningJob, stop: threading.Event) -> None:
    apart = Apart(HANGS, stop)
    _soon(running.lost)
    apart.carry_out(running)
    assert apart.pid is None
    assert _now(running) == (JobState.RUNNING, 1, 0), "it is the other's now"


def test_a_process_that_breaks_leaves_its_job_to_be_tried_again(
    running: RunningJob, stop: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    apart = Apart(BREAKS, stop)
    with caplog.at_level(logging.ERROR):
        apart.carry_out(running)
    assert _now(running) == (JobState.WAITING, 1, 0)
    assert f"job {running.job_id} broke off" in caplog.text


def test_another_process_takes_the_place_of_one_that_is_gone(running: RunningJob, stop: threading.Event) -> None:
    apart = Apart(ANSWERS, stop)
    apart.carry_out(running)
    first = apart.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: not runs(first))
    apart.carry_out(running)
    assert apart.pid not in (first, None)
    apart.end()
