"""Numbers within a study: respondent 3, conversation 12."""

from typing import Any

from sqlmodel import Session, select

from foundation.numbering import next_number
from studies.models import Study


def next_in_study(session: Session, study_id: int, table: Any, *besides: Any) -> int:
    """The number after the highest that this table ever had in the study, or that the others have.

    Nobody else gets it, also once its row went: a page that stood open would be about another person.
    """
    # The lock makes two additions to one study queue; SQLite has one writer anyway and ignores it.
    query = select(Study).where(Study.id == study_id).with_for_update()
    study = session.exec(query.execution_options(populate_existing=True)).one()
    name = table.__tablename__
    living = (next_number(session, one.number, one.study_id == study_id) for one in (table, *besides))
    number = max(study.numbers_given.get(name, 0) + 1, *living)
    study.numbers_given = {**study.numbers_given, name: number}
    return number
