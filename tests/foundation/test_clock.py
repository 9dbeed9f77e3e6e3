"""What time it is, and what time a story says it is."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation import clock
from foundation.dutch import AMSTERDAM

THEN = datetime(2026, 6, 1, 12, 0, tzinfo=AMSTERDAM)


def test_within_a_told_moment_it_is_that_moment_everywhere() -> None:
    with clock.at(THEN):
        assert clock.now() == THEN
        assert clock.now().tzinfo is UTC
        with clock.at(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN


def test_afterwards_time_goes_on_also_when_something_went_wrong() -> None:
    with pytest.raises(KeyError), clock.at(THEN):
        raise KeyError

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
