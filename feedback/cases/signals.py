"""Opening a case at once when words may mean that somebody is not safe, and letting it go with its answer."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, select

from feedback.cases.models import CaseKind, FollowUpCase
from feedback.cases.safety_words import is_safety_signal
from feedback.working_days import is_working_day, workday_after
from foundation.clock import AMSTERDAM, now, today

DAY_ENDS = 17
"""The hour, in Dutch time, after which what comes in is for the next working day."""


def signal_due(day: date, hour: int) -> date:
    """The day on which somebody has to be at it before five o'clock, for what came in on `day` in this hour."""
    return day if is_working_day(day) and hour < DAY_ENDS else workday_after(day, 1)


def open_signal(session: Session, response_id: int, written: Iterable[str]) -> bool:
    """Whether what was written may mean that somebody is not safe."""
    if not any(is_safety_signal(one) for one in written):
        return False
    session.add(
        FollowUpCase(
            response_id=response_id, kind=CaseKind.SAFETY, due_on=signal_due(today(), now().astimezone(AMSTERDAM).hour)
        )
    )
    session.flush()
    return True


def close_with_answer(session: Session, response_id: int) -> None:
    """Whoever takes their answer back takes along what was noted about it."""
    found = session.exec(select(FollowUpCase).where(FollowUpCase.response_id == response_id)).first()
    if found is not None:
        session.delete(found)
        session.flush()
