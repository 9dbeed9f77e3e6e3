"""What was chosen at questions with answers to choose from: how many, and of how many who answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.questionnaires.questions import Kind, Question
from feedback.scores.chance import FEWEST
from foundation.dutch import _

Found = Mapping[tuple[int, str], Sequence[int]]
"""{(measured, question): how many chose 1, 2, …}"""


@dataclass(frozen=True)
class Share:
    """One answer to choose: how many chose it, and in whole percents of who answered."""

    answer: str
    number: int
    percent: int


@dataclass(frozen=True)
class Choice:
    """One question. `shares` is empty while fewer than FEWEST answered it."""

    label: str
    text: str
    answered: int
    shares: tuple[Share, ...]


def grade_question(questions: Sequence[Question]) -> Question:
    """The first that asks for a grade; every questionnaire has one."""
    return next(one for one in questions if one.kind is Kind.GRADE)


def choices_in(found: Found, questions: Sequence[Question]) -> tuple[Choice, ...]:
    """Of all that is measured together, in the order in which it is asked."""
    return tuple(_choice(one, _summed(found, one.key)) for one in questions if one.kind.has_options)


def _summed(found: Found, key: str) -> list[int]:
    columns = [counts for (_measured, question), counts in found.items() if question == key]
    return [sum(column) for column in zip(*columns, strict=True)]


def _choice(asked: Question, counts: Sequence[int]) -> Choice:
    answered, options = sum(counts), len(asked.choices)
    if answered < FEWEST:
        return Choice(asked.label, asked.text, answered, ())
    answers = [*zip(asked.choices, counts, strict=False)]
    if before := sum(counts[options:]):
        answers.append((_("Een antwoord dat er nu niet meer bij staat"), before))
    shares = tuple(Share(answer, number, percent_of(number, answered)) for answer, number in answers)
    return Choice(asked.label, asked.text, answered, shares)


def percent_of(number: int, total: int) -> int:
    """Rounded half up, in whole numbers."""
    return (200 * number + total) // (2 * total)
