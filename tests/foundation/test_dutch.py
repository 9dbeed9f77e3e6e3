"""Dutch as it stands on screen."""

import pytest

from foundation.dutch import telephone


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
