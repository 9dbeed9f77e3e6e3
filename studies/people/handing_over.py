"""What somebody had under way in a study passes to a researcher of it when they stop: nothing stays that nobody sees.

Packages that keep such work register how it passes on.
"""

from collections.abc import Callable

from sqlmodel import Session, col, select

from studies.access import Role
from studies.people.models import StudyRole

HandOver = Callable[[Session, int, int, int], None]
"""Gives (study, whose, to whom) to somebody else."""
_WAYS: list[HandOver] = []


def hands_over(way: HandOver) -> HandOver:
    """Register how one kind of work passes on."""
    _WAYS.append(way)
    return way


def hand_over(session: Session, study_id: int, leaving: int) -> None:
    """To who lets them go, or else to who is researcher longest.

    Nothing is told: what waits for somebody says where it came from, and goes when it is done.
    """
    heir = _heir(session, study_id, leaving)
    if heir is not None:
        for way in _WAYS:
            way(session, study_id, leaving, heir)


def _heir(session: Session, study_id: int, leaving: int) -> int | None:
    query = select(StudyRole.person_id).where(
        StudyRole.study_id == study_id,
        StudyRole.role == Role.RESEARCHER,
        col(StudyRole.ended_at).is_(None),
        StudyRole.person_id != leaving,
    )
    there = session.exec(query.order_by(col(StudyRole.given_at), col(StudyRole.id))).all()
    me = session.info.get("person_id")
    return me if me in there else next(iter(there), None)
