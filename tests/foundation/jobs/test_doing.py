"""Jobs survive their workers: claim, lease, fencing, and one result."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now
from foundation.database.engine import open_session, unit_of_work
from foundation.errors import ResearcherError
from foundation.jobs.asking import enqueue
from foundation.jobs.claiming import MOST_ATTEMPTS, claim, free_jobs
from foundation.jobs.doing import fail, run_job
from foundation.jobs.kinds import functions, job
from foundation.jobs.models import Job, JobState
from foundation.jobs.running import LostLease, RunningJob
from studies.models import Study
from studies.planning import add_study


@pytest.fixture
def ran(study: Study) -> Iterator[list[int]]:
    """Declares the kind 'count', which adds a study per run; gives the attempts it saw."""
    attempts: list[int] = []

    @job("count")
    def count(running: RunningJob) -> None:
        attempts.append(running.attempt)
        running.tell(1, 2, "halverwege")
        with running.finishing("Eén gevonden.") as session:
            add_study(session, "gevonden")

    yield attempts
    del functions["count"]


def _enqueue(session: Session, study: Study) -> int:
    row = enqueue(session, "count", study.id)
    session.commit()
    return row.id


def _seen(engine: Engine, study: Study, job_id: int) -> Job:
    with open_session(engine, study.organisation_id) as session:
        return session.get_one(Job, job_id)


def test_a_job_stores_its_result_and_its_end_together(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    job_id = _enqueue(session, study)

    assert run_job(engine, job_id)

    done = _seen(engine, study, job_id)
    assert (done.state, done.message) == (JobState.DONE, "Eén gevonden.")
    assert [found.title for found in session.exec(select(Study).where(Study.title == "gevonden")).all()] == ["gevonden"]


def test_a_finished_job_is_not_done_again(engine: Engine, session: Session, study: Study, ran: list[int]) -> None:
    job_id = _enqueue(session, study)
    assert run_job(engine, job_id)
    assert not run_job(engine, job_id)
    assert ran == [1]


def test_the_same_work_is_not_asked_for_twice(session: Session, study: Study, ran: list[int]) -> None:
    assert _enqueue(session, study) == _enqueue(session, study)


def test_a_job_whose_worker_died_is_finished_by_the_next(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    job_id = _enqueue(session, study)
    assert claim(engine, job_id) is not None  # and then its process is killed
    assert free_jobs(engine) == []
    _expire_lease(engine, job_id)

    assert free_jobs(engine) == [job_id]
    assert run_job(engine, job_id)
    assert ran == [2]
    assert _seen(engine, study, job_id).state == JobState.DONE


def test_a_worker_that_was_taken_over_cannot_store_its_result(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    job_id = _enqueue(session, study)
    slow = claim(engine, job_id)
    assert slow is not None
    _expire_lease(engine, job_id)
    assert run_job(engine, job_id)

    with pytest.raises(LostLease), slow.finishing("te laat") as late:
        add_study(late, "dubbel")
    assert session.exec(select(Study).where(Study.title == "dubbel")).all() == []


def test_a_worker_that_was_taken_over_writes_nothing_while_the_next_one_works(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    """The job is running again by then: only the number of the attempt tells the two workers apart."""
    job_id = _enqueue(session, study)
    slow = claim(engine, job_id)
    assert slow is not None
    _expire_lease(engine, job_id)
    next_one = claim(engine, job_id)
    assert next_one is not None
    next_one.tell(1, 2, "halverwege")

    with pytest.raises(LostLease), slow.finishing("te laat") as late:
        add_study(late, "dubbel")
    with pytest.raises(LostLease):
        slow.tell(2, 2, "te laat")
    fail(slow, "te laat")

    seen = _seen(engine, study, job_id)
    assert (seen.state, seen.stage, seen.message, seen.done) == (JobState.RUNNING, "halverwege", "", 1)
    assert session.exec(select(Study).where(Study.title == "dubbel")).all() == []


def test_a_researcher_error_ends_the_job_with_its_sentence(engine: Engine, session: Session, study: Study) -> None:
    @job("refuse")
    def refuse(running: RunningJob) -> None:
        raise ResearcherError("Er zijn nog te weinig gesprekken.")

    row = enqueue(session, "refuse", study.id)
    session.commit()
    run_job(engine, row.id)

    failed = _seen(engine, study, row.id)
    assert (failed.state, failed.message) == (JobState.FAILED, "Er zijn nog te weinig gesprekken.")
    del functions["refuse"]


def test_a_job_that_kills_every_worker_is_given_up(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    job_id = _enqueue(session, study)
    for _attempt in range(MOST_ATTEMPTS):
        assert claim(engine, job_id) is not None
        _expire_lease(engine, job_id)

    assert not run_job(engine, job_id)
    assert _seen(engine, study, job_id).state == JobState.FAILED


def _expire_lease(engine: Engine, job_id: int) -> None:
    with unit_of_work(engine, across=True) as session:
        session.get_one(Job, job_id).lease_until = now() - timedelta(seconds=1)
