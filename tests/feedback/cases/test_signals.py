"""By when somebody has to be at a sign that somebody is not safe."""

from datetime import date, datetime

import pytest

from feedback.cases.signals import signal_due
from foundation.clock import AMSTERDAM


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (datetime(2026, 11, 16, 8, 12, tzinfo=AMSTERDAM), date(2026, 11, 16)),
        (datetime(2026, 11, 16, 16, 59, tzinfo=AMSTERDAM), date(2026, 11, 16)),
        (datetime(2026, 11, 16, 17, 0, tzinfo=AMSTERDAM), date(2026, 11, 17)),
        (datetime(2026, 11, 20, 22, 0, tzinfo=AMSTERDAM), date(2026, 11, 23)),
        (datetime(2026, 11, 21, 9, 0, tzinfo=AMSTERDAM), date(2026, 11, 23)),
    ],
)
def test_a_signal_is_for_the_same_working_day_and_after_five_for_the_next(came: datetime, due: date) -> None:
    assert signal_due(came) == due
