"""Text that is replaced or thrown away must be gone from the database's file too, not only from its tables."""

from sqlmodel import Session, col, select

from interviews.models import Source
from studies.models import ChangeRecord


def overwrite_what_is_removed(session: Session) -> None:
    """From here on this connection fills freed space with zeros. SQLite only: PostgreSQL's vacuum sees to its own."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def forget_changes(session: Session, source: Source) -> None:
    """Drop the undo history of a text: it quotes the old words, and its offsets no longer hold."""
    for record in session.exec(select(ChangeRecord).where(col(ChangeRecord.area) == f"source:{source.id}")).all():
        session.delete(record)
    session.flush()
