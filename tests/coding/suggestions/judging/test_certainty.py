"""What is said is how often it is right; a set is as large as it has to be."""

import numpy as np

from coding.suggestions.judging.certainty import HOLDS, Measured, measured, set_from, set_sizes


def test_before_anything_is_measured_the_product_is_said() -> None:
    said = Measured().said(np.array([0.2, 0.1]), np.array([0.5, 0.1]))

    assert np.allclose(said, [0.1, 0.01], atol=0.01)


def test_what_was_said_four_times_too_surely_is_said_as_often_as_it_was_right() -> None:
    chance = np.random.default_rng(3)
    code = chance.uniform(0.1, 0.9, 4_000)
    is_right = chance.random(4_000) < code / 4

    said = measured(np.ones(4_000), code, is_right).said(np.ones(4_000), code)

    for low in (0.1, 0.3, 0.5, 0.7):
        among = (code >= low) & (code < low + 0.2)
        assert abs(said[among].mean() - is_right[among].mean()) < 0.05


def test_a_few_passages_hardly_move_what_is_said() -> None:
    always_right = measured(np.array([0.5, 0.5]), np.array([0.3, 0.3]), np.array([True, True]))

    assert always_right.said(np.array([0.5]), np.array([0.3]))[0] < 0.5


def test_a_set_holds_the_right_code_in_nine_of_ten() -> None:
    chance = np.random.default_rng(4)
    codes = np.sort(chance.dirichlet([0.3] * 6, 3_000), axis=1)[:, ::-1]
    right = np.array([chance.choice(6, p=one) for one in codes])
    is_right = right[:, np.newaxis] == np.arange(3)

    mass = set_from(codes[:1_500, :3], is_right[:1_500])
    sizes = set_sizes(codes[1_500:, :3], mass)

    has_set = sizes > 0
    holds = right[1_500:][has_set] < sizes[has_set]
    assert holds.mean() > HOLDS - 0.03
    assert set(sizes.tolist()) == {0, 1, 2, 3}


def test_there_is_no_set_where_the_right_code_is_anybodys_guess() -> None:
    codes, is_right = np.full((200, 3), 0.33), np.zeros((200, 3), dtype=bool)

    assert set_from(codes, is_right) == np.inf
    assert set_sizes(codes, np.inf).tolist() == [0] * 200
    assert set_from(codes[:5], ~is_right[:5]) == np.inf, "five say too little"
