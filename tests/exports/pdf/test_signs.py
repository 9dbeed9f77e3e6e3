"""What is drawn beside a step: a dot for each conversation."""

from collections import Counter

import pytest

from exports.pdf.drawing.signs import voices

ROOM = 82.0


@pytest.mark.parametrize(("total", "rows"), [(1, [1]), (15, [15]), (16, [8, 8]), (31, [11, 11, 9])])
def test_no_conversation_stands_alone_on_a_row(total: int, rows: list[int]) -> None:
    drawing = voices(1, total, ROOM)

    assert list(Counter(dot.cy for dot in drawing.contents).values()) == rows
    assert max(dot.cx + dot.r for dot in drawing.contents) <= ROOM
