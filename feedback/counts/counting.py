"""Counts per month, kept up in the transaction of the answer that they count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from feedback.counts.models import COLUMNS, MonthCount
from foundation.database.many import add_up

_KEYS = ("measured_id", "question", "month")


def count_answer(session: Session, measured_id: int, month: date, given: Mapping[str, int], by: int = 1) -> None:
    """Count what was chosen at each question; with -1 for an answer that its writer takes back."""
    count_answers(session, measured_id, month, [given], by)


def count_answers(
    session: Session, measured_id: int, month: date, answers: Iterable[Mapping[str, int]], by: int = 1
) -> None:
    """The same for many of one month, in one statement for each question."""
    chosen: dict[str, Counter[int]] = {}
    for given in answers:
        for question, value in given.items():
            chosen.setdefault(question, Counter())[value] += by
    amounts = [
        (
            {"measured_id": measured_id, "question": question, "month": month},
            {column: values[place] for place, column in enumerate(COLUMNS, start=1)},
        )
        for question, values in chosen.items()
    ]
    add_up(session, MonthCount, _KEYS, amounts)
