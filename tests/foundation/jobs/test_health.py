"""It is known whether anybody does the work."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import read_only, unit_of_work
from foundation.jobs.claiming import claim
from foundation.jobs.health import UNSEEN, is_unattended, say_goodbye, somebody_works, tell_alive, unattended, workers
from foundation.jobs.models import Job, Worker
from studies.models import Study
from tests.foundation.jobs.conftest import Seen
from tests.foundation.jobs.making import ask, claimed, expire_lease

Asked = TypeVar("Asked")

LONG_AGO = UNSEEN + timedelta(seconds=5)


def _asked(engine: Engine, question: Callable[[Session], Asked]) -> Asked:
    with unit_of_work(read_only(engine), across=True) as session:
        return question(session)


def test_a_worker_is_there_until_it_leaves(engine: Engine) -> None:
    assert not _asked(engine, somebody_works)
    tell_alive(engine, "one")
    tell_alive(engine, "one")
    assert _asked(engine, somebody_works)
    say_goodbye(engine, "one")
    assert not _asked(engine, somebody_works)


def test_a_worker_that_was_killed_is_not_there_and_forgotten_in_time(engine: Engine) -> None:
    with pretend_it_is(now() - LONG_AGO):
        tell_alive(engine, "killed")
    assert not _asked(engine, somebody_works)
    with pretend_it_is(now() + timedelta(days=2)):
        tell_alive(engine, "another")
    assert _asked(engine, lambda session: session.exec(select(Worker.name)).all()) == ["another"]


def test_it_is_known_what_each_does_and_since_when(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    number = ask(session, study)
    for name in ("idle", "at work"):
        tell_alive(engine, name)
    before = now()
    assert claim(engine, number, "at work") is not None

    (busy, job), (idle, nothing) = _asked(engine, workers)
    assert (busy.name, idle.name, nothing) == ("at work", "idle", None)
    assert job is not None
    assert job.id == number
    assert job.begun_at is not None
    assert before <= job.begun_at <= now()


def test_a_job_is_unattended_as_long_as_it_waits_and_nobody_works(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    number = ask(session, study)

    def waits_for_nobody() -> bool:
        return _asked(engine, lambda session: is_unattended(session, seen(number)))

    assert waits_for_nobody()
    claimed(engine, number)
    assert not waits_for_nobody(), "a command does it"
    expire_lease(engine, number)
    assert waits_for_nobody(), "who did it is gone"
    assert _asked(engine, unattended) == 1
    session.add(Job(kind="other", study_id=study.id))
    session.commit()
    assert _asked(engine, unattended) == 2
    tell_alive(engine, "one")
    assert not waits_for_nobody()
    assert _asked(engine, unattended) == 0
