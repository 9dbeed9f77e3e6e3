"""What `verhaallijn check` says of the workers that are there."""

from sqlalchemy import Engine

from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _, clock_time, long_date
from foundation.jobs.health import workers
from foundation.jobs.models import Job, Worker


def who_works(engine: Engine) -> list[str]:
    """A sentence per worker that is there."""
    with unit_of_work(read_only(engine), across=True) as session:
        return [_sentence(worker, job) for worker, job in workers(session)]


def _sentence(worker: Worker, job: Job | None) -> str:
    if job is None or job.begun_at is None:
        return _("%(worker)s wacht op werk.", worker=worker.name)
    return _(
        "%(worker)s werkt: %(kind)s (job %(number)d), sinds %(day)s, %(time)s.",
        worker=worker.name,
        kind=job.kind,
        number=job.id,
        day=long_date(job.begun_at),
        time=clock_time(job.begun_at),
    )
