"""What somebody had under way in a study passes to a researcher of it when they stop: nothing stays that nobody sees.

Packages that keep such work register how it passes on.
"""

from collections.abc import Callable

from sqlmodel import Session, col, select

from foundation.dutch import _, ngettext
from studies.access import Role
from studies.history.telling import tell
from studies.people.models import StudyRole

HandOver = Callable[[Session, int, int, int], int]
"""Gives (study, whose, to whom) to somebody else; how many pieces of work that were."""
_WAYS: list[HandOver] = []


def hands_over(way: HandOver) -> HandOver:
    """Register how one kind of work passes on."""
    _WAYS.append(way)
    return way


def hand_over(session: Session, study_id: int, leaving: int, name: str) -> None:
    """To who lets them go, or else to who is researcher longest; they are told, with the change that is noted next."""
    heir = _heir(session, study_id, leaving)
    number = sum(way(session, study_id, leaving, heir) for way in _WAYS) if heir else 0
    if heir is not None and number:
        lead = _("%(name)s is geen onderzoeker meer in dit onderzoek.", name=name)
        rest = ngettext(
            "%(num)d gesprek dat nog niet af was, staat nu bij jou.",
            "%(num)d gesprekken die nog niet af waren, staan nu bij jou.",
            number,
        )
        tell(session, heir, f"{lead} {rest}")


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
