"""Which code would fit this text? A few-shot classifier that learns from the coded segments. It only proposes.

Learns from five examples per code on, offline, in seconds: logistic regression over words, letters and latent
dimensions, after which each text also hears what is said of its nearest neighbours (label propagation; Zhou et al.,
2004). Whether *no* code fits is hard to tell, so a proposal is never applied by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.models import Certainty
from coding.suggestions.text_space import Floats, Sparse, TextSpace, meaningful_features, one_thread, unit_scales
from foundation.dutch import _
from foundation.errors import ResearcherError

FEWEST_EXAMPLES = 5
FEWEST_CODES = 2
SUGGESTIONS_PER_TEXT = 3

_LATENT_SCALES = (20, 50, 100)
_LATENT_WEIGHT = 0.5
_REGULARISATION = 10.0
_NEIGHBOUR_SHARE = 0.8
_STEPS = 3
_FOLDS = 5
_TEMPERATURES = np.geomspace(0.1, 3.0, 60)
_ROWS_AT_A_TIME = 2_000

Examples = dict[int, list[int]]  # row of a text -> the columns of its codes
Reals = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class CodeSuggestion:
    """`probability` (0-1): that this is a code of the text, given that one of the learnt codes is."""

    code: int
    probability: float

    @property
    def certainty(self) -> Certainty:
        return Certainty.of(self.probability)


class TooFewExamples(ResearcherError):
    """With fewer than two codes to choose from there is nothing to suggest."""

    def __init__(self, codes_with_enough: int) -> None:
        found = {0: _("Er is nog geen code"), 1: _("Er is nog maar één code")}[codes_with_enough]
        super().__init__(
            _(
                "%(found)s met minstens %(examples)d verschillende fragmenten. Suggesties kunnen pas als minstens "
                "%(codes)d codes er zoveel hebben. Er is niets veranderd. Codeer eerst meer fragmenten zelf.",
                found=found,
                examples=FEWEST_EXAMPLES,
                codes=FEWEST_CODES,
            )
        )


class CodeClassifier:
    """Learns the codes that have FEWEST_EXAMPLES different texts; `codes` are those, in order.

    `examples`: (text, code id) pairs; a text may come with several codes and counts for each, the same pair counts
    once, a text without meaningful words not at all. `texts`: all other texts of the study; the vocabulary and the
    likenesses are learnt from them too. Same input and seed, same suggestions. Raises TooFewExamples.
    """

    @one_thread()
    def __init__(self, examples: Iterable[tuple[str, int]], texts: Iterable[str] = (), *, seed: int = 42) -> None:
        texts_of_code = _texts_of_code(examples)
        self.codes = sorted(code for code, found in texts_of_code.items() if len(found) >= FEWEST_EXAMPLES)
        if len(self.codes) < FEWEST_CODES:
            raise TooFewExamples(len(self.codes))
        self._space = TextSpace([*(text for found in texts_of_code.values() for text in found), *texts], seed=seed)
        known = _codes_by_row([[self._space.row[text] for text in texts_of_code[code]] for code in self.codes])
        hidden = [frozenset[int](), *_folds(known, seed)]
        self._model = _Regressions(self._space, known, len(self.codes), hidden)
        self._opinions, *in_folds = [
            self._heard(own, {row: codes for row, codes in known.items() if row not in fold})
            for own, fold in zip(self._model.of_space(), hidden, strict=True)
        ]
        self._temperature = _temperature(
            [(heard[row], known[row]) for heard, fold in zip(in_folds, hidden[1:], strict=True) for row in sorted(fold)]
        )

    def suggest(self, texts: Sequence[str]) -> list[list[CodeSuggestion]]:
        """For each text the three most probable codes, the best first; none for a text without meaningful words."""
        rows = self.probabilities(texts)
        return [self._best(row) if meaningful_features(text) else [] for text, row in zip(texts, rows, strict=True)]

    @one_thread()
    def probabilities(self, texts: Sequence[str]) -> Floats:
        """[text, code], in the order of `codes`; rows sum to one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._space.row]
        row = self._space.row | {text: len(self._opinions) + number for number, text in enumerate(new)}
        opinions = np.vstack([self._opinions, self._opinions_outside(new)]) if new else self._opinions
        return _tempered(opinions[[row[text] for text in texts]], self._temperature)

    def _best(self, probabilities: Floats) -> list[CodeSuggestion]:
        ranked = np.argsort(-probabilities, kind="stable")[:SUGGESTIONS_PER_TEXT]
        return [CodeSuggestion(self.codes[column], float(probabilities[column])) for column in ranked]

    def _heard(self, own: Floats, known: Examples) -> Floats:
        """Each text's own opinion mixed with its neighbours', a few times over; known codes keep being said."""
        said = own.copy()
        for row, codes in known.items():
            said[row] = 0.0
            said[row, codes] = 1 / len(codes)
        heard = said
        for _step in range(_STEPS):
            heard = _mixed(said, self._space.neighbours @ heard)
        return heard

    def _opinions_outside(self, texts: list[str]) -> Floats:
        surface = self._space.surface_of(texts)
        neighbours = self._space.neighbours_of(surface)
        own = self._model.of_new(surface, neighbours)
        return _mixed(own, neighbours @ self._opinions)


