"""What topics are made of: a question with the whole answer to it, in parts where the answer changes its subject.

A sentence by itself seldom tells what it is about, and the question before it does. What is compared are vectors of
passages, the same that suggestions judge, so that each text is encoded once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np

from coding.suggestions.answers import Answer
from coding.suggestions.judging.blocks import Encode
from coding.suggestions.judging.material import Material
from coding.suggestions.judging.units import Stretch, Unit, Units
from coding.suggestions.passages import Passage, passages_of
from coding.suggestions.text_space import Floats, unit_rows
from interviews.language import sentences

MOST_WORDS = 150
"""What is longer is parted where it holds together least, also when the subject stays."""
_WEIGHT_OF_QUESTION = 0.4
_CHANGE = 1.5
"""So many standard deviations less alike than neighbouring passages of the study are on average."""


@dataclass(frozen=True)
class TopicUnit:
    """`passage`: what the respondent said, part of one turn. `text` and `question` are cleaned."""

    passage: Passage
    text: str
    question: str

    @property
    def place(self) -> tuple[int, int, int]:
        return (self.passage.source_id, self.passage.start, self.passage.end)


@dataclass(frozen=True)
class _Atom:
    answer: Answer
    passage: Passage
    unit: Unit
    row: int
    """Of its vector."""

    @property
    def words(self) -> int:
        return len(self.unit.text.split())


class Answers:
    """All that respondents told, as units with their points: [unit, dimension] of unit length, None without encoder.

    `said`: (source id, text) of what was encoded.
    """

    def __init__(self, material: Material, encode: Encode | None) -> None:
        answers = [(answer, passages_of(answer)) for one in material.conversations for answer in one.answers]
        passages = [passage for _answer, found in answers for passage in found]
        units = Units(material).of([Stretch(one.source_id, one.start, one.end, one.text) for one in passages])
        vectors = _vectors(encode, [one.text for one in units])
        rows = count()
        atoms = [
            [_Atom(answer, passage, units[row], row) for passage, row in ((one, next(rows)) for one in found)]
            for answer, found in answers
        ]
        least = _least_alike(atoms, vectors)
        groups = [group for answer in atoms for group in _parted(answer, vectors, least)]
        self.units = [_joined(group) for group in groups]
        self.points: Floats | None = None
        self.said: set[tuple[int, str]] = set()
        if encode is not None and groups:
            said = np.vstack([vectors[[one.row for one in group]].mean(axis=0) for group in groups])
            asked = _vectors(encode, [one.question for one in self.units])
            self.points = unit_rows(unit_rows(said) + _WEIGHT_OF_QUESTION * asked)
            self.said = {(one.source_id, one.text) for one in units}
            self.said |= {(one.passage.source_id, one.question) for one in self.units if one.question}


def _what_is_asked(said: str) -> str:
    """The last question in what an interviewer said, or else its last sentence: what is explained before it, such as
    that everything is recorded, is the same in every conversation."""
    found = [one.text for one in sentences(said)]
    asking = [one for one in found if one.rstrip("'’”\"").endswith("?")]
    return (asking or found or [""])[-1]


def _vectors(encode: Encode | None, texts: list[str]) -> Floats:
    """[text, dimension] of unit length around what the study says on average; zero for no text, or without encoder."""
    different = [text for text in dict.fromkeys(texts) if text.strip()]
    if encode is None or not different:
        return np.zeros((len(texts), 1), dtype=np.float32)
    found = encode(different)
    centred = np.vstack([unit_rows(found - found.mean(axis=0, keepdims=True)), np.zeros_like(found[:1])])
    row = {text: number for number, text in enumerate(different)}
    return np.asarray(centred[[row.get(text, len(different)) for text in texts]], dtype=np.float32)


def _alike(first: _Atom, second: _Atom, vectors: Floats) -> float:
    return float(vectors[first.row] @ vectors[second.row])


def _least_alike(answers: Sequence[Sequence[_Atom]], vectors: Floats) -> float:
    """Neighbours in an answer that are less alike than this are about something else."""
    alike = [_alike(*pair, vectors) for answer in answers for pair in pairwise(answer)]
    return float(np.mean(alike) - _CHANGE * np.std(alike)) if alike else 0.0


def _parted(answer: Sequence[_Atom], vectors: Floats, least: float) -> list[list[_Atom]]:
    """Passages that belong together, in order."""
    if not answer:
        return []
    cuts = [_alike(*pair, vectors) for pair in pairwise(answer)]
    weakest = int(np.argmin(cuts)) if cuts else 0
    too_long = sum(one.words for one in answer) > MOST_WORDS
    if not cuts or not (too_long or cuts[weakest] < least):
        return [list(answer)]
    first, second = answer[: weakest + 1], answer[weakest + 1 :]
    return _parted(first, vectors, least) + _parted(second, vectors, least)


def _joined(group: Sequence[_Atom]) -> TopicUnit:
    """The passage from the first to the last; what stands between two of them is part of it."""
    first, last = group[0].passage, group[-1].passage
    text = " ".join(one.unit.text for one in group)
    answer = group[0].answer
    told = answer.text[first.start - answer.start : last.end - answer.start]
    whole = Passage(first.source_id, first.interview, first.start, last.end, told)
    return TopicUnit(whole, text, _what_is_asked(group[0].unit.question))
