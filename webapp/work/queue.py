"""The bell between web and worker: huey on a SQLite file in the data folder."""

from pathlib import Path
from typing import Any

from huey import SqliteHuey
from sqlalchemy import Engine

from foundation.jobs.doing import run_job


def open_queue(file: Path) -> SqliteHuey:
    """The queue in `file`; web processes put job numbers in, workers take them out."""
    return SqliteHuey("verhaallijn", filename=str(file), fsync=True)


def bell_for(queue: SqliteHuey, engine: Engine) -> Any:
    """Ring it with a job number, and a worker on this queue does the job."""

    @queue.task(name="run_job")  # type: ignore[untyped-decorator]  # huey has no types
    def ring(job_id: int) -> None:
        run_job(engine, job_id)

    return ring
