"""Attempts to sign in that failed, per account: counted when they fail, told to the history a while later.

Counting takes as long for an address that nobody has, so the time of an answer tells nobody who has an account. The
history can't be made to grow by who guesses: it gets a line per account and hour at most, with how many there were.
"""

from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Table, delete, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from foundation.clock import now
from studies.accounts.models import FailedSignIns
from studies.accounts.noted_changes import note_account
from studies.trail.kinds import Kind

NOBODY = 0
"""No account has this number: attempts at addresses that nobody has are counted together, and told nowhere."""
ONE_LINE_WITHIN = timedelta(hours=1)
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TABLE = cast(Table, inspect(FailedSignIns).local_table)


class Way(StrEnum):
    """What did not fit."""

    PASSWORD = "password"  # noqa: S105  # nosec B105 # the word for it
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"


def count_failure(session: Session, person_id: int, way: Way) -> None:
    """One statement, for whoever it is."""
    insert = _INSERTS[session.get_bind().dialect.name](_TABLE)
    one = insert.values(person_id=person_id, way=way.value, hits=1)
    more = {"hits": _TABLE.c.hits + 1}
    session.execute(one.on_conflict_do_update(index_elements=["person_id", "way"], set_=more))


def tell_failures(session: Session) -> None:
    """Into the history of each organisation that they work for. The session sees them all."""
    rows = session.exec(select(FailedSignIns).order_by(col(FailedSignIns.person_id), col(FailedSignIns.way))).all()
    for person_id, of_person in groupby(rows, key=lambda row: row.person_id):
        failed = list(of_person)
        told = max((row.told_at for row in failed if row.told_at), default=None)
        if told is None or told <= now() - ONE_LINE_WITHIN:
            _tell(session, person_id, failed)


def _tell(session: Session, person_id: int, failed: list[FailedSignIns]) -> None:
    """What failed meanwhile stays for the next line; what is silent for an hour is let go of."""
    hits = sum(row.hits for row in failed)
    if hits and person_id != NOBODY:
        ways = [row.way for row in failed if row.hits]
        note_account(session, Kind.SIGN_IN_FAILED, person_id, ",".join([str(hits), *ways]))
    for row in failed:
        this = (col(FailedSignIns.person_id) == person_id) & (col(FailedSignIns.way) == row.way)
        if row.hits and person_id != NOBODY:
            less = {"hits": FailedSignIns.hits - row.hits, "told_at": now()}
            session.execute(update(FailedSignIns).where(this).values(**less))
        else:
            session.execute(delete(FailedSignIns).where(this, col(FailedSignIns.hits) == row.hits))
