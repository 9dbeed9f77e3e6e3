"""What time it is, and what time a story says it is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation import clock
from foundation.clock import AMSTERDAM

THEN = datetime(2026, 6, 1, 12, 0, tzinfo=AMSTERDAM)


def test_within_a_told_moment_it_is_that_moment_everywhere() -> None:
    with clock.pretend_it_is(THEN):
        assert clock.now() == THEN
        assert clock.now().tzinfo is UTC
        with clock.pretend_it_is(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN


def test_afterwards_time_goes_on_also_when_something_went_wrong() -> None:
    with pytest.raises(KeyError), clock.pretend_it_is(THEN):
        raise KeyError

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_today_is_the_date_in_the_netherlands_in_summer_and_in_winter() -> None:
    with clock.pretend_it_is(datetime(2026, 7, 1, 0, 30, tzinfo=AMSTERDAM)):
        assert clock.today() == date(2026, 7, 1)
    with clock.pretend_it_is(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2027, 1, 1)
    assert clock.day_of(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)) == date(2026, 7, 1)
    assert clock.day_of(datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == date(2026, 7, 2)
