"""`verhaallijn suggest`: topics and code suggestions for a study, in this process or by a worker that was first."""

from collections.abc import Iterator

from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from foundation.jobs.asking import enqueue
from foundation.jobs.doing import see_through
from foundation.jobs.models import JobState
from studies.models import Study

KINDS = ("topics", "suggestions")


def suggest_for(engine: Engine, study: Study) -> Iterator[tuple[bool, str]]:
    """Per kind of job: did it succeed, and what it says."""
    for kind in KINDS:
        with unit_of_work(engine, study.organisation_id) as session:
            job_id = enqueue(session, kind, study.id).id
        job = see_through(engine, study.organisation_id, job_id)
        yield job.state == JobState.DONE, job.message
