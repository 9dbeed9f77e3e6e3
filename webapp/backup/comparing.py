"""Comparing the history of now with that in a backup: what was written by then has to stand there still, unchanged."""

from pathlib import Path

from sqlalchemy import Engine, inspect

from foundation.database.engine import open_engine, read_only, unit_of_work
from studies.trail.chain.heads import heads_of
from studies.trail.chain.verifying import faults
from studies.trail.kinds import Kind
from studies.trail.models import TrailEntry
from studies.trail.noting import note_everywhere


def history_since(engine: Engine, copy: Path) -> list[str]:
    """What is wrong with the history of now, seen from a backup's database; that it was opened is noted too."""
    of_copy = open_engine(f"sqlite:///{copy}")
    try:
        if not inspect(of_copy).has_table(str(TrailEntry.__tablename__)):
            return []  # made by a version that kept none
        with unit_of_work(read_only(of_copy), across=True) as session:
            noted = heads_of(session)
    finally:
        of_copy.dispose()
    with unit_of_work(engine, across=True) as session:
        found = list(faults(session, noted))
        note_everywhere(session, Kind.BACKUP_OPENED)
    return found
