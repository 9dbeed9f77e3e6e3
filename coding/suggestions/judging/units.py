"""What is judged: a stretch of a text with the question before it, what stands around it, and where it was said."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coding.suggestions.judging.material import CodeInWords, Conversation, Material
from coding.suggestions.text_cleaning import StandIns, cleaned_texts

AROUND = 180
"""Characters before and after, within the same answer."""


@dataclass(frozen=True)
class Unit:
    """Texts are cleaned. `place`: 0 at the beginning of the conversation, 1 at its end; None is nowhere. What the
    codebook says has source and interview 0."""

    text: str
    question: str = ""
    surroundings: str = ""
    place: float | None = None
    interview: int = 0
    source_id: int = 0


@dataclass(frozen=True)
class Stretch:
    """text[start:end] of a source; both passages and codings are cut to it."""

    source_id: int
    start: int
    end: int
    text: str


class Units:
    """Looks up what belongs to a stretch of the study's conversations."""

    def __init__(self, material: Material) -> None:
        self._conversations = {one.source_id: one for one in material.conversations}
        self._starts = {one.source_id: [turn.start for turn in one.turns] for one in material.conversations}
        self._stand_ins = material.stand_ins

    def of(self, stretches: Sequence[Stretch]) -> list[Unit]:
        questions, around = [], []
        for one in stretches:
            questions.append(self._question(one))
            around.append(self._surroundings(one))
        texts = cleaned_texts([one.text for one in stretches], self._stand_ins)
        asked, surrounding = _cleaned_once(questions, self._stand_ins), cleaned_texts(around, self._stand_ins)
        return [
            Unit(text, question, near, self._place(one), self._interview(one), one.source_id)
            for one, text, question, near in zip(stretches, texts, asked, surrounding, strict=True)
        ]

    def _turn(self, stretch: Stretch) -> int:
        starts = self._starts.get(stretch.source_id, [])
        return max(0, bisect_right(starts, stretch.start) - 1)

    def _question(self, stretch: Stretch) -> str:
        conversation = self._conversations.get(stretch.source_id)
        before = conversation.turns[: self._turn(stretch) + 1] if conversation else ()
        return next((one.text for one in reversed(before) if one.is_interviewer), "")

    def _surroundings(self, stretch: Stretch) -> str:
        conversation = self._conversations.get(stretch.source_id)
        if conversation is None:
            return ""
        turn = conversation.turns[self._turn(stretch)]
        start, end = stretch.start - AROUND - turn.start, stretch.end + AROUND - turn.start
        return turn.text[max(0, start) : end]

    def _place(self, stretch: Stretch) -> float | None:
        conversation = self._conversations.get(stretch.source_id)
        if conversation is None or len(conversation.turns) < 2:
            return None
        return stretch.start / max(1, conversation.turns[-1].end)

    def _interview(self, stretch: Stretch) -> int:
        conversation: Conversation | None = self._conversations.get(stretch.source_id)
        return conversation.interview if conversation else 0


def described(codes: Iterable[CodeInWords]) -> list[tuple[str, int]]:
    """What the codebook says of each code that it defines, as (text, code id): a text for each thing it says."""
    return [
        (text, one.code_id)
        for one in codes
        if one.definition.strip()
        for text in (f"{one.name}. {one.definition}", one.when_to_use, one.example)
        if text.strip()
    ]


def _cleaned_once(texts: list[str], stand_ins: StandIns) -> list[str]:
    """A question stands before many stretches."""
    different = list(dict.fromkeys(texts))
    cleaned = dict(zip(different, cleaned_texts(different, stand_ins), strict=True))
    return [cleaned[text] for text in texts]
