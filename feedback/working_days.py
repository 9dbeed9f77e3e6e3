"""Days on which people are at work: Monday to Friday, holidays left out."""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (4, 27), (12, 25), (12, 26))
"""(month, day)"""
_FROM_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day, Whit Monday: days after Easter."""
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def workday_after(day: date, days: int) -> date:
    """The day that lies this many working days later."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def workdays_until(start: date, end: date) -> int:
    """How many working days come after `start` up to and including `end`; below 0 when `end` lies before it."""
    if end < start:
        return -workdays_until(end, start)
    return sum(is_working_day(start + timedelta(days=one)) for one in range(1, (end - start).days + 1))


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    fixed = {date(year, month, day) for month, day in _FIXED}
    if date(year, 4, 27).weekday() > _SATURDAY:  # King's Day is kept a day earlier then
        fixed.add(date(year, 4, 26))
    return frozenset(fixed | {easter + timedelta(days=days) for days in _FROM_EASTER})


def _easter(year: int) -> date:
    """Meeus/Jones/Butcher, 'Astronomical Algorithms' (1991), ch. 8."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
