"""What a mean grade says and what chance may have made of it: intervals, and differences that are more than chance.

Grades are whole numbers of 1 to 10, kept as how many gave each. What was measured of these choices stands in
docs/decisions/0043. scipy is loaded by the first who asks for an interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

GRADES = range(1, 11)
LOWEST, HIGHEST = GRADES[0], GRADES[-1]
FEWEST, FEWEST_COMPARED = 10, 30
"""Answers: below the first no figure is given, below the second a range instead of one, and no comparison."""
_SURE = 0.975  # both sides: 95%
FALSE_CLAIMS = 0.10
"""Of all differences that are called one, the share that may be chance (Benjamini and Hochberg, 1995)."""
LEAST_GAP = 0.3
"""Of a grade: a smaller difference means nothing to who chooses, however sure it is."""
_EVENLY = sum((grade - 5.5) ** 2 for grade in GRADES) / len(GRADES)

Counts = Sequence[int]
"""How many gave 1, 2, … 10; what stands behind those is of choices, and 0."""


@dataclass(frozen=True)
class Mean:
    """Of at least one grade. `low` and `high`: 95 of 100 such intervals hold the mean of everybody who could have
    answered; None where there is no spread to tell it by."""

    n: int
    total: int
    variance: float
    """Of the mean, in squared grades."""

    @property
    def value(self) -> float:
        return self.total / self.n

    @property
    def tenths(self) -> int:
        """82 for 8.2: rounded half up, in whole numbers, since a float makes 8.25 into 8.2."""
        return (20 * self.total + self.n) // (2 * self.n)

    @property
    def low(self) -> float:
        return max(LOWEST, self.value - self._reach)

    @property
    def high(self) -> float:
        return min(HIGHEST, self.value + self._reach)

    @property
    def _reach(self) -> float:
        return _quantile(self.n - 1) * sqrt(self.variance) if self.n > 1 else float(HIGHEST)


def mean_of(counts: Counts) -> Mean | None:
    """None of no grades.

    For the variance alone one answer is added that is spread over all grades: ten people who all gave an 8 do not say
    that everybody would. With it 94 to 100 of 100 intervals hold the mean they should, with 10 to 500 answers.
    """
    n = sum(counts)
    if not n:
        return None
    total = sum(grade * number for grade, number in zip(GRADES, counts, strict=False))
    squares = sum(grade * grade * number for grade, number in zip(GRADES, counts, strict=False))
    spread = squares - total * total / n + n / (n + 1) * (total / n - 5.5) ** 2 + _EVENLY
    return Mean(n, total, spread / n / n)


def differing(groups: Sequence[Mean]) -> list[int]:
    """For each group 1 when it lies above the mean of all groups, -1 when below, 0 when chance can explain it.

    The mean of all is that of the groups' means, each counting once. Groups of fewer than FEWEST_COMPARED are never
    said to differ.
    """
    if len(groups) < 2:
        return [0] * len(groups)
    middle = sum(one.value for one in groups) / len(groups)
    of_middle = sum(one.variance for one in groups) / len(groups) ** 2
    chances = [_by_chance(one, one.value - middle, of_middle) for one in groups]
    found = _claimed(chances)
    return [
        (1 if one.value > middle else -1)
        if is_found and one.n >= FEWEST_COMPARED and abs(one.value - middle) >= LEAST_GAP
        else 0
        for one, is_found in zip(groups, found, strict=True)
    ]


def _by_chance(one: Mean, gap: float, of_middle: float) -> float:
    """How likely a gap of this size is when there is none."""
    from scipy.special import stdtr

    return 2 * float(stdtr(max(one.n - 1, 1), -abs(gap) / sqrt(one.variance + of_middle)))


@lru_cache(maxsize=4096)
def _quantile(degrees: int) -> float:
    """Of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, _SURE))


def _claimed(chances: Sequence[float]) -> list[bool]:
    """Benjamini-Hochberg: the smallest of them, as many as keep false claims within FALSE_CLAIMS."""
    ordered = sorted(chances)
    within = [chance for rank, chance in enumerate(ordered, start=1) if chance <= FALSE_CLAIMS * rank / len(ordered)]
    return [bool(within) and chance <= within[-1] for chance in chances]
