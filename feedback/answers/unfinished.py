"""Answers that were begun and not sent: kept under their code, so that with the same code somebody goes on."""

from sqlmodel import Session, col, delete, select

from feedback.answers.entering import Entered
from feedback.answers.filled_in import FilledIn, as_kept, read_kept
from feedback.answers.models import UnfinishedAnswer
from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from foundation.clock import today


def unfinished_of(session: Session, keys: CodeKeys, entered: Entered) -> tuple[FilledIn, int | None]:
    """What was filled in so far, and the number of the questionnaire that it answers; None: nothing was."""
    found = _row(session, entered)
    if found is None:
        return FilledIn(), None
    opened = keys.seal(entered.code).opened(found.sealed, _label(entered))
    return read_kept(opened), found.questionnaire_id


def keep_unfinished(
    session: Session, keys: CodeKeys, entered: Entered, questionnaire_id: int, filled: FilledIn
) -> None:
    sealed = keys.seal(entered.code).sealed(as_kept(filled), _label(entered))
    found = _row(session, entered)
    if found is None:
        found = UnfinishedAnswer(code_id=entered.row.id, questionnaire_id=questionnaire_id, sealed=sealed)
    found.sealed = sealed
    session.add(found)
    session.flush()


def drop_unfinished(session: Session, entered: Entered) -> bool:
    """Whether there was anything."""
    return session.exec(delete(UnfinishedAnswer).where(col(UnfinishedAnswer.code_id) == entered.row.id)).rowcount > 0


def drop_expired(session: Session) -> int:
    """What was begun with a code that works no more goes; how many."""
    over = (
        select(EntryCode.id)
        .join(CodeBatch, col(CodeBatch.id) == EntryCode.batch_id)
        .where(CodeBatch.valid_until < today())
    )
    return session.exec(delete(UnfinishedAnswer).where(col(UnfinishedAnswer.code_id).in_(over))).rowcount


def _row(session: Session, entered: Entered) -> UnfinishedAnswer | None:
    return session.exec(select(UnfinishedAnswer).where(UnfinishedAnswer.code_id == entered.row.id)).first()


def _label(entered: Entered) -> bytes:
    return b"unfinished|%d" % entered.row.id