class _Regressions:
    """One multinomial logistic regression for each set of texts that is held out of it.

    There are far more features than examples, so the regressions are fitted on the examples' coordinates in their
    own span: the same solution as on the features (the penalty does not change under rotation), much sooner.
    """

    def __init__(self, space: TextSpace, examples: Examples, codes: int, held_out: Sequence[frozenset[int]]) -> None:
        self._space = space
        rows = list(examples)
        surface = space.smoothed(space.surface[rows], space.neighbours[rows])
        latent = _latent_features(space.own_latent[rows])
        coordinates, back = _own_span((surface @ surface.T).toarray() + latent @ latent.T)
        fitted = [_fitted(coordinates, _pairs(examples, hidden), codes) for hidden in held_out]
        dual = back @ np.hstack([weights for weights, _intercepts in fitted])
        self._surface_weights = np.asarray(surface.T @ dual, dtype=np.float32)
        self._latent_weights = np.asarray(latent.T @ dual, dtype=np.float32)
        self._intercepts = np.concatenate([intercepts for _weights, intercepts in fitted])
        self._codes = codes

    def of_space(self) -> list[Floats]:
        """[text, code] for each of the regressions: what it makes of every text of the space."""
        starts = range(0, len(self._space.texts), _ROWS_AT_A_TIME)
        parts = [slice(start, start + _ROWS_AT_A_TIME) for start in starts]
        scores = np.vstack(
            [
                self._scores(self._space.surface[part], self._space.neighbours[part], self._space.own_latent[part])
                for part in parts
            ]
        )
        return [_softmax(scores[:, start : start + self._codes]) for start in range(0, scores.shape[1], self._codes)]

    def of_new(self, surface: Sparse, neighbours: Sparse) -> Floats:
        """[text, code]: what the regression that holds nothing out makes of texts outside the space."""
        latent = self._space.latent(surface, neighbours)
        return _softmax(self._scores(surface, neighbours, latent)[:, : self._codes])

    def _scores(self, surface: Sparse, neighbours: Sparse, latent: Floats) -> Floats:
        by_word = self._space.smoothed(surface, neighbours) @ self._surface_weights
        return np.asarray(by_word + _latent_features(latent) @ self._latent_weights + self._intercepts)


def _texts_of_code(examples: Iterable[tuple[str, int]]) -> dict[int, list[str]]:
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for text, code in examples:
        if meaningful_features(text):
            found[code][text] = None
    return {code: list(found[code]) for code in sorted(found)}


def _codes_by_row(rows_of_code: list[list[int]]) -> Examples:
    codes: Examples = defaultdict(list)
    for column, rows in enumerate(rows_of_code):
        for row in rows:
            codes[row].append(column)
    return dict(codes)


def _folds(examples: Examples, seed: int) -> list[frozenset[int]]:
    """Deals the texts out, code by code, so that every fold has some of every code and no text is in two."""
    order = np.random.default_rng(seed).permutation(sorted(examples))
    by_first_code = sorted(order.tolist(), key=lambda row: examples[row][0])
    return [frozenset(by_first_code[start::_FOLDS]) for start in range(_FOLDS)]


def _pairs(examples: Examples, hidden: frozenset[int]) -> list[tuple[int, int]]:
    """(place among the examples, code) of every example that is not hidden."""
    return [(place, code) for place, (row, codes) in enumerate(examples.items()) if row not in hidden for code in codes]


def _own_span(gram: Reals) -> tuple[Reals, Reals]:
    """Coordinates with the same inner products as `gram`, and the way back from their weights to the examples'."""
    values, directions = np.linalg.eigh(gram.astype(np.float64))
    kept = values > 1e-6 * values[-1]
    lengths = np.sqrt(values[kept])
    return directions[:, kept] * lengths, directions[:, kept] / lengths


def _fitted(coordinates: Reals, pairs: list[tuple[int, int]], codes: int) -> tuple[Reals, Reals]:
    """Weights [coordinate, code] and intercepts [code]; a code without examples here gets no chance."""
    from sklearn.linear_model import LogisticRegression

    places, given = np.array(pairs).T
    present = np.unique(given)
    weights, intercepts = np.zeros((coordinates.shape[1], codes)), np.full(codes, -np.inf)
    intercepts[present] = 0.0
    if len(present) > 1:
        model = LogisticRegression(C=_REGULARISATION, class_weight="balanced", max_iter=1000)
        model.fit(coordinates[places], given)
        learnt = present if len(present) > 2 else present[1:]
        weights[:, learnt], intercepts[learnt] = model.coef_.T, model.intercept_
    return weights, intercepts


def _latent_features(latent: Floats) -> Floats:
    return _LATENT_WEIGHT * unit_scales(latent, _LATENT_SCALES)


def _mixed(own: Floats, of_neighbours: Floats) -> Floats:
    mixed = _NEIGHBOUR_SHARE * of_neighbours + (1 - _NEIGHBOUR_SHARE) * own
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True), dtype=np.float32)


def _temperature(judged: list[tuple[Floats, list[int]]]) -> float:
    """The temperature under which the codes that were really given are most probable (Guo et al., 2017)."""
    opinions = np.array([row for row, codes in judged for _code in codes])
    given = np.array([code for _row, codes in judged for code in codes])
    losses = [
        -np.log(np.maximum(_tempered(opinions, temperature)[np.arange(len(given)), given], 1e-9)).mean()
        for temperature in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _tempered(probabilities: Floats, temperature: float) -> Floats:
    return _softmax(np.log(np.maximum(probabilities, 1e-9)) / temperature)


def _softmax(scores: Reals) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
