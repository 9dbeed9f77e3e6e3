"""What in a passage speaks for a code: which of its words, and which example is most like it to the model."""

import re
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from coding.suggestions.judging.blocks import WORDS, Block, Blocks
from coding.suggestions.judging.code_model import CodeModel
from coding.suggestions.judging.regression import Reals, Rows
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
        self._blocks = blocks
        self._columns: Callable[[str], frozenset[int]] = cache(blocks.columns_of)
        self._pull = model.pull_of_words()
        self._column = {code: number for number, code in enumerate(model.codes)}
        self._examples: dict[int, list[int]] = {}
        for row, one in enumerate(model.examples):
            if one.segment_id:
                self._examples.setdefault(one.code, []).append(row)

    def of(self, units: Mapping[Passage, Unit]) -> dict[Passage, "Ground"]:
        """For each passage and what it is as a unit."""
        said = self._blocks.of_what_is_said(list(units.values()))
        likeness = self._model.likeness(said)
        return {
            passage: Ground(self, likeness[row], self._strengths(passage, unit, *_row(said[WORDS], row)))
            for row, (passage, unit) in enumerate(units.items())
        }

    def nearest(self, likeness: Reals, code: int) -> int | None:
        """The segment with this code that is most like it; None for a code without."""
        examples = self._examples.get(code)
        return self._model.examples[examples[int(np.argmax(likeness[examples]))]].segment_id if examples else None

    def column_of(self, code: int) -> int:
        return self._column[code]

    def _strengths(self, passage: Passage, unit: Unit, features: Rows, values: Reals) -> dict[str, Reals]:
        """{word as it stands in the passage: [code], how strongly it speaks for each}, in order.

        Words that share a feature share what it says.
        """
        if self._pull is None:
            return {}
        place = {column: row for row, column in enumerate(features.tolist())}
        columns = {
            word: [place[one] for one in self._columns(word) if one in place]
            for word in dict.fromkeys(content_words(unit.text))
        }
        rows = np.array([row for of_word in columns.values() for row in of_word], dtype=np.intp)
        if not len(rows):
            return {}
        speaks = self._pull[features] * values[:, np.newaxis]
        known = [word for word, of_word in columns.items() if of_word]
        starts = np.cumsum([0, *(len(columns[word]) for word in known[:-1])])
        times = np.maximum(np.bincount(rows, minlength=len(speaks)), 1)
        summed = np.add.reduceat((speaks / times[:, np.newaxis])[rows], starts)
        strength = dict(zip(known, summed, strict=True))
        return {stands: strength[word] for word, stands in as_it_stands(passage.text).items() if word in strength}


class Ground:
    """What speaks in one passage."""

    def __init__(self, grounds: Grounds, likeness: Reals, strengths: dict[str, Reals]) -> None:
        self._grounds = grounds
        self._likeness = likeness
        self._strengths = strengths

    def for_code(self, code: int) -> Reason:
        """The strongest words, in the order of the passage, and the nearest segment."""
        column = self._grounds.column_of(code)
        strength = {word: float(of_word[column]) for word, of_word in self._strengths.items() if of_word[column] > 0}
        strongest = sorted(strength, key=lambda word: -strength[word])[:MOST_WORDS]
        named = {word for word in strongest if strength[word] >= _WORTH_SAYING * strength[strongest[0]]}
        nearest = self._grounds.nearest(self._likeness, code)
        return Reason(tuple(word for word in strength if word in named), nearest, by_definition=nearest is None)


def _row(block: Block, row: int) -> tuple[Rows, Reals]:
    """The features of one row, and what it has of each."""
    of_row = slice(block.indptr[row], block.indptr[row + 1])
    return block.indices[of_row], block.data[of_row]


def as_it_stands(text: str) -> dict[str, str]:
    """{word as words are compared: as it stands in the text}, in order, the first of each."""
    found: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        for word in words(token):
            found.setdefault(word, token.strip("'’-_"))
    return found
