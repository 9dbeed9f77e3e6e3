"""What a worker does again and again, whatever fails meanwhile."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import open_engine
from foundation.jobs.claiming import free_jobs
from foundation.jobs.models import Job
from foundation.redis_line import RedisAway, RedisLine
from studies.models import Study
from tests.databases.own_redis import OwnRedis
from tests.webapp.work.real_worker import until
from webapp.migration import migrate
from webapp.settings import Settings
from webapp.work import looking
from webapp.work.looking import keep_looking
from webapp.work.queue import Bell, BellInFile, BellInRedis, open_bell
from webapp.work.worker import do_jobs

InThread = Callable[..., None]


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    monkeypatch.setattr(looking, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(looking, "SWEEPS_AFTER_FAILURE", 2)
    return threading.Event()


@pytest.fixture
def in_thread(stop: threading.Event) -> Iterator[InThread]:
    """Runs it until the test ends."""
    threads: list[threading.Thread] = []

    def start(function: Callable[..., None], *arguments: object) -> None:
        threads.append(threading.Thread(target=function, args=(*arguments, stop)))
        threads[-1].start()

    yield start
    stop.set()
    for one in threads:
        one.join()


@pytest.fixture(params=["a file", "Redis"])
def bell(request: pytest.FixtureRequest, settings: Settings) -> Bell:
    """Whichever it is, a worker hears it alike."""
    line = RedisLine(request.getfixturevalue("redis").url) if request.param == "Redis" else None
    return open_bell(settings.queue_file, line)


def test_a_look_that_fails_is_not_the_last(
    new_database: str, in_thread: InThread, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that is away for a moment leaves nothing undone for good."""
    engine, looked = open_engine(new_database), threading.Event()

    def look() -> None:
        free_jobs(engine)
        looked.set()

    in_thread(keep_looking, [(1, look)])
    until(lambda: "looking around failed" in caplog.text)
    migrate(engine)
    assert looked.wait(20)
    engine.dispose()


def test_each_look_has_its_own_pace(in_thread: InThread) -> None:
    often, seldom = list[None](), list[None]()
    in_thread(keep_looking, [(1, lambda: often.append(None)), (3, lambda: seldom.append(None))])
    until(lambda: len(often) >= 7)
    assert 3 <= len(seldom) <= len(often) // 3 + 1


def test_what_failed_is_not_put_off_for_long(in_thread: InThread) -> None:
    tried: list[None] = []

    def fail_once() -> None:
        tried.append(None)
        if len(tried) == 1:
            raise OSError

    in_thread(keep_looking, [(1_000_000, fail_once)])
    until(lambda: len(tried) == 2)


def test_a_job_of_which_the_ring_got_lost_is_found(
    engine: Engine, session: Session, study: Study, bell: Bell, in_thread: InThread
) -> None:
    done: list[int] = []
    in_thread(do_jobs, engine, bell, done.append)
    job = Job(kind="count", study_id=study.id)
    session.add(job)
    session.commit()
    until(lambda: done[:1] == [job.id])


def test_a_queue_that_is_broken_keeps_no_work_waiting(
    engine: Engine,
    session: Session,
    study: Study,
    settings: Settings,
    in_thread: InThread,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bell = BellInFile(settings.queue_file)
    bell._queue.storage.close()
    settings.queue_file.write_bytes(b"not a database" * 1000)
    for beside in settings.data_dir.glob("queue.db-*"):
        beside.unlink()
    job, done = Job(kind="count", study_id=study.id), list[int]()
    session.add(job)
    session.commit()
    with caplog.at_level(logging.ERROR):
        in_thread(do_jobs, engine, bell, done.append)
        until(lambda: done[:2] == [job.id] * 2)
    assert "not a database" in caplog.text


def test_another_process_hears_what_is_rung(settings: Settings) -> None:
    """The web process rings; a worker that never rang itself has to know what it hears."""
    BellInFile(settings.queue_file).ring(7)

    assert BellInFile(settings.queue_file).heard(0) == 7


def test_who_is_rung_for_is_done_at_once(
    engine: Engine, bell: Bell, in_thread: InThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SWEEP_SECONDS", 60)
    done: list[int] = []
    in_thread(do_jobs, engine, bell, done.append)
    time.sleep(0.1)
    bell.ring(7)
    until(lambda: done == [7], 20)


def test_who_must_stop_begins_nothing_more(
    engine: Engine, session: Session, study: Study, bell: Bell, stop: threading.Event
) -> None:
    """Neither what else is free, nor what is rung for."""
    jobs = [Job(kind=kind, study_id=study.id) for kind in ("one", "two")]
    session.add_all(jobs)
    session.commit()
    done: list[int] = []

    def do(job_id: int) -> None:
        done.append(job_id)
        stop.set()

    bell.ring(jobs[0].id)
    do_jobs(engine, bell, do, stop)
    assert done == [jobs[0].id]


def test_a_ring_is_heard_once_and_what_is_no_number_is_passed_over(redis: OwnRedis) -> None:
    line = RedisLine(redis.url)
    web, worker = BellInRedis(line), BellInRedis(RedisLine(redis.url))
    web.ring(7)
    line.ask(lambda client: client.lpush("verhaallijn:rung", "import os"))
    web.ring(8)
    assert web.waiting() == 3
    assert [worker.heard(0.1) for _time in range(4)] == [7, None, 8, None]


def test_while_redis_is_away_jobs_are_found_by_looking(
    engine: Engine,
    session: Session,
    study: Study,
    redis: OwnRedis,
    in_thread: InThread,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("foundation.redis_line._PAUSE", 0.0)
    bell, done = BellInRedis(RedisLine(redis.url)), list[int]()
    in_thread(do_jobs, engine, bell, done.append)
    redis.stop()
    try:
        with pytest.raises(RedisAway):
            bell.ring(1)
        job = Job(kind="count", study_id=study.id)
        session.add(job)
        session.commit()
        until(lambda: done[:1] == [job.id])
    finally:
        redis.start()

    bell.ring(70_000)
    until(lambda: 70_000 in done)


def test_one_job_that_goes_wrong_keeps_no_other_waiting(
    engine: Engine, bell: Bell, in_thread: InThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SWEEP_SECONDS", 60)
    done: list[int] = []

    def do(job_id: int) -> None:
        if job_id == 7:
            raise OSError
        done.append(job_id)

    in_thread(do_jobs, engine, bell, do)
    bell.ring(7)
    bell.ring(8)
    until(lambda: done == [8], 20)
