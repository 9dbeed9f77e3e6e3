"""Drawings of the product as vectors."""

import math

import pytest

from exports.pdf.drawing.signs import PLACES, STATES
from exports.pdf.drawing.svg_path import path_segments
from exports.pdf.journey.cover import DRAWINGS, portrait
from journeys.story import Channel, MeasureState


def test_relative_and_absolute_commands_lead_to_the_same_places() -> None:
    assert path_segments("M1 2l3 4h5v-6z") == path_segments("M1 2 L4 6 H9 V0 Z")


def test_more_points_after_a_move_are_lines() -> None:
    assert path_segments("m6 6 12 12M18 6 6 18") == [("M", (6, 6)), ("L", (18, 18)), ("M", (18, 6)), ("L", (6, 18))]


def test_a_smooth_curve_mirrors_the_handle_before_it() -> None:
    segments = path_segments("M0 0c0 5 5 5 5 0s5-5 5 0")

    assert segments[2] == ("C", (5, -5, 10, -5, 10, 0))


def test_a_smooth_quadratic_curve_mirrors_the_one_before_it() -> None:
    assert path_segments("M0 0q2 4 4 0t4 0")[2][1][-4:] == pytest.approx((8 - 4 / 3, -8 / 3, 8, 0))


@pytest.mark.parametrize(("flags", "highest"), [("0 0", 5.0), ("0 1", -5.0)])
def test_an_arc_bends_to_the_side_its_flag_says(flags: str, highest: float) -> None:
    segments = path_segments(f"M0 0A5 5 0 {flags} 10 0")

    middle = segments[1][1][-2:]
    assert middle == pytest.approx((5, highest))
    assert segments[-1][1][-2:] == pytest.approx((10, 0))


def test_an_arc_keeps_its_distance_to_the_centre() -> None:
    for _, numbers in path_segments("M0 0A5 5 0 0 1 10 0")[1:]:
        assert math.hypot(numbers[4] - 5, numbers[5]) == pytest.approx(5)


def test_the_flags_of_an_arc_may_stand_against_the_next_number() -> None:
    assert path_segments("M0 0a5 5 0 0110 0") == path_segments("M0 0a5 5 0 0 1 10 0")


def test_every_place_and_state_has_a_sign() -> None:
    assert set(PLACES) == set(Channel)
    assert set(STATES) == set(MeasureState)


@pytest.mark.parametrize("name", sorted(path.stem for path in DRAWINGS.glob("*.svg")))
def test_every_drawing_of_the_product_can_be_printed(name: str) -> None:
    assert portrait(name) is not None


def test_a_drawing_outside_the_folder_is_not_read() -> None:
    assert portrait("../css/tokens") is None
