"""Asking for work: never twice for the same, and heard also when it is asked again."""

import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from foundation.database.engine import open_session, unit_of_work
from foundation.jobs import asking
from foundation.jobs.asking import enqueue, ring_with
from foundation.jobs.models import Job, JobState
from studies.models import Study


@pytest.fixture
def rung() -> Iterator[list[int]]:
    """The jobs for which the bell rang."""
    before, heard = asking._bell, list[int]()
    ring_with(heard.append)
    yield heard
    ring_with(before)


def test_the_same_work_is_not_asked_for_twice(session: Session, study: Study, ran: list[int]) -> None:
    assert enqueue(session, "count", study.id).id == enqueue(session, "count", study.id).id


def test_who_asks_again_for_work_that_waits_is_heard_again(
    session: Session, study: Study, ran: list[int], rung: list[int]
) -> None:
    """The first ring may be lost: with a worker that was killed, or a queue that was away."""
    number = enqueue(session, "count", study.id).id
    assert rung == [], "nobody can do what isn't committed"
    session.commit()
    enqueue(session, "count", study.id)
    session.commit()
    assert rung == [number, number]


def test_nothing_rings_for_work_that_was_taken_back(
    session: Session, study: Study, ran: list[int], rung: list[int]
) -> None:
    enqueue(session, "count", study.id)
    session.rollback()
    session.exec(select(Study)).all()
    session.commit()
    assert rung == []


def test_a_part_of_a_transaction_rings_nothing_before_the_whole_is_committed(
    session: Session, study: Study, ran: list[int], rung: list[int]
) -> None:
    with session.begin_nested():
        number = enqueue(session, "count", study.id).id
    assert rung == []
    session.commit()
    assert rung == [number]


def test_a_part_that_is_taken_back_leaves_the_rest_to_ring(
    session: Session, study: Study, ran: list[int], rung: list[int]
) -> None:
    number = enqueue(session, "count", study.id).id
    session.begin_nested().rollback()
    session.commit()
    assert rung == [number]


def test_a_bell_that_is_away_breaks_nothing(engine: Engine, client: FlaskClient, study: Study) -> None:
    """The job is stored by then, and a worker that looks around finds it."""

    def away(_job_id: int) -> None:
        raise OSError("the queue is away")

    before = asking._bell
    ring_with(away)
    try:
        answer = client.post(f"/onderzoeken/{study.slug}/coderen/onderwerpen/zoek")
    finally:
        ring_with(before)
    assert answer.status_code == 302
    with open_session(engine, study.organisation_id) as looking:
        assert [job.state for job in looking.exec(select(Job)).all()] == [JobState.WAITING]


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
def test_the_database_refuses_a_second_unfinished_job(session: Session, study: Study, state: JobState) -> None:
    session.add(Job(kind="count", study_id=study.id))
    session.commit()
    session.add(Job(kind="count", study_id=study.id, state=state))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.add(Job(kind="other", study_id=study.id, state=state))
    session.add(Job(kind="count", study_id=study.id, state=JobState.DONE))
    session.flush()


def test_of_two_who_ask_at_once_one_finds_what_the_other_asked(
    engine: Engine, session: Session, study: Study, ran: list[int], rung: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked before either stored, as can be where writers do not wait for one another."""
    with unit_of_work(engine, study.organisation_id) as other:
        number = enqueue(other, "count", study.id).id
    look, looks = asking._still_to_do, list[None]()

    def too_early(asked: Session, kind: str, study_id: int | None) -> Job | None:
        looks.append(None)
        return look(asked, kind, study_id) if len(looks) > 1 else None

    monkeypatch.setattr(asking, "_still_to_do", too_early)
    assert enqueue(session, "count", study.id).id == number
    session.commit()
    assert rung == [number, number]


@pytest.mark.of_sqlite("PostgreSQL knows no savepoint where each statement is a transaction")
def test_two_clicks_at_once_make_one_job(engine: Engine, study: Study, ran: list[int]) -> None:
    """On connections of which neither waits for the other before it writes."""
    hurried = create_engine(engine.url, isolation_level="AUTOCOMMIT")
    both_looked = threading.Barrier(2, timeout=10)
    event.listen(hurried, "after_cursor_execute", lambda _c, _r, statement, *_: _meet(both_looked, statement))
    numbers: list[int] = []

    def click() -> None:
        with open_session(hurried, study.organisation_id) as session:
            numbers.append(enqueue(session, "count", study.id).id)
            session.commit()

    clicks = [threading.Thread(target=click) for _click in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    hurried.dispose()
    with open_session(engine, study.organisation_id) as looking:
        assert numbers == [job.id for job in looking.exec(select(Job)).all()] * 2


def _meet(barrier: threading.Barrier, statement: str) -> None:
    """Wait after the first look until the other has looked too; who looks again goes on."""
    if statement.startswith("SELECT job") and not barrier.broken and not getattr(_looked, "once", False):
        _looked.once = True
        barrier.wait()


_looked = threading.local()
