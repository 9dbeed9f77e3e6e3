"""Units as points, in blocks that each say one thing: words, what they mean, the question, what stands around, where.

Every row of a block has unit length, or is zero where there is nothing to say: an empty question, a definition that
stands nowhere. How much each block tells is weighed elsewhere.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from coding.suggestions.judging.units import Unit
from coding.suggestions.text_space import Floats, TextSpace, unit_rows

Encode = Callable[[Sequence[str]], Floats]
Block = Any
"""[unit, feature]: a scipy.sparse CSR array or a numpy array."""

WORDS, LATENT, QUESTION, SURROUNDINGS, PLACE = "words", "latent", "question", "surroundings", "place"
MEANING, MEANING_OF_QUESTION = "meaning", "meaning of question"
_PLACES = np.linspace(0, 1, 6)


class Blocks:
    """Learns what words there are from `units`; the same units and encoder, the same blocks."""

    def __init__(self, units: Sequence[Unit], encode: Encode | None, *, seed: int = 42) -> None:
        questions = dict.fromkeys(one.question for one in units if one.question)
        self._space = TextSpace([*(one.text for one in units), *questions], seed=seed)
        self._encode = encode
        self.names = [WORDS, LATENT, QUESTION, SURROUNDINGS, PLACE]
        if encode is not None:
            self.names += [MEANING, MEANING_OF_QUESTION]
            self._centre = encode(self._space.texts).mean(axis=0, keepdims=True)

    def of(self, units: Sequence[Unit]) -> list[Block]:
        """In the order of `names`."""
        texts, questions = [one.text for one in units], [one.question for one in units]
        words = self._space.surface_of(texts)
        found = [
            words,
            self._space.plain_latent(words),
            self._space.surface_of(questions),
            self._space.surface_of([one.surroundings for one in units]),
            _places(units),
        ]
        if self._encode is not None:
            found += [self._meaning(texts), self._meaning(questions)]
        return found

    def of_what_is_said(self, units: Sequence[Unit]) -> dict[str, Block]:
        """By name, only those of the texts themselves."""
        texts = [one.text for one in units]
        words = self._space.surface_of(texts)
        said = {WORDS: words, LATENT: self._space.plain_latent(words)}
        return said if self._encode is None else said | {MEANING: self._meaning(texts)}

    def columns_of(self, word: str) -> frozenset[int]:
        """Which features of the block of words one word gives."""
        return self._space.columns_of(word)

    def _meaning(self, texts: list[str]) -> Floats:
        if self._encode is None:
            raise ValueError("there is no encoder")
        different = [text for text in dict.fromkeys(texts) if text.strip()]
        vectors = unit_rows(self._encode(different) - self._centre) if different else self._centre[:0]
        row = {text: number for number, text in enumerate(different)}
        nothing = np.zeros((1, self._centre.shape[1]), dtype=np.float32)
        return np.vstack([vectors, nothing])[[row.get(text, len(different)) for text in texts]]


def _places(units: Sequence[Unit]) -> Floats:
    """Six soft parts of the conversation, from the first sixth to the last."""
    at = np.array([np.nan if one.place is None else one.place for one in units], dtype=np.float32)[:, np.newaxis]
    near = np.exp(-(((at - _PLACES) / _PLACES[1]) ** 2))
    return np.nan_to_num(unit_rows(np.asarray(near, dtype=np.float32)))


def stacked(blocks: Sequence[Block], weights: Sequence[float], rows: Sequence[int]) -> list[Block]:
    """These rows of each block, as heavy as the block weighs; blocks without weight are left out."""
    return [block[list(rows)] * weight for block, weight in zip(blocks, weights, strict=True) if weight]


def inner(first: Sequence[Block], second: Sequence[Block]) -> list[Floats]:
    """[row of first, row of second] for each block."""
    found = []
    for one, other in zip(first, second, strict=True):
        product = one @ other.T
        found.append(np.asarray(product.toarray() if hasattr(product, "toarray") else product, dtype=np.float32))
    return found
