"""What in a passage speaks for a code: which of its words, and which example is most like it to the model."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from coding.suggestions.judging.blocks import Block, Blocks
from coding.suggestions.judging.code_model import CodeModel
from coding.suggestions.judging.regression import Reals
from coding.suggestions.judging.units import Unit
from coding.suggestions.passages import Passage
from coding.suggestions.reasons import MOST_WORDS, Reason
from interviews.language import content_words, words

_WORTH_SAYING = 0.25
"""Of what the strongest word does; a word that does less is not named."""
_TOKEN = re.compile(r"[\w'’\u0300-\u036f-]+")


class Grounds:
    """Reads them off the model: nothing is learnt again."""

    def __init__(self, model: CodeModel, blocks: Blocks) -> None:
        self._model = model
        self._columns = cache(blocks.columns_of)
        self._pull = model.pull_of_words()
        self._examples: dict[int, list[int]] = {}
        for row, one in enumerate(model.examples):
            if one.segment_id:
                self._examples.setdefault(one.code, []).append(row)

    def of(
        self, passages: Sequence[Passage], units: Sequence[Unit], blocks: Sequence[Block], codes: Sequence[int]
    ) -> list[Reason]:
        """Why each passage got its code, in order; `units` and `blocks` are of the passages."""
        likeness = self._model.likeness(blocks)
        return [
            self._reason(passage, unit, blocks[0][[row]], likeness[row], code)
            for row, (passage, unit, code) in enumerate(zip(passages, units, codes, strict=True))
        ]

    def _reason(self, passage: Passage, unit: Unit, of_words: Block, likeness: Reals, code: int) -> Reason:
        drove = self._words(passage, unit, of_words, code)
        examples = self._examples.get(code)
        if not examples:
            return Reason(drove, by_definition=True)
        nearest = examples[int(np.argmax(likeness[examples]))]
        return Reason(drove, self._model.examples[nearest].segment_id)

    def _words(self, passage: Passage, unit: Unit, of_words: Block, code: int) -> tuple[str, ...]:
        """The strongest, in the order of the passage."""
        if self._pull is None:
            return ()
        pull = self._pull[:, self._model.codes.index(code)]
        speaks = {
            int(one): float(value * pull[one]) for one, value in zip(of_words.indices, of_words.data, strict=True)
        }
        strength = self._strengths(content_words(unit.text), speaks)
        standing = [(word, stands) for word, stands in as_it_stands(passage.text).items() if strength.get(word, 0) > 0]
        strongest = sorted(standing, key=lambda one: -strength[one[0]])[:MOST_WORDS]
        most = strength[strongest[0][0]] if strongest else 0
        named = {stands for word, stands in strongest if strength[word] >= _WORTH_SAYING * most}
        return tuple(dict.fromkeys(stands for _word, stands in standing if stands in named))

    def _strengths(self, found: Iterable[str], speaks: dict[int, float]) -> dict[str, float]:
        """Words that share a feature share what it says."""
        columns = {word: self._columns(word) for word in dict.fromkeys(found)}
        shared = Counter(column for of_word in columns.values() for column in of_word)
        return {
            word: sum(speaks.get(column, 0) / shared[column] for column in of_word) for word, of_word in columns.items()
        }


def as_it_stands(text: str) -> dict[str, str]:
    """{word as words are compared: as it stands in the text}, in order, the first of each."""
    found: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        for word in words(token):
            found.setdefault(word, token.strip("'’-_"))
    return found
