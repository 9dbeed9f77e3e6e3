"""Noting what happens, for the history: it is written with what it tells of, or not at all.

What is noted waits until the session is about to commit, so that nobody else who writes waits for it before that. What
was noted since a savepoint goes with it.
"""

import re
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, select

from studies.models import Organisation
from studies.trail.chain.appending import append
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry

_NOTED = "trail_noted"
_WORDS = re.compile(r"[a-z0-9_,]*")
_Noted = tuple[TrailEntry, frozenset[SessionTransaction]]
_WHO_WORKS = 0  # no account has this number


class FreeText(ValueError):
    """Somebody's words were about to be written where nobody can ever erase them. Always a programming error."""


def note(
    session: Session | OrmSession,
    kind: Kind,
    *,
    study_id: int | None = None,
    about: tuple[About, int] | None = None,
    detail: str = "",
    person_id: int | None = _WHO_WORKS,
    organisation_id: int | None = None,
) -> None:
    """Write down, with this transaction, that it happened; the same twice in one transaction is written once.

    Who works in the session did it, in its organisation, unless it is said otherwise. Raises FreeText.
    """
    if not _WORDS.fullmatch(detail):
        raise FreeText(kind)
    entry = TrailEntry(
        organisation_id=organisation_id or session.info["organisation_id"],
        study_id=study_id,
        person_id=session.info.get("person_id") if person_id == _WHO_WORKS else person_id,
        kind=kind.value,
        about=about[0].value if about else "",
        about_id=about[1] if about else None,
        detail=detail,
    )
    waiting: tuple[_Noted, ...] = session.info.get(_NOTED, ())
    if not any(_tells(one) == _tells(entry) for one, _within in waiting):
        session.info[_NOTED] = (*waiting, (entry, _savepoints(session)))


def note_everywhere(session: Session, kind: Kind) -> None:
    """What is of the whole installation, in the history of each organisation. The session sees them all."""
    for organisation_id in session.exec(select(Organisation.id).order_by(col(Organisation.id))).all():
        note(session, kind, organisation_id=organisation_id)


def _tells(entry: TrailEntry) -> tuple[Any, ...]:
    return entry.organisation_id, entry.study_id, entry.person_id, entry.kind, entry.about, entry.about_id, entry.detail


def _savepoints(session: Session | OrmSession) -> frozenset[SessionTransaction]:
    """Those within which something happens now."""
    found, one = set(), session.get_nested_transaction()
    while one is not None and one.nested:
        found.add(one)
        one = one.parent
    return frozenset(found)


@event.listens_for(OrmSession, "before_commit")
def _write_down(session: OrmSession) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    if waiting := session.info.pop(_NOTED, ()):
        append(session.connection(), [entry for entry, _within in waiting])


@event.listens_for(OrmSession, "after_soft_rollback")
def _let_go(session: OrmSession, ended: SessionTransaction) -> None:
    waiting: tuple[_Noted, ...] = session.info.pop(_NOTED, ())
    if ended.nested and (stays := tuple(one for one in waiting if ended not in one[1])):
        session.info[_NOTED] = stays
