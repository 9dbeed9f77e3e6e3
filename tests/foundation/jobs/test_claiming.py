"""A job is done by one worker at a time, given up when it breaks off again and again, and handed on when one stops."""

import logging
import threading
from collections import Counter

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlmodel import Session

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.claiming import MOST_ATTEMPTS, claim, free_jobs, hand_back
from foundation.jobs.doing import run_job
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import LostLease
from studies.models import Study
from tests.foundation.jobs.conftest import Seen
from tests.foundation.jobs.making import ask, claimed, expire_lease

JOBS, THREADS = 30, 4


def test_of_four_who_claim_at_once_one_gets_each_job(engine: Engine, session: Session, study: Study) -> None:
    """On connections of which neither waits for the other before it writes."""
    jobs = [Job(kind=f"kind {number}", study_id=study.id) for number in range(JOBS)]
    session.add_all(jobs)
    session.commit()
    numbers = [job.id for job in jobs]
    # What is told for a transaction is forgotten at once here, so it is told for the connection.
    told = {"options": "-c verhaallijn.organisation=-1"} if engine.dialect.name == "postgresql" else {}
    hurried = create_engine(engine.url, isolation_level="AUTOCOMMIT", connect_args=told)
    event.listen(hurried, "after_cursor_execute", lambda *_: threading.Event().wait(0.002))
    claimed: list[int] = []
    together = threading.Barrier(THREADS, timeout=30)

    def take_all() -> None:
        for number in numbers:
            together.wait()
            if (running := claim(hurried, number)) is not None:
                claimed.append(running.job_id)

    threads = [threading.Thread(target=take_all) for _thread in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    hurried.dispose()

    assert Counter(claimed) == Counter(numbers)


def test_a_claim_says_who_does_it_and_since_when(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    number = ask(session, study)
    before = now()

    running = claim(engine, number, "worker of the test")

    assert running is not None
    job = seen(number)
    assert (job.state, job.attempt, job.worker) == (JobState.RUNNING, 1, "worker of the test")
    assert job.begun_at is not None
    assert job.lease_until is not None
    assert before <= job.begun_at < job.lease_until
    assert claim(engine, number) is None


def test_a_job_whose_worker_died_is_free_again(engine: Engine, session: Session, study: Study, ran: list[int]) -> None:
    number = ask(session, study)
    claimed(engine, number)  # and then its process is killed
    assert free_jobs(engine) == []
    expire_lease(engine, number)

    assert free_jobs(engine) == [number]
    assert run_job(engine, number)
    assert ran == [2]


def test_a_job_that_breaks_off_five_times_says_so_and_what_to_do(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    number = ask(session, study)
    for _attempt in range(MOST_ATTEMPTS):
        claimed(engine, number)
        expire_lease(engine, number)

    with caplog.at_level(logging.ERROR):
        assert not run_job(engine, number)

    job = seen(number)
    assert job.state == JobState.FAILED
    assert job.finished_at is not None
    assert job.message == (
        "Dit brak 5 keer af voordat het klaar was. Misschien heeft de computer te weinig geheugen. Wat er stond, "
        f"staat er nog. Vraag je beheerder om in het log te kijken bij ‘job {number}’, en probeer het daarna opnieuw."
    )
    assert f"job {number} " in caplog.text
    assert free_jobs(engine) == []


def test_a_job_that_is_handed_back_waits_again_and_that_does_not_count(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    """Workers may be restarted as often as it takes."""
    number = ask(session, study)
    for attempt in range(1, MOST_ATTEMPTS + 2):
        running = claimed(engine, number)
        running.tell(1, 2, "halverwege")
        hand_back(running)
        assert free_jobs(engine) == [number]
        job = seen(number)
        assert (job.state, job.attempt, job.handed_back) == (JobState.WAITING, attempt, attempt)
        assert (job.stage, job.done, job.total, job.worker) == ("", 0, 0, "")
    assert run_job(engine, number)
    assert seen(number).state == JobState.DONE


def test_who_handed_a_job_back_writes_nothing_more(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    number = ask(session, study)
    stopped = claimed(engine, number)
    hand_back(stopped)
    with pytest.raises(LostLease):
        stopped.tell(2, 2)
    claimed(engine, number)
    with pytest.raises(LostLease):
        stopped.tell(2, 2)


def test_who_lost_a_job_hands_nothing_back(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    number = ask(session, study)
    slow = claimed(engine, number)
    expire_lease(engine, number)
    claimed(engine, number)

    hand_back(slow)

    assert (seen(number).state, seen(number).handed_back) == (JobState.RUNNING, 0)


def test_looking_for_free_jobs_waits_for_no_writer(engine: Engine, session: Session, study: Study) -> None:
    session.add(Job(kind="count", study_id=study.id))
    session.commit()
    with unit_of_work(engine, study.organisation_id) as busy:
        busy.add(Job(kind="other", study_id=study.id))
        busy.flush()
        assert len(free_jobs(engine)) == 1
