"""People answer, month after month: who wrote something as it is told, the others drawn by lot from a fixed seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from demo.demonstration import moment
from demo.listening.inviting import invite
from demo.listening.material import Opinion
from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.counts.counting import count_answers
from feedback.counts.months import months_before
from feedback.measurements.models import Measured
from feedback.questionnaires.questions import BETTER_KEY, GOOD_KEY, GRADE_KEY, Kind, Question
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.reviews.shown_grades import show_grades
from feedback.scores.closing import close_blocks
from foundation.clock import pretend_it_is

SEED = 20261123
_ASKED = timedelta(days=1)
"""After the month began."""
FIRST, LAST = date(2025, 10, 1), date(2026, 11, 1)
_GRADES = {4: 2, 5: 5, 6: 12, 7: 26, 8: 34, 9: 15, 10: 6}
"""Of every hundred, before a provider is better or worse than others."""


@dataclass
class Answered:
    """The numbers of what people sent, by the opinion that they wrote."""

    numbers: dict[str, int] = field(default_factory=dict)
    total: int = 0


def months() -> Iterator[date]:
    """Fourteen, the first days of them, in order."""
    for back in reversed(range(14)):
        yield months_before(LAST, back)


def answer_for_a_year(
    session: Session,
    measured: Mapping[str, Measured],
    opinions: Sequence[Opinion],
    wanted: Mapping[str, tuple[int, float]],
) -> Answered:
    """`wanted`: {provider: (how many answer in all, how much better than others)}; blocks close as months end."""
    chance, found = random.Random(SEED), Answered()  # noqa: S311  # nosec B311 # the same each time
    lots = random.Random(SEED)  # noqa: S311  # nosec B311 # those of who is asked, apart from what they answer
    for month in months():
        with pretend_it_is(moment(month + timedelta(days=14))):
            for name, (number, lean) in wanted.items():
                told = [one for one in opinions if one.provider == name and one.month == month]
                drawn = max(0, round(number / 14 * lots.uniform(0.8, 1.25)) - len(told))
                invite(session, measured[name], month + _ASKED, len(told) + drawn, lots)
                _answer(session, measured[name], month, [*told, *([None] * drawn)], lean, chance, found)
        with pretend_it_is(moment(months_before(month, -1))):
            if month < LAST:
                close_blocks(session)
                show_grades(session)
    return found


def _answer(
    session: Session,
    measured: Measured,
    month: date,
    people: Sequence[Opinion | None],
    lean: float,
    chance: random.Random,
    found: Answered,
) -> None:
    version = questionnaire_of(session, measured.measurement_id)
    questions = questions_of(version)
    sent: list[Given | WrittenAnswer] = []
    counted = []
    for one in people:
        grade = one.grade if one else _grade(chance, lean)
        given = _given(questions, grade, chance)
        readers = one.readers if one else Readers.RESEARCHERS
        response = Response(measured_id=measured.id, questionnaire_id=version.id, month=month, readers=readers)
        session.add(response)
        sent += [Given(response_id=response.id, question=key, value=value) for key, value in given.items()]
        sent += _written(response, one)
        counted.append(given)
        if one:
            found.numbers[one.id] = response.id
    session.flush()
    session.add_all(sent)
    count_answers(session, measured.id, month, counted)
    found.total += len(people)


def _grade(chance: random.Random, lean: float) -> int:
    drawn = chance.choices(list(_GRADES), list(_GRADES.values()))[0] + lean + chance.uniform(-0.5, 0.5)
    return min(10, max(1, round(drawn)))


def _given(questions: Sequence[Question], grade: int | None, chance: random.Random) -> dict[str, int]:
    """Who is content with the whole is often content with its parts; not everybody answers everything."""
    given = {GRADE_KEY: grade} if grade else {}
    for one in questions:
        if one.kind is Kind.CHOICE and chance.random() < 0.92:
            step = (9 - (grade or 7)) / 2 + chance.uniform(-0.9, 0.9)
            given[one.key] = min(len(one.options), max(1, 1 + round(step)))
    return given


def _written(response: Response, one: Opinion | None) -> list[WrittenAnswer]:
    words = {GOOD_KEY: one.good, BETTER_KEY: one.better} if one else {}
    return [WrittenAnswer(response_id=response.id, question=key, text=text) for key, text in words.items() if text]
