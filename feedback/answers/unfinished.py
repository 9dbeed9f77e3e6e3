"""Answers that were begun and not sent: kept under their code, so that with the same code somebody goes on."""

from dataclasses import replace

from sqlmodel import Session, col, delete, select

from feedback.answers.entering import Entered
from feedback.answers.filled_in import FilledIn, as_kept, read_kept
from feedback.answers.models import UnfinishedAnswer
from feedback.calling.permissions import KEPT
from feedback.calling.typed import Calling, calling_as_kept, read_calling
from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from foundation.clock import today
from foundation.database.leaving_files import names_erased
from foundation.secrets.sealing import Seal


def unfinished_of(session: Session, keys: CodeKeys, entered: Entered) -> tuple[FilledIn, int | None]:
    """What was filled in so far, and the number of the questionnaire that it answers; None: nothing was."""
    found = _row(session, entered)
    if found is None:
        return FilledIn(), None
    seal = keys.seal(entered.code)
    filled = read_kept(seal.opened(found.sealed, _label(entered)))
    return replace(filled, calling=_calling(found, seal, entered)), found.questionnaire_id


def keep_unfinished(
    session: Session, keys: CodeKeys, entered: Entered, questionnaire_id: int, filled: FilledIn
) -> None:
    seal = keys.seal(entered.code)
    sealed = seal.sealed(as_kept(filled), _label(entered))
    found = _row(session, entered)
    if found is None:
        found = UnfinishedAnswer(code_id=entered.row.id, questionnaire_id=questionnaire_id, sealed=sealed)
    found.sealed = sealed
    if filled.calling != _calling(found, seal, entered):
        _keep_calling(session, found, seal, entered, filled.calling)
    session.add(found)
    session.flush()


def _calling(found: UnfinishedAnswer, seal: Seal, entered: Entered) -> Calling | None:
    if found.sealed_call is None or found.call_until is None or found.call_until <= today():
        return None
    return read_calling(seal.opened(found.sealed_call, _label(entered) + b"|call"))


def _keep_calling(
    session: Session, found: UnfinishedAnswer, seal: Seal, entered: Entered, calling: Calling | None
) -> None:
    if found.sealed_call is not None:
        names_erased(session)
    found.sealed_call = seal.sealed(calling_as_kept(calling), _label(entered) + b"|call") if calling else None
    found.call_until = today() + KEPT if calling else None


def wipe_old_numbers(session: Session) -> int:
    """What people left to be called on and did not send in time; the rest of what they began stays. How many."""
    over = session.exec(select(UnfinishedAnswer).where(col(UnfinishedAnswer.call_until) <= today())).all()
    for one in over:
        one.sealed_call = one.call_until = None
        session.add(one)
    if over:
        names_erased(session)
    session.flush()
    return len(over)


def drop_unfinished(session: Session, entered: Entered) -> bool:
    """Whether there was anything."""
    found = _row(session, entered)
    if found is not None and found.sealed_call is not None:
        names_erased(session)
    return session.exec(delete(UnfinishedAnswer).where(col(UnfinishedAnswer.code_id) == entered.row.id)).rowcount > 0


def drop_expired(session: Session) -> int:
    """What was begun with a code that works no more goes; how many."""
    over = (
        select(EntryCode.id)
        .join(CodeBatch, col(CodeBatch.id) == EntryCode.batch_id)
        .where(CodeBatch.valid_until < today())
    )
    dropped = session.exec(delete(UnfinishedAnswer).where(col(UnfinishedAnswer.code_id).in_(over))).rowcount
    if dropped:
        names_erased(session)
    return dropped


def _row(session: Session, entered: Entered) -> UnfinishedAnswer | None:
    return session.exec(select(UnfinishedAnswer).where(UnfinishedAnswer.code_id == entered.row.id)).first()


def _label(entered: Entered) -> bytes:
    return b"unfinished|%d" % entered.row.id
