"""A grade as it is shown, and what it is beside those of others: in words, and never a ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from feedback.scores.chance import FEWEST, FEWEST_COMPARED, Mean, differing
from foundation.dutch import _

FEWEST_AVERAGED = 3
"""Providers: of two, each could subtract its own grade from an average and would know the other's."""
_CRUMB = 1e-9  # 7.1 as a float lies a little above or below it


class Verdict(StrEnum):
    """What a grade is beside the average of all."""

    HIGHER = "higher"
    LOWER = "lower"
    AROUND = "around"
    TOO_FEW = "too_few"
    ALONE = "alone"
    """There is no average to lay it beside."""

    @property
    def dutch(self) -> str:
        return {
            Verdict.HIGHER: _("Hoger"),
            Verdict.LOWER: _("Lager"),
            Verdict.AROUND: _("Rond gemiddeld"),
            Verdict.TOO_FEW: _("Te weinig antwoorden"),
            Verdict.ALONE: _("Niet vergeleken"),
        }[self]


@dataclass(frozen=True)
class Grade:
    """Of at least FEWEST answers, in tenths: 82 is 8,2. The interval is rounded outwards, never to look surer."""

    n: int
    tenths: int
    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether the public gets the grade itself; else the range alone."""
        return self.n >= FEWEST_COMPARED


def grade_of(mean: Mean | None) -> Grade | None:
    """None below FEWEST answers."""
    if mean is None or mean.n < FEWEST:
        return None
    return Grade(mean.n, mean.tenths, floor(10 * mean.low + _CRUMB), ceil(10 * mean.high - _CRUMB))


def verdicts(means: Mapping[int, Mean], compared: Mapping[int, Mean]) -> dict[int, Verdict]:
    """{measured: verdict}, of those that are `compared`: own work is laid beside no provider.

    Who has fewer than FEWEST answers counts in nobody's comparison.
    """
    alone = {measured_id: Verdict.ALONE for measured_id, mean in means.items() if mean.n >= FEWEST}
    shown = {measured_id: mean for measured_id, mean in compared.items() if mean.n >= FEWEST}
    if len(shown) < FEWEST_AVERAGED:
        return alone
    signs = {1: Verdict.HIGHER, -1: Verdict.LOWER, 0: Verdict.AROUND}
    found = differing(list(shown.values()))
    return alone | {
        measured_id: signs[sign] if mean.n >= FEWEST_COMPARED else Verdict.TOO_FEW
        for (measured_id, mean), sign in zip(shown.items(), found, strict=True)
    }


def average_of(means: Mapping[int, Mean]) -> int | None:
    """In tenths, of the grades that are shown, each counting once; None of fewer than FEWEST_AVERAGED."""
    shown = [Fraction(mean.total, mean.n) for mean in means.values() if mean.n >= FEWEST]
    if len(shown) < FEWEST_AVERAGED:
        return None
    return floor(10 * sum(shown, Fraction()) / len(shown) + Fraction(1, 2))
