"""Limits on failing: shared by all processes, exact when many try at once, honest about when to try again."""

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import pretend_it_is
from foundation.database.engine import open_engine, open_session_across_organisations, unit_of_work
from foundation.limits.counting import Counts, Reserved, counts_of, give_back, reserve, tries_left
from foundation.limits.in_database import forget_old_attempts
from foundation.limits.models import Attempts
from foundation.limits.networks import network_of
from foundation.limits.sliding import Limit, TooOften, _wait
from foundation.redis_line import RedisLine
from tests.databases.own_redis import OwnRedis

TEN = Limit("account:anna", 10, 900)
MOMENT = datetime(2026, 11, 29, 13, 0, 0, tzinfo=UTC)
"""The first second of a window of a quarter, and of one of an hour."""


@pytest.fixture(params=["in the database", "in Redis"])
def url_of_redis(request: pytest.FixtureRequest) -> str:
    """Both count alike; '' is the database."""
    return request.getfixturevalue("redis").url if request.param == "in Redis" else ""


def counts_at(engine: Engine, url: str) -> Counts:
    return counts_of(engine, RedisLine(url) if url else None)


@pytest.fixture
def counts(engine: Engine, url_of_redis: str) -> Counts:
    return counts_at(engine, url_of_redis)


def tries(counts: Counts, times: int, *limits: Limit) -> list[Reserved | TooOften]:
    """What came of trying so many times."""
    return [attempt(counts, *limits) for _time in range(times)]


def attempt(counts: Counts, *limits: Limit) -> Reserved | TooOften:
    try:
        return reserve(counts, limits or (TEN,))
    except TooOften as refused:
        return refused


def let_through(came: list[Reserved | TooOften]) -> int:
    return sum(isinstance(one, Reserved) for one in came)


def counted(counts: Counts, limit: Limit = TEN) -> int:
    return limit.most - tries_left(counts, [limit])


def test_of_thirty_at_once_exactly_ten_get_through_over_two_engines(engine: Engine, url_of_redis: str) -> None:
    other = open_engine(str(engine.url))
    both = counts_at(engine, url_of_redis), counts_at(other, url_of_redis)
    came: list[Reserved | TooOften] = []
    start = threading.Barrier(30)

    def one(own: Counts) -> None:
        start.wait()
        came.append(attempt(own))

    threads = [threading.Thread(target=one, args=(own,)) for own in both * 15]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.dispose()

    assert len(came) == 30
    assert let_through(came) == 10
    assert counted(both[0]) == 10


def _in_a_process(url: str, redis: str, start: "threading.Barrier", tell: Callable[[int], None]) -> None:
    engine = open_engine(url)
    start.wait()
    tell(let_through(tries(counts_at(engine, redis), 15)))
    engine.dispose()


def test_two_processes_share_one_count(engine: Engine, url_of_redis: str, counts: Counts) -> None:
    fresh = multiprocessing.get_context("spawn")
    start, told = fresh.Barrier(2), fresh.SimpleQueue()
    given = str(engine.url), url_of_redis, start, told.put
    processes = [fresh.Process(target=_in_a_process, args=given) for _process in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)

    assert told.get() + told.get() == 10
    assert counted(counts) == 10


def test_what_succeeds_is_given_back(engine: Engine, counts: Counts) -> None:
    for _time in range(12):
        reserved = reserve(counts, [TEN])
        with unit_of_work(engine, across=True) as session:
            give_back(session, reserved)

    assert counted(counts) == 0


def test_what_is_rolled_back_was_no_success(engine: Engine, counts: Counts) -> None:
    reserved = reserve(counts, [TEN])
    with suppress(OSError), unit_of_work(engine, across=True) as session:
        give_back(session, reserved)
        raise OSError

    assert counted(counts) == 1


def test_what_was_rolled_back_stays_counted_whatever_is_stored_after_that(engine: Engine, counts: Counts) -> None:
    reserved = reserve(counts, [TEN])
    with open_session_across_organisations(engine) as session:
        give_back(session, reserved)
        session.rollback()
        forget_old_attempts(session)
        session.commit()

    assert counted(counts) == 1


def test_nobody_waits_for_a_redis_that_is_away_and_the_database_counts_on(
    engine: Engine, redis: OwnRedis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.redis_line._PAUSE", 0.0)
    counts = counts_at(engine, redis.url)
    assert let_through(tries(counts, 6)) == 6
    redis.stop()
    try:
        assert let_through(tries(counts, 12)) == 10
        assert counted(counts) == 10
        assert counted(counts_of(engine)) == 10
    finally:
        redis.start()

    assert let_through(tries(counts, 1)) == 1
    assert [one.message for one in caplog.records if "Redis" in one.message] == [
        "Redis is away, we go on without it: ConnectionError",
        "Redis is back",
    ]


def test_no_address_stands_in_redis_and_nothing_stays(engine: Engine, redis: OwnRedis) -> None:
    """Keys are digests already (webapp.requests.rate_limits); each goes by itself, and no later than the database's."""
    tries(counts_at(engine, redis.url), 2)
    line = RedisLine(redis.url)
    (key,) = line.ask(lambda client: client.keys("*"))
    assert key.startswith("verhaallijn:attempts:account:anna:")
    assert 0 < line.ask(lambda client: client.ttl(key)) <= 2 * TEN.seconds


def test_who_is_refused_fills_nobody_elses_count(counts: Counts) -> None:
    narrow, wide = Limit("pair:one", 2, 900), Limit("account:anna", 20, 3600)

    assert let_through(tries(counts, 9, narrow, wide)) == 2
    assert counted(counts, wide) == 2


def test_a_limit_slides_over_the_end_of_a_window(counts: Counts) -> None:
    with pretend_it_is(MOMENT + timedelta(seconds=890)):
        assert let_through(tries(counts, 10)) == 10
    with pretend_it_is(MOMENT + timedelta(seconds=910)):
        assert let_through(tries(counts, 5)) == 0
    with pretend_it_is(MOMENT + timedelta(seconds=900 + 450)):
        assert let_through(tries(counts, 10)) == 5
    with pretend_it_is(MOMENT + timedelta(seconds=2700)):
        assert let_through(tries(counts, 20)) == 10


def test_it_is_said_from_which_minute_on_it_can_be_tried_again(counts: Counts) -> None:
    with pretend_it_is(MOMENT + timedelta(seconds=1)):
        refused = tries(counts, 11)[-1]
    assert isinstance(refused, TooOften)
    assert (refused.status, refused.seconds) == (429, 989)
    assert str(refused) == "Er is te vaak achter elkaar geprobeerd. Vanaf 14.17 uur kan het weer."
    with pretend_it_is(refused.again_at):
        assert let_through(tries(counts, 1)) == 1


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
        tries(counts_of(engine), 3, TEN, Limit("account:anna long", 20, 3600))
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
