"""The passages of what respondents said that topics and suggestions work on: some sentences, never half a thought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coding.suggestions.answers import Answer
from interviews.language import Sentence, sentences

FEWEST_WORDS = 12
MOST_WORDS = 60
_TOO_SHORT_ALONE = 4

Taken = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Passage:
    """text[start:end] of a source, in code points. `interview` is the interview's own id."""

    source_id: int
    interview: int
    start: int
    end: int
    text: str


def passages_of(answer: Answer, taken: Taken = ()) -> list[Passage]:
    """An answer in groups of whole sentences of 12 to 60 words, around what is `taken` ([start, end) in the source).

    A longer sentence stays whole; a remainder of a few words joins the group before it, or is left out.
    """
    return [
        Passage(answer.source_id, answer.interview, answer.start + start, answer.start + end, answer.text[start:end])
        for run in _runs(sentences(answer.text), answer.start, taken)
        for start, end in _grouped(run)
    ]


def _runs(found: list[Sentence], offset: int, taken: Taken) -> Iterator[list[Sentence]]:
    """Sentences that follow each other without anything taken in or between them."""
    run: list[Sentence] = []
    for sentence in found:
        start, end = offset + sentence.start, offset + sentence.end
        since = offset + run[-1].end if run else start
        if _reaches(taken, since, end):
            yield run
            run = []
        if not _reaches(taken, start, end):
            run.append(sentence)
    yield run


def _reaches(taken: Taken, start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _grouped(run: list[Sentence]) -> Iterator[tuple[int, int]]:
    """[start, end) of each group, in the answer."""
    groups: list[list[Sentence]] = []
    for sentence in run:
        if groups and _fits(groups[-1], sentence):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    for group in _with_remainders_joined(groups):
        if _words(group) >= _TOO_SHORT_ALONE:
            yield group[0].start, group[-1].end


def _fits(group: list[Sentence], sentence: Sentence) -> bool:
    return _words(group) < FEWEST_WORDS and _words([*group, sentence]) <= MOST_WORDS


def _with_remainders_joined(groups: list[list[Sentence]]) -> list[list[Sentence]]:
    joined: list[list[Sentence]] = []
    for group in groups:
        if joined and _words(group) < FEWEST_WORDS and _words(joined[-1] + group) <= MOST_WORDS:
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _words(group: list[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in group)
