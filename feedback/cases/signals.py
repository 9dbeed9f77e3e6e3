"""Opening a case at once when words may mean that somebody is not safe, and letting it go with its answer."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlmodel import Session, select

from feedback.cases.models import CaseKind, FollowUpCase
from feedback.cases.safety_words import is_safety_signal
from feedback.working_days import is_working_day, workday_after
from foundation.clock import AMSTERDAM, now

DAY_ENDS = time(17)


def signal_due(at: datetime) -> date:
    """The day on which somebody has to be at it before five o'clock: today, or the next working day when later.

    `at` is taken in Dutch time.
    """
    local = at.astimezone(AMSTERDAM)
    is_in_time = is_working_day(local.date()) and local.time() < DAY_ENDS
    return local.date() if is_in_time else workday_after(local.date(), 1)


def open_signal(session: Session, response_id: int, written: Iterable[str]) -> bool:
    """Whether what was written may mean that somebody is not safe."""
    if not any(is_safety_signal(one) for one in written):
        return False
    session.add(FollowUpCase(response_id=response_id, kind=CaseKind.SAFETY, due_on=signal_due(now())))
    session.flush()
    return True


def close_with_answer(session: Session, response_id: int) -> None:
    """Whoever takes their answer back takes along what was noted about it."""
    found = session.exec(select(FollowUpCase).where(FollowUpCase.response_id == response_id)).first()
    if found is not None:
        session.delete(found)
        session.flush()
