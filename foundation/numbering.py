"""Numbers that people call things by: conversation 3, edition 2."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select


def next_number(session: Session, number: Any, *where: ColumnElement[bool] | bool, first: int = 1) -> int:
    """One more than the highest in this column among the rows `where` says; `first` when there is none.

    Two people who ask at once may be told the same: a unique constraint or a lock keeps the numbers apart.
    """
    highest = session.exec(select(func.max(col(number))).where(*where)).one()
    return first if highest is None else int(highest) + 1
