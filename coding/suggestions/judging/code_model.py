"""Which code, if any? Learnt from coded segments and from what the codebook says of each code."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestions.judging.blocks import WORDS, Block, Blocks, inner, stacked
from coding.suggestions.judging.certainty import temperature
from coding.suggestions.judging.regression import Fitted, Reals, Span, softmax
from coding.suggestions.judging.units import Unit
from coding.suggestions.judging.weighing import FEWEST_INTERVIEWS, Weigher, folds_of

_PENALTIES = (0.03, 0.2)
_MOST_EXAMPLES = 1_500
_MOST_TO_WEIGH_WITH = 600
_TEMPERATURE_BEFORE = 1.0


@dataclass(frozen=True)
class Example:
    """`unit.interview` and `segment_id` are 0 for what the codebook says."""

    unit: Unit
    code: int
    segment_id: int = 0


@dataclass(frozen=True)
class _LeftOut:
    """A regression that did not learn from these interviews."""

    interviews: frozenset[int]
    fitted: Fitted


class CodeModel:
    """`codes` in order; `weights` of the blocks, by name."""

    def __init__(self, examples: Sequence[Example], blocks: Blocks) -> None:
        self._examples = _capped(examples)
        self.codes = sorted({one.code for one in examples})
        column = {code: number for number, code in enumerate(self.codes)}
        self._given = np.array([column[one.code] for one in self._examples])
        self._of = np.array([one.unit.interview for one in self._examples])
        self._blocks = blocks.of([one.unit for one in self._examples])
        self._weights = self._weighed()
        self.weights = dict(zip(blocks.names, self._weights, strict=True))
        self._weighed_blocks = stacked(self._blocks, self._weights, range(len(self._given)))
        self._gram = np.sum(inner(self._weighed_blocks, self._weighed_blocks), axis=0)
        self._span = Span(self._gram)
        self._temperature, penalty, self._left_out = self._cross_validated()
        self._whole = self._without(frozenset(), penalty).fitted.on(self._weighed_blocks)

    def probabilities(self, blocks: Sequence[Block]) -> Reals:
        """[unit, code], given that one of the codes fits."""
        rows = range(blocks[0].shape[0])
        return softmax(self._whole.scores(stacked(blocks, self._weights, rows)) / self._temperature)

    def probabilities_when_left_out(self, blocks: Sequence[Block], interviews: Sequence[int]) -> Reals:
        """The same, each unit as when its interview was left out."""
        said = self.probabilities(blocks)
        for one in self._left_out:
            held = [row for row, interview in enumerate(interviews) if interview in one.interviews]
            if held:
                scores = one.fitted.on(self._weighed_blocks).scores(stacked(blocks, self._weights, held))
                said[held] = softmax(scores / self._temperature)
        return said

    @property
    def examples(self) -> Sequence[Example]:
        """Those that it learnt from."""
        return self._examples

    def likeness(self, said: Mapping[str, Block]) -> Reals:
        """[unit, example]: how alike what they say is to this model, each block of `said` as heavy as it weighs.

        `said` has the blocks of the texts themselves: two stretches beside each other share what stands around them.
        """
        own = dict(zip(self.weights, self._blocks, strict=True))
        weights = {name: self.weights[name] for name in said}
        if not any(weights.values()):
            weights = dict.fromkeys(said, 1.0)
        names = [name for name, weight in weights.items() if weight]
        products = inner([said[name] for name in names], [own[name] for name in names])
        return np.asarray(sum(weights[name] ** 2 * product for name, product in zip(names, products, strict=True)))

    def pull_of_words(self) -> Reals | None:
        """[feature of the block of words, code]: towards the code, against what it does to all; None without weight."""
        place = list(self.weights).index(WORDS)
        if not self._weights[place]:
            return None
        pull = self._whole.weights[sum(1 for weight in self._weights[:place] if weight)] * self._weights[place]
        return np.asarray(pull - pull.mean(axis=1, keepdims=True))

    def _weighed(self) -> list[float]:
        if len(set(self._of.tolist()) - {0}) < FEWEST_INTERVIEWS:
            return _normal([1.0] * len(self._blocks))
        rows = _some(len(self._given), _MOST_TO_WEIGH_WITH)
        some = stacked(self._blocks, [1.0] * len(self._blocks), rows)
        return _normal(Weigher(inner(some, some), self._given[rows], self._of[rows].tolist()).chosen())

    def _cross_validated(self) -> tuple[float, float, list[_LeftOut]]:
        """The temperature and penalty under which what was left out is most probable, and what was fitted for that."""
        folds = folds_of([one for one in self._of.tolist() if one])
        if len(folds) < 2:
            return _TEMPERATURE_BEFORE, _PENALTIES[0], []
        tried = []
        for penalty in _PENALTIES:
            fitted = [self._without(fold, penalty) for fold in folds]
            loss, found = self._unlikely(fitted)
            tried.append((loss, found, penalty, fitted))
        _loss, found, penalty, fitted = min(tried, key=lambda one: one[0])
        return found, penalty, fitted

    def _without(self, fold: frozenset[int], penalty: float) -> _LeftOut:
        learnt = np.flatnonzero(~np.isin(self._of, sorted(fold)))
        given = self._given[learnt]
        return _LeftOut(fold, self._span.fit(learnt, given, len(self.codes), penalty=penalty, balanced=True))

    def _unlikely(self, left_out: Sequence[_LeftOut]) -> tuple[float, float]:
        """Minus the mean log-likelihood of the codes that were given, and the temperature for it."""
        scores = np.zeros((len(self._given), len(self.codes)))
        for one in left_out:
            held = np.isin(self._of, sorted(one.interviews))
            scores[held] = one.fitted.scores(self._gram[held])
        real = self._of != 0
        found = temperature(scores[real], self._given[real])
        said = softmax(scores[real] / found)[np.arange(real.sum()), self._given[real]]
        return float(-np.log(np.maximum(said, 1e-9)).mean()), found


def _normal(weights: Sequence[float]) -> list[float]:
    return [float(one) for one in np.array(weights) / np.linalg.norm(weights)]


def _some(count: int, most: int) -> list[int]:
    return [int(row) for row in np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))]


def _capped(examples: Iterable[Example]) -> list[Example]:
    """What the codebook says, and of each code as many segments as all together allow, evenly over the interviews."""
    by_code: dict[int, list[Example]] = {}
    book: list[Example] = []
    for one in examples:
        (by_code.setdefault(one.code, []) if one.unit.interview else book).append(one)
    most = _most_of_each([len(found) for found in by_code.values()])
    return book + [found[row] for found in by_code.values() for row in _some(len(found), most)]


def _most_of_each(counts: Collection[int]) -> int:
    most = max(counts, default=0)
    while most > 1 and sum(min(count, most) for count in counts) > _MOST_EXAMPLES:
        most = int(most * 0.9)
    return most
