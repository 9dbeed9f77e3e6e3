"""Logistic regression over blocks of features, fitted on the examples' coordinates in their own span.

There are far more features than examples; in their span the solution is the same (the penalty does not change under
rotation), and found much sooner. scikit-learn is imported inside: the web process never needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.suggestions.judging.blocks import Block

Reals = npt.NDArray[np.floating[Any]]
Rows = npt.NDArray[np.intp]

_MOST_ROUNDS = 200
_NO_CHANCE = -30.0


@dataclass(frozen=True)
class Fitted:
    """`dual` [example, class] and `intercepts` [class]: a score is inner products with the examples times `dual`."""

    dual: Reals
    intercepts: Reals

    def scores(self, gram: Reals) -> Reals:
        """[row, class] of rows with these inner products [row, example]."""
        return np.asarray(gram @ self.dual + self.intercepts)

    def on(self, examples: Sequence[Block]) -> "Spread":
        dual = self.dual.astype(np.float32)
        return Spread([np.asarray(block.T @ dual) for block in examples], self.intercepts)


@dataclass(frozen=True)
class Spread:
    """The same weights spread over the features, to judge many rows with."""

    weights: list[Reals]
    intercepts: Reals

    def scores(self, blocks: Sequence[Block]) -> Reals:
        """[row, class]"""
        parts = [np.asarray(block @ weight) for block, weight in zip(blocks, self.weights, strict=True)]
        return np.asarray(sum(parts) + self.intercepts)


class Span:
    """Examples in coordinates with the same inner products as gram[example, example]."""

    def __init__(self, gram: Reals) -> None:
        values, directions = np.linalg.eigh(gram.astype(np.float64))
        kept = values > max(1e-6 * values[-1], 1e-12)
        lengths = np.sqrt(values[kept])
        self.coordinates: Reals = directions[:, kept] * lengths
        self.back: Reals = directions[:, kept] / lengths
        """From weights of coordinates to those of examples."""

    def fit(self, rows: Rows, given: Rows, classes: int, *, penalty: float, balanced: bool) -> Fitted:
        """Learns from these rows; given[i] is the class of rows[i]. A class without examples gets no chance.

        `balanced`: each class counts as much, however many examples it has. A smaller `penalty` believes examples more.
        """
        from sklearn.linear_model import LogisticRegression

        present = np.unique(given)
        weights, intercepts = np.zeros((self.coordinates.shape[1], classes)), np.full(classes, _NO_CHANCE)
        intercepts[present] = 0.0
        if len(present) > 1 and len(weights):
            weighed = "balanced" if balanced else None
            model = LogisticRegression(C=1 / penalty, class_weight=weighed, max_iter=_MOST_ROUNDS, tol=1e-3)
            model.fit(self.coordinates[rows], given)
            learnt = present if len(present) > 2 else present[1:]
            weights[:, learnt], intercepts[learnt] = model.coef_.T, model.intercept_
        return Fitted(self.back @ weights, intercepts)


def softmax(scores: Reals) -> Reals:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
