"""Would anybody code this? Learnt from interviews that are done: what has no code there was left out on purpose."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coding.suggestions.judging.blocks import Block, inner, stacked
from coding.suggestions.judging.regression import Reals, Span, Spread
from coding.suggestions.judging.units import Unit
from coding.suggestions.judging.weighing import folds_of

_MOST_PASSAGES = 1_500
_PENALTY = 1.0
_CODED_BEFORE, _PASSAGES_BEFORE = 1.0, 10.0
"""Before anything is known: one passage in ten. What is known soon outweighs it."""


class Gate:
    """is_coded[i]: whether unit i has a code. `rate`: the share that has, drawn a little towards one in ten."""

    def __init__(self, units: Sequence[Unit], blocks: Sequence[Block], is_coded: npt.NDArray[np.bool_]) -> None:
        self.rate = (is_coded.sum() + _CODED_BEFORE) / (len(is_coded) + _PASSAGES_BEFORE)
        self._rows = _spread(len(units))
        self._blocks = [*blocks, _lengths(units)]
        self._weights = [1 / np.sqrt(len(self._blocks))] * len(self._blocks)
        self._is_coded = is_coded[self._rows].astype(int)
        self._interviews = np.array([units[row].interview for row in self._rows])
        self._known = stacked(self._blocks, self._weights, self._rows)
        self._span = Span(np.sum(inner(self._known, self._known), axis=0)) if self._rows else None
        self._spread = self._on(np.ones(len(self._rows), dtype=bool))

    def said(self, units: Sequence[Unit], blocks: Sequence[Block]) -> Reals:
        """P(coded) of units that it did not learn from."""
        return self._said(self._spread, [*blocks, _lengths(units)], range(len(units)))

    def said_when_left_out(self, units: Sequence[Unit]) -> Reals:
        """P(coded) of the units that it learnt from, each as when its interview was left out."""
        of = np.array([one.interview for one in units])
        said = np.full(len(units), self.rate)
        for fold in folds_of(of.tolist()):
            held = np.isin(of, sorted(fold))
            spread = self._on(~np.isin(self._interviews, sorted(fold)))
            said[held] = self._said(spread, self._blocks, np.flatnonzero(held).tolist())
        return said

    def _on(self, known: npt.NDArray[np.bool_]) -> Spread | None:
        """Learns from those that are `known`; nothing to learn where all are alike, or from one interview."""
        is_coded = self._is_coded[known]
        if self._span is None or len(np.unique(is_coded)) < 2 or len(np.unique(self._interviews[known])) < 2:
            return None
        fitted = self._span.fit(np.flatnonzero(known), is_coded, 2, penalty=_PENALTY, balanced=False)
        return fitted.on(self._known)

    def _said(self, spread: Spread | None, blocks: Sequence[Block], rows: Sequence[int]) -> Reals:
        if spread is None:
            return np.full(len(rows), self.rate)
        scores = spread.scores(stacked(blocks, self._weights, rows))[:, 1]
        return np.asarray(1 / (1 + np.exp(-scores)))


def _spread(count: int) -> list[int]:
    """At most so many, evenly over the conversations: beyond that it takes long and learns little."""
    return np.unique(np.linspace(0, count - 1, min(count, _MOST_PASSAGES)).astype(int)).tolist() if count else []


def _lengths(units: Sequence[Unit]) -> Block:
    words = np.array([float(len(one.text.split())) for one in units])
    return np.column_stack([np.log1p(words) / 4, words > 25, words > 40]).astype(np.float32)
