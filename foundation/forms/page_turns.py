"""In which order a page sent what is typed in it: requests can cross, and older words never come after later ones.

A script counts what its page sends. Whoever keeps what is typed asks of every request whether it `comes_late`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, select

from foundation.clock import now
from foundation.tables import Scoped, UtcDateTime

MOST = 1_000_000
_LATEST = timedelta(days=1)
"""No request is under way for longer."""


class SentPage(Scoped):
    """How far an opened page was sent. A table of each kind of page says in columns of its own whose page it is."""

    page: str
    turn: int
    sent_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def comes_late(session: Session, kind: type[SentPage], owner: Mapping[str, int], page: str, turn: int) -> bool:
    """Whether this page of this owner sent something later, that was here before. If not, this is the latest now."""
    of_owner = [getattr(kind, column) == number for column, number in owner.items()]
    row = session.exec(select(kind).where(*of_owner, kind.page == page)).first()
    if row is not None and turn < row.turn:
        return True
    if row is None:
        _forget_old(session, kind, of_owner)
        values: dict[str, Any] = {**owner, "page": page, "turn": turn}
        row = kind(**values)
    row.turn, row.sent_at = turn, now()
    session.add(row)
    session.flush()
    return False


def _forget_old(session: Session, kind: type[SentPage], of_owner: Iterable[ColumnElement[bool]]) -> None:
    for old in session.exec(select(kind).where(*of_owner, kind.sent_at < now() - _LATEST)).all():
        session.delete(old)


def read_turn(written: int) -> int:
    """As a form carries it."""
    return min(max(written, 0), MOST)
