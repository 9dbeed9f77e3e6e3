"""Rows are kept for five years; then they go from the beginning, and a row says until where.

As long as those who give care keep who opened a file (NEN 7513): a late complaint can be answered, and what colleagues
did is not remembered for ever. The database refuses to let go of younger ones.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry
from studies.trail.noting import note

KEPT = timedelta(days=5 * 365 + 3)
"""Days later than the five years of the database's own rule, so that it never refuses."""
log = logging.getLogger(__name__)


def forget_old_rows(engine: Engine) -> None:
    """In a transaction of its own for each organisation that has any."""
    with unit_of_work(read_only(engine), across=True) as session:
        old = select(TrailEntry.organisation_id).where(col(TrailEntry.moment) < _until()).distinct()
        organisations = sorted(session.exec(old).all())
    for organisation_id in organisations:
        with unit_of_work(engine, organisation_id) as session:
            _forget(session)


def _forget(session: Session) -> None:
    """The last row always stays: the next one hangs on it."""
    old = select(func.max(TrailEntry.sequence)).where(col(TrailEntry.moment) < _until())
    last = session.exec(select(func.max(TrailEntry.sequence))).one()
    end = min(session.exec(old).one() or 0, last - 1)
    if session.exec(delete(TrailEntry).where(col(TrailEntry.sequence) <= end)).rowcount:
        note(session, Kind.OLD_ROWS_REMOVED, about=(About.ROWS, end))
        log.info("history: rows until %s were older than five years and went", end)


def _until() -> datetime:
    return now() - KEPT
