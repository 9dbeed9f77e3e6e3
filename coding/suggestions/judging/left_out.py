"""What the judge thinks of an interview that it did not learn from: nothing else says how good it is.

Everything is learnt anew without the interviews of a fold: their codings, that they are done, and what the codebook
quotes from them. What they say without codes stays, as the text of an interview that nobody coded yet does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from coding.suggestions.judging.blocks import Encode
from coding.suggestions.judging.judge import Judge, Judged, NothingToLearnFrom
from coding.suggestions.judging.material import CodeInWords, Coding, Conversation, Material
from coding.suggestions.judging.weighing import folds_of
from coding.suggestions.passages import Passage, passages_of

FEWEST_DONE = 3
"""With fewer that are done, what is left to learn from says little about anything."""
_FEWEST_FOLDS = 2
_MOST_LEARNT = 1_500_000
"""Characters of answers, over all times that it learns: of a very large study only some interviews are left out."""
_QUOTED_WORDS = 4
_QUOTED = re.compile(r"[^‘’“”\"\n.!?]+")


@dataclass(frozen=True)
class LeftOut:
    """One interview that is done, as who never saw its codings judged it.

    `judged[i]` is of `passages[i]`; `chances[i]` of `codings[i]`: {code: how likely, given that one of them fits}.
    """

    conversation: Conversation
    passages: list[Passage]
    judged: list[Judged]
    codings: list[Coding]
    chances: list[dict[int, float]]

    @property
    def expected(self) -> int:
        """How many of the passages it expects people to code."""
        return round(sum(one.coded for one in self.judged))


def judged_when_left_out(
    material: Material, encode: Encode | None, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[LeftOut]:
    """Each interview that is done, judged by who learnt from the others; nothing with fewer than three of them."""
    done = [one for one in material.conversations if one.is_done]
    if len(done) < FEWEST_DONE:
        return
    folds = _afforded(folds_of([one.interview for one in done]), material)
    for number, fold in enumerate(folds):
        tell(number, len(folds))
        held = [one for one in done if one.interview in fold]
        try:
            judge = Judge(_without(material, held), encode)
        except NothingToLearnFrom:
            continue
        yield from (_judged(judge, one, material) for one in held)


def _afforded(folds: list[frozenset[int]], material: Material) -> list[frozenset[int]]:
    """As many of them as there is time for: others in line for the worker wait meanwhile."""
    told = sum(len(answer.text) for one in material.conversations for answer in one.answers)
    return folds[: max(_FEWEST_FOLDS, _MOST_LEARNT // max(1, told))]


def _judged(judge: Judge, held: Conversation, material: Material) -> LeftOut:
    passages = [passage for answer in held.answers for passage in passages_of(answer)]
    codings = [one for one in material.codings if one.source_id == held.source_id]
    return LeftOut(held, passages, judge.judge(passages), codings, judge.chances(codings))


def _without(material: Material, held: Sequence[Conversation]) -> Material:
    known = {one.source_id for one in material.conversations} - {one.source_id for one in held}
    told = _plain(" ".join(turn.text for one in held for turn in one.turns))
    codes = tuple(_unquoted(one, told) for one in material.codes)
    return replace(material.coded_only_in(known), codes=codes)


def _unquoted(code: CodeInWords, told: str) -> CodeInWords:
    """What the codebook says of a code, without whole sentences from these interviews."""
    return replace(
        code,
        definition=_without_quotes(code.definition, told),
        when_to_use=_without_quotes(code.when_to_use, told),
        example=_without_quotes(code.example, told),
    )


def _without_quotes(text: str, told: str) -> str:
    def kept(piece: re.Match[str]) -> str:
        said = _plain(piece.group())
        return "" if len(said.split()) >= _QUOTED_WORDS and said in told else piece.group()

    return _QUOTED.sub(kept, text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
