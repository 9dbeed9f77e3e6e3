"""What a probability may be called: measured on interviews that were left out, over all that was said there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coding.suggestions.judging.regression import Reals, softmax

_TEMPERATURES = np.geomspace(0.1, 10, 60)
_ROUNDS = 50
_BELIEF = 4.0
"""How strongly, in the inverse of a variance, the product of both chances is believed before anything is measured."""
HOLDS = 0.9
MOST_IN_SET = 3
_FEWEST_FOR_SETS = 20
_MASSES = np.linspace(0.3, 0.99, 70)
_NOTHING = 1e-6


@dataclass(frozen=True)
class Measured:
    """said = sigmoid(shift + slopes · (log P(coded), log P(code))): (0; 1, 1) says their product, near zero."""

    shift: float = 0.0
    slopes: tuple[float, float] = (1.0, 1.0)

    def said(self, coded: Reals, code: Reals) -> Reals:
        raw = self.shift + _logs(coded, code) @ np.array(self.slopes)
        return np.asarray(1 / (1 + np.exp(-raw)))


def measured(coded: Reals, code: Reals, is_right: npt.NDArray[np.bool_]) -> Measured:
    """From passages of interviews that were left out: what was thought of them, and whether it was right.

    Ridge logistic regression by Newton's method, drawn towards the plain product (Platt, 1999, with a prior).
    """
    seen = np.column_stack([np.ones(len(coded)), _logs(coded, code)])
    prior = np.array([0.0, 1.0, 1.0])
    found = prior.copy()
    for _round in range(_ROUNDS):
        said = 1 / (1 + np.exp(-(seen @ found)))
        slope = seen.T @ (said - is_right) + _BELIEF * (found - prior)
        bend = (seen.T * (said * (1 - said))) @ seen + _BELIEF * np.eye(3)
        step = np.linalg.solve(bend, slope)
        found = found - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return Measured(float(found[0]), (float(found[1]), float(found[2])))


def temperature(scores: Reals, given: npt.NDArray[np.intp]) -> float:
    """The temperature under which the codes that were really given are most probable (Guo et al., 2017)."""
    losses = [
        -np.log(np.maximum(softmax(scores / one)[np.arange(len(given)), given], 1e-9)).mean() for one in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def set_from(codes: Reals, is_right: npt.NDArray[np.bool_]) -> float:
    """The mass that the first codes need together to hold the right one in 90%; infinite when nothing does.

    codes[passage, rank]: P(code) of the best three, of passages of interviews that were left out and are coded;
    is_right[passage, rank]. As split-conformal prediction asks, one more that failed is counted along.
    """
    for mass in _MASSES:
        sizes = set_sizes(codes, mass)
        has_set = sizes > 0
        holds = is_right[has_set] & (np.arange(is_right.shape[1]) < sizes[has_set][:, np.newaxis])
        if has_set.sum() >= _FEWEST_FOR_SETS and holds.any(axis=1).sum() / (has_set.sum() + 1) >= HOLDS:
            return float(mass)
    return np.inf


def set_sizes(codes: Reals, mass: float) -> npt.NDArray[np.intp]:
    """How many of the best codes it takes to have this mass together; 0 when three do not have it."""
    enough = np.cumsum(codes[:, :MOST_IN_SET], axis=1) >= mass
    return np.where(enough.any(axis=1), enough.argmax(axis=1) + 1, 0)


def _logs(coded: Reals, code: Reals) -> Reals:
    return np.column_stack([np.log(np.clip(one, _NOTHING, 1)) for one in (coded, code)])
