"""When the program learns again by itself: the clock, and how much changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coding.suggestions.as_coder.due import FEWEST, MANY, QUIET, REST, Standing

THEN = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
A_MOMENT = timedelta(seconds=1)
READY = Standing(learnt_at=THEN, learnt=200, changed=MANY, touched_at=THEN)


def test_it_rests_after_it_learnt() -> None:
    assert not READY.is_due(THEN + REST - A_MOMENT)
    assert READY.is_due(THEN + REST)


def test_it_waits_until_nobody_is_coding() -> None:
    later = THEN + timedelta(hours=1)
    busy = replace(READY, touched_at=later)
    assert not busy.is_due(later + QUIET - A_MOMENT)
    assert busy.is_due(later + QUIET)


@pytest.mark.parametrize(
    ("learnt", "changed", "is_enough"),
    [
        (200, MANY, True),
        (200, MANY - 1, False),
        (100, 10, True),
        (100, 9, False),
        (12, FEWEST, True),
        (12, FEWEST - 1, False),
        (0, FEWEST, True),
        (2_000, MANY, True),
    ],
)
def test_enough_is_twenty_or_one_in_ten_and_never_a_few(learnt: int, changed: int, is_enough: bool) -> None:
    assert replace(READY, learnt=learnt, changed=changed).has_enough is is_enough
    assert replace(READY, learnt=learnt, changed=changed).is_due(THEN + REST) is is_enough


def test_what_reads_otherwise_than_it_learnt_is_reason_enough() -> None:
    unchanged = replace(READY, changed=0)
    assert not unchanged.is_due(THEN + REST)
    assert replace(unchanged, reads_anew=True).is_due(THEN + REST)
    assert not replace(unchanged, reads_anew=True, has_failed=True).is_due(THEN + REST)


def test_it_does_not_begin_while_it_is_at_it_nor_again_after_it_went_wrong() -> None:
    later = THEN + timedelta(days=1)
    assert READY.is_due(later)
    assert not replace(READY, is_busy=True).is_due(later)
    assert not replace(READY, has_failed=True).is_due(later)
