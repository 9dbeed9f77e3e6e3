"""Numbers within a study: respondent 3, conversation 12."""

from typing import Any

from sqlmodel import Session, select

from foundation.numbering import next_number
from studies.models import Study


def next_in_study(session: Session, study_id: int, *tables: Any) -> int:
    """The number after the highest that these tables have in the study; nobody else gets it until this is stored."""
    # The lock makes two additions to one study queue; SQLite has one writer anyway and ignores it.
    session.exec(select(Study).where(Study.id == study_id).with_for_update()).one()
    return max(next_number(session, table.number, table.study_id == study_id) for table in tables)
