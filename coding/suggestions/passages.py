"""The passages of what respondents said that topics and suggestions work on: some sentences, never half a thought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.segments import RELEASED
from coding.visibility import texts_taken_back
from interviews.language import Sentence, sentences
from interviews.models import Interview
from interviews.texts.models import Source, Turn

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


@dataclass(frozen=True)
class Answer:
    """What a respondent said in one turn, beginning at `start` in the source."""

    source_id: int
    interview: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def answers_of(session: Session, study_id: int) -> list[Answer]:
    """Everything respondents said in released interviews that may be used, in order."""
    query = (
        select(Turn.source_id, Interview.id, Turn.start, Turn.text)
        .join(Source, col(Source.interview_id) == Interview.id)
        .join(Turn, col(Turn.source_id) == Source.id)
        .where(Source.study_id == study_id, col(Interview.state).in_(RELEASED))
        .where(col(Turn.is_interviewer).is_(False), col(Source.id).not_in(texts_taken_back(session, study_id)))
        .order_by(col(Interview.number), col(Turn.position))
    )
    return [Answer(*row) for row in session.exec(query).all()]


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
    """Sentences that follow each other without anything taken between them."""
    run: list[Sentence] = []
    for sentence in found:
        start, end = offset + sentence.start, offset + sentence.end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            yield run
            run = []
        else:
            run.append(sentence)
    yield run


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
