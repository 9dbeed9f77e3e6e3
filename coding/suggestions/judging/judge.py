"""What would a researcher do with this passage? Learns from a study, and says so with honest doubt. It only proposes.

P(coded) × P(code), as far as measured: how often that was right in interviews that were left out. Same material, same
judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coding.models import Certainty
from coding.suggestions.judging.blocks import Blocks, Encode
from coding.suggestions.judging.certainty import MOST_IN_SET, Measured, measured, set_from, set_sizes
from coding.suggestions.judging.code_model import CodeModel, Example
from coding.suggestions.judging.gate import Gate
from coding.suggestions.judging.grounds import Grounds
from coding.suggestions.judging.material import Coding, Material
from coding.suggestions.judging.regression import Reals
from coding.suggestions.judging.units import Stretch, Unit, Units, described
from coding.suggestions.passages import Passage, passages_of
from coding.suggestions.reasons import Reason
from coding.suggestions.text_cleaning import cleaned_texts
from coding.suggestions.text_space import meaningful_features, one_thread
from foundation.dutch import _
from foundation.errors import ResearcherError

FEWEST_CODES = 2
_NEVER_SEEN = 0.25
"""The most that is believed of a code without a segment; see `_most_believed`."""


_LEFT_ALONE = 0.25
"""Of interviews that are done: a researcher read this and gave it no code, which no measurement is about."""


@dataclass(frozen=True)
class CodeSuggestion:
    """`probability` (0-1): that a researcher would give this passage this code."""

    code: int
    probability: float

    @property
    def certainty(self) -> Certainty:
        return Certainty.of(self.probability)


@dataclass(frozen=True)
class Judged:
    """At most three codes, the best first; none for a text without meaningful words.

    `coded`: P(somebody codes it). `in_set`: so many of the first codes held the right one in 90% of what was coded;
    0 when no three do.
    """

    codes: tuple[CodeSuggestion, ...] = ()
    coded: float = 0.0
    in_set: int = 0

    @property
    def proposed(self) -> tuple[CodeSuggestion, ...]:
        """What to show: the set, or all three with less certainty."""
        return self.codes[: self.in_set or MOST_IN_SET]


class NothingToLearnFrom(ResearcherError):
    """With fewer than two codes to choose from there is nothing to suggest."""

    def __init__(self, codes: int) -> None:
        found = {0: _("Er is nog geen code"), 1: _("Er is nog maar één code")}[codes]
        super().__init__(
            _(
                "%(found)s met een definitie of een fragment. Suggesties kunnen pas als er minstens twee zijn. Er is "
                "niets veranderd. Schrijf bij de codes in het codeboek een definitie, of codeer eerst zelf.",
                found=found,
            )
        )


class Judge:
    """`codes`: those that have a definition or a segment. Raises NothingToLearnFrom.

    `encode` turns texts into vectors of meaning; without it words alone are compared. `said`: (source id, text) of
    all that was encoded of conversations; `places`: of which passage, when it is one.
    """

    @one_thread()
    def __init__(self, material: Material, encode: Encode | None = None) -> None:
        self._units = Units(material)
        self._done = {one.source_id for one in material.conversations if one.is_done}
        self.said: set[tuple[int, str]] = set()
        self._looked_at: dict[Passage | Coding, Unit] = {}
        examples = _examples(material, self._units)
        self.codes = sorted({one.code for one in examples})
        if len(self.codes) < FEWEST_CODES:
            raise NothingToLearnFrom(len(self.codes))
        passages = [
            passage for one in material.conversations for answer in one.answers for passage in passages_of(answer)
        ]
        units = self._units.of([_stretch(one) for one in passages])
        self.places = dict(zip([(one.source_id, one.text) for one in units], passages, strict=True))
        self._note([*units, *(one.unit for one in examples)])
        self._blocks = Blocks([*units, *(one.unit for one in examples)], encode)
        self._model = CodeModel(examples, self._blocks)
        self._most = _most_believed(examples)
        self._learn_doubt(material, passages, units)

    @one_thread()
    def judge(self, passages: Sequence[Passage | Coding]) -> list[Judged]:
        """What would be done with each, in order."""
        if not passages:
            return []
        units = self._units.of([_stretch(one) for one in passages])
        self._note(units)
        self._looked_at.update(zip(passages, units, strict=True))
        blocks = self._blocks.of(units)
        coded, codes = self._gate.said(units, blocks), self._model.probabilities(blocks)
        said = self._measured.said(coded, codes.max(axis=1))
        said = said * np.array([_LEFT_ALONE if one.source_id in self._done else 1.0 for one in units])
        return [
            self._judged(*row) if meaningful_features(unit.text) else Judged()
            for unit, row in zip(units, zip(codes, coded, said, strict=True), strict=True)
        ]

    @one_thread()
    def reasons(self, guesses: Sequence[tuple[Passage, int]]) -> list[Reason]:
        """Why each passage got this code, in order."""
        passages = list(dict.fromkeys(passage for passage, _code in guesses))
        if not passages:
            return []
        new = [one for one in passages if one not in self._looked_at]
        self._looked_at.update(zip(new, self._units.of([_stretch(one) for one in new]), strict=True))
        found = self._grounds.of({one: self._looked_at[one] for one in passages})
        return [found[passage].for_code(code) for passage, code in guesses]

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(self._model, self._blocks)

    @one_thread()
    def chances(self, codings: Sequence[Coding]) -> list[dict[int, float]]:
        """Of each, {code: how likely}, given that one of the codes fits: they sum to one."""
        if not codings:
            return []
        units = self._units.of([_stretch(one) for one in codings])
        self._note(units)
        found = self._model.probabilities(self._blocks.of(units))
        return [dict(zip(self.codes, map(float, row), strict=True)) for row in found]

    @property
    def weights(self) -> dict[str, float]:
        """How much each block tells about the code; squares sum to one."""
        return self._model.weights

    def _note(self, units: Sequence[Unit]) -> None:
        self.said.update((one.source_id, text) for one in units if one.source_id for text in (one.text, one.question))

    def _learn_doubt(self, material: Material, passages: list[Passage], units: list[Unit]) -> None:
        found = _Coded(material)
        places = [
            row for row, one in enumerate(passages) if found.is_clear(one) and meaningful_features(units[row].text)
        ]
        right = [found.codes_of(passages[row]) for row in places]
        done = [units[row] for row in places]
        blocks = self._blocks.of(done)
        is_coded = np.array([bool(one) for one in right], dtype=bool)
        self._gate = Gate(done, blocks, is_coded)
        self._measured, self._holds_from = Measured(), np.inf
        interviews = [one.interview for one in done]
        if len(set(interviews)) < 2:
            return
        codes = self._model.probabilities_when_left_out(blocks, interviews)
        best = np.argsort(-codes, axis=1, kind="stable")[:, :MOST_IN_SET]
        is_right = np.array(
            [[self.codes[column] in given for column in row] for row, given in zip(best, right, strict=True)]
        )
        chances = np.take_along_axis(codes, best, axis=1)
        self._measured = measured(self._gate.said_when_left_out(done), chances[:, 0], is_right[:, 0])
        self._holds_from = set_from(chances[is_coded], is_right[is_coded])

    def _judged(self, codes: Reals, coded: float, said: float) -> Judged:
        best = np.argsort(-codes, kind="stable")[:MOST_IN_SET]
        most = [self._most.get(self.codes[column], _NEVER_SEEN) for column in best]
        chances = np.minimum(said * codes[best] / codes[best[0]], most)
        return Judged(
            tuple(
                CodeSuggestion(self.codes[column], float(chance)) for column, chance in zip(best, chances, strict=True)
            ),
            float(coded),
            int(set_sizes(codes[np.newaxis, best], self._holds_from)[0]),
        )


class _Coded:
    """Which passages of interviews that are done have which codes."""

    def __init__(self, material: Material) -> None:
        self._done = {one.source_id for one in material.conversations if one.is_done}
        self._codings: dict[int, list[Coding]] = {}
        for one in material.codings:
            self._codings.setdefault(one.source_id, []).append(one)

    def is_clear(self, passage: Passage) -> bool:
        """Whether it is in an interview that is done, and either has a code or was left alone."""
        if passage.source_id not in self._done:
            return False
        return bool(self.codes_of(passage)) or not any(self._shared(passage))

    def codes_of(self, passage: Passage) -> set[int]:
        """Of segments that share at least half of the shorter of the two."""
        length = passage.end - passage.start
        codings = self._codings.get(passage.source_id, ())
        return {
            one.code_id
            for one, shared in zip(codings, self._shared(passage), strict=True)
            if shared >= min(length, one.end - one.start) / 2
        }

    def _shared(self, passage: Passage) -> list[int]:
        return [
            max(0, min(passage.end, one.end) - max(passage.start, one.start))
            for one in self._codings.get(passage.source_id, ())
        ]


def _most_believed(examples: Sequence[Example]) -> dict[int, float]:
    """Whatever was measured of all codes together says little of one that was seen in few interviews."""
    interviews: dict[int, set[int]] = {}
    for one in examples:
        if one.unit.interview:
            interviews.setdefault(one.code, set()).add(one.unit.interview)
    return {code: (len(found) + 1) / (len(found) + 4) for code, found in interviews.items()}


def _examples(material: Material, units: Units) -> list[Example]:
    """Each different text of a code once, without those that say nothing; and what the codebook says."""
    found = [one for one in material.codings if meaningful_features(one.text)]
    different: dict[tuple[str, int], Example] = {}
    for unit, coding in zip(units.of([_stretch(one) for one in found]), found, strict=True):
        different.setdefault((unit.text, coding.code_id), Example(unit, coding.code_id, coding.segment_id))
    texts = described(material.codes)
    book = cleaned_texts([text for text, _code in texts], material.stand_ins)
    return list(different.values()) + [
        Example(Unit(text), code) for text, (_text, code) in zip(book, texts, strict=True) if meaningful_features(text)
    ]


def _stretch(one: Passage | Coding) -> Stretch:
    return Stretch(one.source_id, one.start, one.end, one.text)
