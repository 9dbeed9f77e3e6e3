"""Intervals of a mean grade, and which differences are more than chance."""

import random

import pytest

from feedback.scores.chance import Mean, differing, mean_of

USUAL = (2, 1, 2, 3, 5, 11, 24, 33, 13, 6)
NARROW = (0, 0, 0, 0, 1, 2, 12, 76, 9, 0)


def drawn(weights: tuple[int, ...], n: int, chance: random.Random) -> list[int]:
    grades = chance.choices(range(10), weights, k=n)
    return [grades.count(place) for place in range(10)]


def mean(*counts: int) -> Mean:
    found = mean_of(counts)
    assert found is not None
    return found


def test_nobody_is_no_mean() -> None:
    assert mean_of([0] * 10) is None


@pytest.mark.parametrize(
    ("counts", "tenths"),
    [
        ((0, 0, 0, 0, 0, 0, 0, 15, 5, 0), 83),  # 8.25: a float writes 8.2
        ((0, 0, 0, 0, 0, 0, 0, 10, 0, 0), 80),
        ((0, 0, 0, 0, 0, 0, 7, 0, 13, 0), 83),  # 8.3
    ],
)
def test_halves_are_rounded_up(counts: tuple[int, ...], tenths: int) -> None:
    assert mean(*counts).tenths == tenths


def test_people_who_agree_are_no_certainty() -> None:
    all_eights = mean(0, 0, 0, 0, 0, 0, 0, 10, 0, 0)

    assert all_eights.low < 7.5 < 8.3 < all_eights.high


def test_an_interval_stays_on_the_scale_and_narrows_with_more_answers() -> None:
    few, many = mean(0, 0, 0, 0, 0, 0, 0, 0, 2, 8), mean(0, 0, 0, 0, 0, 0, 0, 0, 200, 800)

    assert few.high == 10
    assert many.high - many.low < (few.high - few.low) / 5


@pytest.mark.parametrize("weights", [USUAL, NARROW])
@pytest.mark.parametrize("n", [10, 30, 200])
def test_ninety_four_of_a_hundred_intervals_hold_the_mean(weights: tuple[int, ...], n: int) -> None:
    chance = random.Random(n)  # noqa: S311  (repeatable draws)
    true = sum(grade * weight for grade, weight in enumerate(weights, start=1)) / sum(weights)
    intervals = [mean(*drawn(weights, n, chance)) for _draw in range(600)]

    assert sum(one.low <= true <= one.high for one in intervals) >= 0.93 * len(intervals)


def test_equal_providers_are_hardly_ever_said_to_differ() -> None:
    chance = random.Random(5)  # noqa: S311
    rounds = [
        [mean(*drawn(USUAL, chance.choice((10, 40, 100, 400)), chance)) for _provider in range(60)]
        for _round in range(30)
    ]

    assert sum(sum(map(abs, differing(one))) for one in rounds) <= 3


def test_a_provider_that_lies_apart_is_found_and_the_others_are_not() -> None:
    usual = [(1, 0, 2, 3, 5, 11, 24, 33, 14, 7)] * 5
    worse, better = (8, 8, 9, 10, 12, 16, 16, 13, 5, 3), (0, 0, 0, 0, 1, 3, 10, 30, 36, 20)

    assert differing([mean(*one) for one in (*usual, worse, better)]) == [0, 0, 0, 0, 0, -1, 1]


def test_few_answers_are_never_compared() -> None:
    worst = (20, 5, 0, 0, 0, 0, 0, 0, 0, 0)
    usual = [(2, 1, 2, 3, 5, 11, 24, 33, 13, 6)] * 5

    assert differing([mean(*one) for one in (*usual, worst)])[-1] == 0


def test_a_sure_difference_that_means_nothing_is_not_told() -> None:
    usual = tuple(number * 100 for number in USUAL)
    hardly_better = (150, 80, 180, 280, 450, 1000, 2300, 3400, 1500, 700)

    assert differing([mean(*one) for one in (usual, usual, usual, hardly_better)]) == [0, 0, 0, 0]


def test_one_provider_is_compared_with_nobody() -> None:
    assert differing([mean(*USUAL)]) == [0]
    assert differing([]) == []
