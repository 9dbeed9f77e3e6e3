"""What else remembers a text, and must forget it when names are replaced or the text goes."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from interviews.texts.models import Source
from studies.history.changes import forget
from studies.models import ChangeRecord

Forget = Callable[[Session, Source], None]
_FORGETTERS: list[Forget] = []
_WORKED_OUT: list[Forget] = []


def forgets_texts(forget: Forget) -> Forget:
    """Declare a function that removes what its package quotes of a text. For what a foreign key does not take along."""
    _FORGETTERS.append(forget)
    return forget


def works_out_from_texts(forget: Forget) -> Forget:
    """Declare a function that removes what its package worked out from the words of a text, and can work out again.

    It is called whenever the words change, may not be used any more, or go.
    """
    _WORKED_OUT.append(forget)
    return forget


def forget_worked_out(session: Session, source: Source) -> None:
    for forgetter in _WORKED_OUT:
        forgetter(session, source)


def forget_text(session: Session, source: Source) -> None:
    """Remove what every package quotes of a text that goes, with the undo history of it."""
    forget_changes(session, source)
    for forgetter in _FORGETTERS:
        forgetter(session, source)
    session.flush()


def forget_changes(session: Session, source: Source) -> None:
    """Drop the undo history of a text: it quotes the old words, and its offsets no longer hold. And what was worked
    out from them."""
    forget_worked_out(session, source)
    for record in session.exec(select(ChangeRecord).where(col(ChangeRecord.area) == f"source:{source.id}")).all():
        forget(session, record)
