"""`verhaallijn suggest`: topics and code suggestions for a study, in this process."""

from collections.abc import Iterator

from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.jobs.asking import enqueue
from foundation.jobs.doing import run_job
from foundation.jobs.models import Job, JobState
from studies.models import Study

KINDS = ("topics", "suggestions")


def suggest_for(engine: Engine, study: Study) -> Iterator[tuple[bool, str]]:
    """Per kind of job: did it succeed, and what it says."""
    for kind in KINDS:
        with unit_of_work(engine, study.organisation_id) as session:
            job_id = enqueue(session, kind, study.id).id
        run_job(engine, job_id)
        with unit_of_work(engine, study.organisation_id) as session:
            job = session.get_one(Job, job_id)
            yield job.state == JobState.DONE, job.message or _("Dat lukte niet. De oorzaak staat in het log.")
