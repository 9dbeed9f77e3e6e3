import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from journeys.composer.curve import LEVELS, Stop, feeling_curve, smooth_path
from journeys.story import Feeling

Feelings = st.lists(st.sampled_from(Feeling), min_size=2, max_size=12)


@given(Feelings)
def test_the_line_goes_through_every_chosen_level_and_never_beyond(feelings: list[Feeling]) -> None:
    points = [(index * 150.0, LEVELS[feeling]) for index, feeling in enumerate(feelings)]
    pairs = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+) (-?[\d.]+)", smooth_path(points))]

    assert pairs[0] == points[0]
    assert pairs[3::3] == points[1:]
    for (start, before), (end, after) in pairwise(zip(pairs[0::3], points, strict=True)):
        assert start == before
        assert end == after
    heights = [y for _x, y in pairs]
    assert min(heights) >= min(y for _x, y in points) - 0.1
    assert max(heights) <= max(y for _x, y in points) + 0.1


def test_one_point_makes_no_line() -> None:
    assert smooth_path([(75.0, 24.0)]) == ""
    assert feeling_curve([Stop(0, Feeling.POSITIVE)], 1).faces[0].y == LEVELS[Feeling.POSITIVE]


@given(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), st.sampled_from(Feeling))
def test_one_dot_is_one_conversation(spread: tuple[int, int, int], feeling: Feeling) -> None:
    curve = feeling_curve([Stop(0, feeling, spread)], 1)

    assert len(curve.voices) == len(set(curve.voices)) == sum(spread)
    assert all(0 < x < curve.width for x, _y in curve.voices)


def test_a_phase_without_steps_leaves_its_column_empty() -> None:
    curve = feeling_curve([Stop(0, Feeling.POSITIVE), Stop(2, Feeling.NEGATIVE)], 4)

    assert curve.width == 600
    assert [face.x for face in curve.faces] == [75, 375]
