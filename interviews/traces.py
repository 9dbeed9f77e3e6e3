"""What else remembers a text, and must forget it when names are replaced."""

from sqlmodel import Session, col, select

from interviews.models import Source
from studies.models import ChangeRecord


def forget_changes(session: Session, source: Source) -> None:
    """Drop the undo history of a text: it quotes the old words, and its offsets no longer hold."""
    for record in session.exec(select(ChangeRecord).where(col(ChangeRecord.area) == f"source:{source.id}")).all():
        session.delete(record)
    session.flush()
