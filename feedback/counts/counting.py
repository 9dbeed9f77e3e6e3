"""Counts per month, kept up in the transaction of the answer that they count."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from feedback.counts.models import COLUMNS, MonthCount
from foundation.database.many import add_up

_KEYS = ("measured_id", "question", "month")


def count_answer(session: Session, measured_id: int, month: date, given: Mapping[str, int], by: int = 1) -> None:
    """Count what was chosen at each question; with -1 for an answer that its writer takes back."""
    amounts = [
        (
            {"measured_id": measured_id, "question": question, "month": month},
            {column: by * (column == f"c{value}") for column in COLUMNS},
        )
        for question, value in given.items()
    ]
    add_up(session, MonthCount, _KEYS, amounts)
