"""How far two coders agree, from a count of who gave what: the same whether one of them is a person or the program.

A unit is a turn and a code: was that code given to that turn or not? Sources: Cohen (1960) for kappa, Gwet (2008)
for AC1, which does not fall when one answer, here 'no code', is nearly always right.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Given = Mapping[int, Collection[int]]
"""{turn: codes that it has}; a turn that is left out has none."""


@dataclass(frozen=True)
class TwoByTwo:
    """How many turns with a code got it of both coders, of one alone, or of neither."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0

    def __add__(self, other: "TwoByTwo") -> "TwoByTwo":
        return TwoByTwo(
            self.both + other.both,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
            self.neither + other.neither,
        )

    @property
    def total(self) -> int:
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def by_second(self) -> int:
        """How often the second coder gave a code."""
        return self.both + self.second_only

    @property
    def share(self) -> float | None:
        """How often both did the same; None of nothing."""
        return (self.both + self.neither) / self.total if self.total else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: 1 is always alike, 0 is what chance gives. None when chance alone makes them alike always."""
        first, second = self._rates
        return self._beyond(first * second + (1 - first) * (1 - second))

    @property
    def ac1(self) -> float | None:
        """Gwet's AC1, as kappa; chance is reckoned from how often both together gave a code."""
        rate = sum(self._rates) / 2
        return self._beyond(2 * rate * (1 - rate))

    @property
    def _rates(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 0.0
        return (self.both + self.first_only) / self.total, self.by_second / self.total

    def _beyond(self, chance: float) -> float | None:
        return None if self.share is None or chance >= 1 else (self.share - chance) / (1 - chance)


def compared(turns: Iterable[int], codes: Collection[int], first: Given, second: Given) -> TwoByTwo:
    """Over these turns and these codes; others do not count."""
    both = first_only = second_only = total = 0
    for turn in turns:
        one, other = set(first.get(turn, ())) & set(codes), set(second.get(turn, ())) & set(codes)
        both += len(one & other)
        first_only += len(one - other)
        second_only += len(other - one)
        total += len(codes)
    return TwoByTwo(both, first_only, second_only, total - both - first_only - second_only)
