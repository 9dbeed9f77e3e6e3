"""The bell between web and worker: huey on a SQLite file in the data folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey


def open_queue(file: Path) -> SqliteHuey:
    """The queue in `file`; web processes put job numbers in, workers take them out."""
    return SqliteHuey("verhaallijn", filename=str(file), fsync=True)


def bell_for(queue: SqliteHuey, do: Callable[[int], Any] | None = None) -> Any:
    """Ring it with a job number, and a worker on this queue does the job: by `do`, which only a worker needs."""

    @queue.task(name="run_job")  # type: ignore[untyped-decorator]  # huey has no types
    def ring(job_id: int) -> None:
        if do is not None:
            do(job_id)

    return ring


def answer(queue: SqliteHuey) -> bool:
    """Do what the bell rang for longest ago; False when it didn't. Raises what the queue's database raises."""
    task = queue.dequeue()
    if task is not None:
        queue.execute(task)
    return task is not None
