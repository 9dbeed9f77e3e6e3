"""Dutch as it stands on screen."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from foundation.clock import pretend_it_is
from foundation.dutch import (
    decimal,
    either,
    long_date,
    month_and_year,
    short_date,
    short_month,
    telephone,
    weekday_date,
    whole,
)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0612345678", "06-12345678"),
        ("06 12 34 56 78", "06-12345678"),
        ("0431234567", "043-1234567"),
        ("0201234567", "020-1234567"),
        ("0475123456", "0475-123456"),
        ("0881234567", "088-1234567"),
        ("08001234", "0800 1234"),
        ("0900-1234567", "0900 1234567"),
        ("+32470123456", "+32470123456"),
        ("14 043", "14 043"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_shown_as_people_write_it(number: str, shown: str) -> None:
    assert telephone(number) == shown


def test_a_day_of_another_year_says_its_year_in_a_list() -> None:
    with pretend_it_is(datetime(2026, 11, 29, 12, tzinfo=UTC)):
        assert short_date(date(2026, 10, 2)) == "2 oktober"
        assert short_date(date(2025, 10, 2)) == "2 oktober 2025"
        assert short_date(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari"
        assert weekday_date(date(2027, 1, 4)) == "maandag 4 januari"


def test_one_of_several_is_said_with_of() -> None:
    assert [either([]), either(["a"]), either(["a", "b"]), either(["a", "b", "c"])] == ["", "a", "a of b", "a, b of c"]


def test_days_times_and_numbers_are_those_of_the_readers_language(app: Flask) -> None:
    day = date(2026, 6, 2)
    said = (long_date(day), weekday_date(day), month_and_year(day), whole(2265), decimal(7.5))
    assert said == ("2 juni 2026", "dinsdag 2 juni", "juni 2026", "2.265", "7,5")

    app.config["LANGUAGE"] = "en"
    with app.test_request_context():
        said = (long_date(day), weekday_date(day), month_and_year(day), whole(2265), decimal(7.5))
        assert said == ("June 2, 2026", "Tuesday June 2", "June 2026", "2,265", "7.5")


def test_a_month_is_short_where_there_is_little_room() -> None:
    assert [short_month(date(2026, month, 1)) for month in (1, 3, 5, 12)] == ["jan", "mrt", "mei", "dec"]
