"""Months: when an answer came is known by month alone, and 'the last six months' are this one and the five before."""

from datetime import date

ROLLING = 6


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_before(month: date, number: int) -> date:
    """The first day of the month that lies so many months earlier."""
    index = month.year * 12 + month.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


def last_months(day: date, number: int = ROLLING) -> list[date]:
    """The month of `day` and those before it, the earliest first."""
    return [months_before(month_of(day), back) for back in reversed(range(number))]
