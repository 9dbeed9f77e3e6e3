"""Days on which people are at work: Monday to Friday."""

from datetime import date, timedelta

_SATURDAY = 5


def workday_after(day: date, days: int) -> date:
    """The day that lies this many working days later."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day


def workdays_until(start: date, end: date) -> int:
    """How many working days come after `start` up to and including `end`; below 0 when `end` lies before it."""
    if end < start:
        return -workdays_until(end, start)
    return sum((start + timedelta(days=one)).weekday() < _SATURDAY for one in range(1, (end - start).days + 1))
