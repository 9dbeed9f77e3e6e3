"""Comparing the history of now with that in a backup: what was written by then has to stand there still, unchanged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, inspect

from foundation.database.engine import open_engine, read_only, unit_of_work
from studies.trail.chain.heads import heads_of
from studies.trail.chain.verifying import faults
from studies.trail.kinds import Kind
from studies.trail.models import TrailEntry
from studies.trail.noting import note_everywhere


def history_since(url: str, copy: Path) -> list[str]:
    """What is wrong with the history in the database at `url`, seen from a backup; that it was opened is noted.

    Either of them may be empty, or of a version that kept no history: then nothing is compared, and nothing is made.
    """
    with _opened(url) as engine, _opened(f"sqlite:///{copy}") as of_copy:
        if not all(inspect(one).has_table(str(TrailEntry.__tablename__)) for one in (engine, of_copy)):
            return []
        with unit_of_work(read_only(of_copy), across=True) as session:
            noted = heads_of(session)
        with unit_of_work(engine, across=True) as session:
            found = list(faults(session, noted))
            note_everywhere(session, Kind.BACKUP_OPENED)
    return found


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
