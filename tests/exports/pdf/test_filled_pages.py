"""Pages are filled: nothing is printed on a page of its own that fits elsewhere, and no heading stands alone."""

from pathlib import Path

import pytest

from exports.pdf.journey.document import journey_pdf
from exports.pdf.type.look import FULL_PAGE
from tests.exports import stories
from tests.exports.validators import room_left_on_pages

MOST_LEFT = FULL_PAGE / 3
"""Room that a page may leave under its last line."""
MOST_LEFT_AT_THE_END = FULL_PAGE * 0.72
"""The same on the last page: more than a quarter of it is filled."""


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
@pytest.mark.parametrize("steps", range(4, 15))
def test_no_page_is_left_emptier_than_a_third_and_the_last_holds_more_than_a_few_lines(
    steps: int, tmp_path: Path
) -> None:
    file = tmp_path / "story.pdf"
    file.write_bytes(journey_pdf(stories.as_demonstrated(steps)))

    *before, last = room_left_on_pages(file)

    assert [round(left) for left in before if left > MOST_LEFT] == []
    assert last <= MOST_LEFT_AT_THE_END
