"""Days on which people are at work: Monday to Friday."""

from datetime import date, datetime, time, timedelta

from foundation.clock import AMSTERDAM

_SATURDAY = 5
DAY_ENDS = time(17)


def workday_after(day: date, days: int) -> date:
    """The day that lies this many working days later."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day


def signal_due(at: datetime) -> date:
    """The day on which somebody has to be at it before five o'clock: today, or the next working day when later.

    `at` is taken in Dutch time.
    """
    local = at.astimezone(AMSTERDAM)
    is_in_time = local.weekday() < _SATURDAY and local.time() < DAY_ENDS
    return local.date() if is_in_time else workday_after(local.date(), 1)


def workdays_until(start: date, end: date) -> int:
    """How many working days come after `start` up to and including `end`; below 0 when `end` lies before it."""
    if end < start:
        return -workdays_until(end, start)
    return sum((start + timedelta(days=one)).weekday() < _SATURDAY for one in range(1, (end - start).days + 1))
