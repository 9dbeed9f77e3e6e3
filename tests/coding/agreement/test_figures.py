"""How far two coders agree: worked examples from the literature, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.agreement.figures import TwoByTwo, compared

numbers = st.integers(0, 400)
tables = st.builds(TwoByTwo, numbers, numbers, numbers, numbers)


def test_kappa_and_ac1_are_those_of_a_worked_example() -> None:
    """118 of 125 alike, 'yes' of both in 118 of them: Gwet (2008), table 2."""
    table = TwoByTwo(both=118, first_only=5, second_only=2, neither=0)

    assert table.share == pytest.approx(0.944)
    assert table.kappa == pytest.approx(-0.0234, abs=0.001)
    assert table.ac1 == pytest.approx(0.9408, abs=0.001)


def test_always_alike_is_one_and_of_nothing_there_is_no_figure() -> None:
    alike = TwoByTwo(both=5, neither=9)
    assert (alike.share, alike.kappa, alike.ac1) == (1, 1, 1)
    nothing = TwoByTwo()
    assert (nothing.share, nothing.kappa, nothing.ac1) == (None, None, None)


def test_where_nobody_gave_a_code_kappa_says_nothing() -> None:
    assert TwoByTwo(neither=30).kappa is None


@given(tables)
def test_agreement_does_not_depend_on_who_is_called_first(table: TwoByTwo) -> None:
    turned = TwoByTwo(table.both, table.second_only, table.first_only, table.neither)
    for name in ("share", "kappa", "ac1"):
        assert getattr(table, name) == pytest.approx(getattr(turned, name))


@given(tables)
def test_no_figure_is_above_one(table: TwoByTwo) -> None:
    assert all(one is None or one <= 1 + 1e-9 for one in (table.share, table.kappa, table.ac1))


@given(
    st.dictionaries(st.integers(0, 9), st.sets(st.integers(1, 4))),
    st.dictionaries(st.integers(0, 9), st.sets(st.integers(1, 4))),
)
def test_every_turn_with_every_code_counts_once(first: dict[int, set[int]], second: dict[int, set[int]]) -> None:
    table = compared(range(10), {1, 2, 3}, first, second)

    assert table.total == 30
    assert table.both == sum(len(first.get(turn, set()) & second.get(turn, set()) - {4}) for turn in range(10))
