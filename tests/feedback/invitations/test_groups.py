"""Response per group tells of no single person, also not by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.invitations.proof.groups import FEWEST, Asked, put_together


def test_small_groups_stand_together() -> None:
    groups = [Asked("Zuid", 40, 11), Asked("Oost", 9, 9), Asked("West", 6, 0), Asked("", 12, 3)]

    assert put_together(groups) == [Asked("Niet bekend", 12, 3), Asked("Zuid", 40, 11), Asked("Overige", 15, 9)]


def test_what_would_be_left_over_takes_the_smallest_group_along() -> None:
    assert put_together([Asked("Zuid", 40, 11), Asked("Oost", 12, 5), Asked("West", 2, 2)]) == [
        Asked("Zuid", 40, 11),
        Asked("Overige", 14, 7),
    ]


def test_one_group_alone_tells_nothing_more() -> None:
    assert put_together([Asked("", 40, 11)]) == []


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_group_is_smaller_than_ten_and_everybody_is_in_one(sizes: list[int]) -> None:
    shown = put_together(Asked(str(place), size, size // 2) for place, size in enumerate(sizes))

    assert all(one.asked >= FEWEST for one in shown)
    assert not shown or sum(one.asked for one in shown) == sum(sizes)
