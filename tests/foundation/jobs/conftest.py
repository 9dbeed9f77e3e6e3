"""A kind of job for tests, and the state a job is in."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from foundation.database.engine import open_session, read_only
from foundation.jobs.kinds import functions
from foundation.jobs.models import Job
from foundation.jobs.running import RunningJob
from studies.models import Study
from studies.planning import add_study

Seen = Callable[[int], Job]
Does = Callable[[str, Callable[[RunningJob], Any]], None]


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Does:
    """Lets jobs of a kind be done by this function."""
    return lambda kind, function: monkeypatch.setitem(functions, kind, function)


@pytest.fixture
def ran(does: Does) -> list[int]:
    """Jobs of the kind 'count' add a study per run; the attempts at which they ran."""
    attempts: list[int] = []

    def count(running: RunningJob) -> None:
        attempts.append(running.attempt)
        running.tell(1, 2, "halverwege")
        running.finish("Eén gevonden.", lambda session: add_study(session, "gevonden"))

    does("count", count)
    return attempts


@pytest.fixture
def seen(engine: Engine, study: Study) -> Seen:
    """The job as it is stored now."""

    def read(job_id: int) -> Job:
        with open_session(read_only(engine), study.organisation_id) as session:
            return session.get_one(Job, job_id)

    return read
