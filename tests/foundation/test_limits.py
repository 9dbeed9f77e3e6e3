"""Limits on failing: shared by all processes, exact when many try at once, honest about when to try again."""

import multiprocessing
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import pretend_it_is
from foundation.database.engine import open_engine, unit_of_work
from foundation.limits.counting import (
    Limit,
    Reserved,
    TooOften,
    _wait,
    forget_old_attempts,
    give_back,
    reserve,
)
from foundation.limits.models import Attempts
from foundation.limits.networks import network_of

TEN = Limit("account:anna", 10, 900)
MOMENT = datetime(2026, 11, 29, 13, 0, 0, tzinfo=UTC)
"""The first second of a window of a quarter, and of one of an hour."""


def tries(engine: Engine, times: int, *limits: Limit) -> list[Reserved | TooOften]:
    """What came of trying so many times."""
    return [attempt(engine, *limits) for _time in range(times)]


def attempt(engine: Engine, *limits: Limit) -> Reserved | TooOften:
    try:
        return reserve(engine, limits or (TEN,))
    except TooOften as refused:
        return refused


def let_through(came: list[Reserved | TooOften]) -> int:
    return sum(isinstance(one, Reserved) for one in came)


def counted(engine: Engine, limit: Limit = TEN) -> int:
    with unit_of_work(engine, across=True) as session:
        return sum(session.exec(select(Attempts.hits).where(Attempts.key == limit.key)).all())


def test_of_thirty_at_once_exactly_ten_get_through_over_two_engines(engine: Engine) -> None:
    other = open_engine(str(engine.url))
    came: list[Reserved | TooOften] = []
    start = threading.Barrier(30)

    def one(own: Engine) -> None:
        start.wait()
        came.append(attempt(own))

    threads = [threading.Thread(target=one, args=(own,)) for own in (engine, other) * 15]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.dispose()

    assert len(came) == 30
    assert let_through(came) == 10
    assert counted(engine) == 10


def _in_a_process(url: str, start: "threading.Barrier", tell: Callable[[int], None]) -> None:
    engine = open_engine(url)
    start.wait()
    tell(let_through(tries(engine, 15)))
    engine.dispose()


def test_two_processes_share_one_count(engine: Engine) -> None:
    fresh = multiprocessing.get_context("spawn")
    start, told = fresh.Barrier(2), fresh.SimpleQueue()
    processes = [fresh.Process(target=_in_a_process, args=(str(engine.url), start, told.put)) for _process in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)

    assert told.get() + told.get() == 10
    assert counted(engine) == 10


def test_what_succeeds_is_given_back(engine: Engine) -> None:
    for _time in range(12):
        reserved = reserve(engine, [TEN])
        with unit_of_work(engine, across=True) as session:
            give_back(session, reserved)

    assert counted(engine) == 0


def test_who_is_refused_fills_nobody_elses_count(engine: Engine) -> None:
    narrow, wide = Limit("pair:one", 2, 900), Limit("account:anna", 20, 3600)

    assert let_through(tries(engine, 9, narrow, wide)) == 2
    assert counted(engine, wide) == 2


def test_a_limit_slides_over_the_end_of_a_window(engine: Engine) -> None:
    with pretend_it_is(MOMENT + timedelta(seconds=890)):
        assert let_through(tries(engine, 10)) == 10
    with pretend_it_is(MOMENT + timedelta(seconds=910)):
        assert let_through(tries(engine, 5)) == 0
    with pretend_it_is(MOMENT + timedelta(seconds=900 + 450)):
        assert let_through(tries(engine, 10)) == 5
    with pretend_it_is(MOMENT + timedelta(seconds=2700)):
        assert let_through(tries(engine, 20)) == 10


def test_it_is_said_from_which_minute_on_it_can_be_tried_again(engine: Engine) -> None:
    with pretend_it_is(MOMENT + timedelta(seconds=1)):
        refused = tries(engine, 11)[-1]
    assert isinstance(refused, TooOften)
    assert (refused.status, refused.seconds) == (429, 989)
    assert str(refused) == "Er is te vaak achter elkaar geprobeerd. Vanaf 14.17 uur kan het weer."
    with pretend_it_is(refused.again_at):
        assert let_through(tries(engine, 1)) == 1


@given(
    most=st.integers(1, 100),
    tried=st.integers(1, 101),
    before=st.integers(0, 100),
    passed=st.floats(0, 899, allow_nan=False),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_wait_that_is_told_is_exact(most: int, tried: int, before: int, passed: float) -> None:
    limit = Limit("x", most, 900)
    tried, before = min(tried, most + 1), min(before, most)
    wait = _wait(limit, tried, before, passed)

    def fits(after: float) -> bool:
        later = passed + after
        if later < 900:
            return tried + before * (1 - later / 900) <= most + 1e-6
        return 1 + (tried - 1) * (1 - min(1, (later - 900) / 900)) <= most + 1e-6

    assert wait == 0 or wait <= 1800
    assert fits(wait + 1e-6)
    assert wait == 0 or not fits(wait - 0.1)


def test_what_counts_no_more_is_forgotten(engine: Engine) -> None:
    with pretend_it_is(MOMENT):
        tries(engine, 3, TEN, Limit("account:anna long", 20, 3600))
    with pretend_it_is(MOMENT + timedelta(seconds=1800)), unit_of_work(engine, across=True) as session:
        forget_old_attempts(session)
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(Attempts.key)).all() == ["account:anna long"]


def test_counting_takes_one_statement_and_no_number_of_its_own(session: Session) -> None:
    assert {column.name for column in Attempts.__table__.primary_key} == {"key", "window"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("'; drop", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_household_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
