"""Days as people, browsers and programs write them."""

from datetime import date

import pytest

from foundation.forms.dates import day_in, read_day


@pytest.mark.parametrize(
    "written", ["1-9-2027", "01-09-2027", "1/9/2027", "1.9.2027", "1 september 2027", "1 sept. 2027", " 2027-09-01 "]
)
def test_one_day_in_every_writing(written: str) -> None:
    assert read_day(written) == date(2027, 9, 1)
    assert day_in(f"Datum: {written.strip()}") == date(2027, 9, 1)


@pytest.mark.parametrize("written", ["", "31-2-2027", "morgen", "1 smarch 2027", "2027", "1-9-27", "1-9-2027 of later"])
def test_what_is_no_day(written: str) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize("written", ["9999-12-31", "31-12-9999", "1-1-3000"])
def test_a_year_that_has_no_next_day_is_no_day(written: str) -> None:
    assert read_day(written) is None
