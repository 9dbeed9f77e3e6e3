"""How much each block tells, by the study's own cross-validation: interviews that were left out have to come out well.

Tried with ridge regression, which has its solution in one step. Weights begin alike and move by doubling and halving,
one block at a time, when what that gains is more than what it costs: with few examples chance gains a little too.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coding.suggestions.judging.regression import Reals, softmax

FEWEST_INTERVIEWS = 4
"""With fewer coded, what comes out well is chance: all blocks weigh alike."""
FOLDS = 5
_STEPS = (0.0, 0.25, 0.5, 1.0, 2.0)
_ROUNDS = 2
_COST_OF_A_STEP = 0.5  # in log-likelihood of all examples together, for each doubling or halving
_RIDGES = (0.1, 1.0)
_SHARPNESS = np.geomspace(1, 30, 12)


def folds_of(interviews: Sequence[int]) -> list[frozenset[int]]:
    """The interviews dealt out; each fold is left out once."""
    different = sorted(set(interviews))
    return [frozenset(different[start::FOLDS]) for start in range(min(FOLDS, len(different)))]


class Weigher:
    """grams[block][example, example]; given[example]: column of its code; interviews[example]: 0 is the codebook,
    which is never left out."""

    def __init__(self, grams: Sequence[Reals], given: npt.NDArray[np.intp], interviews: Sequence[int]) -> None:
        self._grams = [np.asarray(one, dtype=np.float64) for one in grams]
        self._given = given
        of = np.array(interviews)
        self._held = [np.isin(of, sorted(fold)) for fold in folds_of([one for one in interviews if one])]
        self._is_real = of != 0
        self._targets = np.eye(given.max() + 1)[given]
        counts = np.bincount(given)[given]
        self._believed = counts.mean() / counts

    def chosen(self) -> list[float]:
        weights = [1.0] * len(self._grams)
        best = self._loss(weights)
        for _round in range(_ROUNDS):
            before = list(weights)
            for block in range(len(weights)):
                for step in _STEPS:
                    tried = [*weights[:block], step, *weights[block + 1 :]]
                    if tried != weights and (loss := self._loss(tried)) < best:
                        best, weights = loss, tried
            if weights == before:
                break
        return weights

    def _loss(self, weights: Sequence[float]) -> float:
        """Minus the log-likelihood of what was left out, and the cost of having moved."""
        if not any(weights):
            return np.inf
        gram = np.einsum("b,bij->ij", np.square(weights) / np.square(weights).sum(), np.stack(self._grams))
        cost = _COST_OF_A_STEP * sum(abs(np.log2(max(weight, 0.125))) for weight in weights)
        return float(cost) + min(self._unlikely(gram, ridge) for ridge in _RIDGES)

    def _unlikely(self, gram: Reals, ridge: float) -> float:
        scores = np.zeros_like(self._targets)
        for held in self._held:
            known = ~held
            inside = gram[np.ix_(known, known)] + np.diag(ridge / self._believed[known])
            scores[held] = gram[np.ix_(held, known)] @ np.linalg.solve(inside, self._targets[known])
        real, given = scores[self._is_real], self._given[self._is_real]
        likely = [softmax(real * sharp)[np.arange(len(given)), given] for sharp in _SHARPNESS]
        return float(min(-np.log(np.maximum(one, 1e-9)).sum() for one in likely))
