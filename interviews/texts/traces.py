"""What else remembers a text, and must forget it when names are replaced or the text goes."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from interviews.texts.models import Source
from studies.history.changes import forget
from studies.models import ChangeRecord

Forget = Callable[[Session, Source], None]
_FORGETTERS: list[Forget] = []


def forgets_texts(forget: Forget) -> Forget:
    """Declare a function that removes what its package quotes of a text. For what a foreign key does not take along."""
    _FORGETTERS.append(forget)
    return forget


def forget_text(session: Session, source: Source) -> None:
    """Remove what every package quotes of a text that goes, with the undo history of it."""
    forget_changes(session, source)
    for forgetter in _FORGETTERS:
        forgetter(session, source)
    session.flush()


def forget_changes(session: Session, source: Source) -> None:
    """Drop the undo history of a text: it quotes the old words, and its offsets no longer hold."""
    for record in session.exec(select(ChangeRecord).where(col(ChangeRecord.area) == f"source:{source.id}")).all():
        forget(session, record)
