"""By when somebody has to be at a sign that somebody is not safe."""

from datetime import date

import pytest

from feedback.cases.signals import signal_due

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "hour", "due"),
    [
        (MONDAY, 8, MONDAY),
        (MONDAY, 16, MONDAY),
        (MONDAY, 17, date(2026, 11, 17)),
        (FRIDAY, 22, date(2026, 11, 23)),
        (SATURDAY, 9, date(2026, 11, 23)),
        (date(2026, 12, 25), 9, date(2026, 12, 28)),
    ],
)
def test_a_signal_is_for_the_same_working_day_and_after_five_for_the_next(day: date, hour: int, due: date) -> None:
    assert signal_due(day, hour) == due
