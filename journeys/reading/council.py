"""What a council member does in a reading round: say something of a step, and judge the whole."""

from collections.abc import Mapping

from sqlmodel import Session, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from journeys.reading.models import Comment, CouncilMember, ReviewRound, Verdict
from journeys.reading.opened_form import GOOD, OF_THE_WHOLE, FilledIn, OpenedForm, Sent
from journeys.reading.progress import MemberProgress, RoundProgress, is_open, rounds_progress
from journeys.reading.refusals import NothingSaid, check_lengths, sendable
from journeys.reading.unsent_answers import forget, keep, with_unseen


class RoundClosed(ResearcherError):
    status = 410

    def __init__(self) -> None:
        super().__init__(_("Deze leesronde is gesloten. Lezen en reageren kan niet meer."))


class StepUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit stukje bestaat niet. Ga terug naar het verhaal."))


def reading_of(session: Session, member: CouncilMember) -> tuple[RoundProgress, MemberProgress]:
    """The round a member reads in, and how far this member is."""
    review_round = session.exec(select(ReviewRound).where(ReviewRound.id == member.round_id)).one()
    progress = rounds_progress(session, [review_round])[0]
    return progress, next(one for one in progress.everybody if one.member.id == member.id)


def say(
    session: Session,
    member: CouncilMember,
    step_number: int,
    text: str | None,
    *,
    is_good: bool = False,
    opened: OpenedForm | None = None,
) -> Comment:
    """What this member finds of a step; None is 'good as it is', `is_good` with a text is 'good, and one more word'.

    Saying it again replaces it: what was said before, and the answer to it, stay readable in `earlier`.
    Other words make the comment wait for an answer again. What waits of another page than `opened` keeps waiting, and
    what another page sent since that one was opened stays.
    Raises RoundClosed, StepUnknown, NothingSaid, SaidTooMuch.
    """
    check_step(_open_round(session, member), step_number)
    typed = sendable(text or "")
    is_good = is_good or text is None
    if not typed and not is_good:
        raise NothingSaid
    comment = session.exec(
        select(Comment).where(Comment.member_id == member.id, Comment.step_number == step_number)
    ).first() or Comment(member_id=member.id, step_number=step_number)
    was_sent = Sent(text=comment.text or "", at=comment.said_at, form=comment.form)
    words = sendable(with_unseen(typed, was_sent, opened)) or None
    if comment.text != words:
        _put_aside(comment)
    comment.text, comment.is_good, comment.said_at = words, is_good, now()
    comment.form = opened.name if opened else ""
    session.add(comment)
    forget(session, member, step_number, opened)
    session.flush()
    return comment


def say_what_waits(session: Session, member: CouncilMember, waiting: Mapping[int, FilledIn]) -> None:
    """Send what was typed earlier, by step number. Raises RoundClosed, StepUnknown, PieceTooLong."""
    check_lengths(waiting)
    for number, answer in waiting.items():
        say(session, member, number, answer.text, is_good=answer.choice == GOOD)


def judge(
    session: Session, member: CouncilMember, verdict: Verdict, note: str = "", opened: OpenedForm | None = None
) -> None:
    """What this member finds of the whole; may be changed until the round closes. Raises RoundClosed, SaidTooMuch.

    A note that another page sent since `opened` was opened stays.
    """
    _open_round(session, member)
    was_sent = Sent(text=member.verdict_note, at=member.judged_at, form=member.verdict_form)
    member.verdict, member.verdict_note = verdict, sendable(with_unseen(sendable(note), was_sent, opened))
    member.judged_at, member.verdict_form = now(), opened.name if opened else ""
    session.add(member)
    forget(session, member, OF_THE_WHOLE, opened)
    session.flush()


def check_step(review_round: ReviewRound, step_number: int) -> None:
    """Raises StepUnknown when the story of this round has no such step."""
    if not 1 <= step_number <= len(review_round.step_ids):
        raise StepUnknown


def keep_unsent(
    session: Session, member: CouncilMember, filled_in: Mapping[int, FilledIn], opened: OpenedForm | None = None
) -> bool:
    """Keep what this member filled in and did not send, by step number; whether more is kept beside it.

    Raises RoundClosed, StepUnknown, TooLongToKeep.
    """
    review_round = _open_round(session, member)
    for number in filled_in:
        if number != OF_THE_WHOLE:
            check_step(review_round, number)
    return keep(session, member, filled_in, opened)


def _put_aside(comment: Comment) -> None:
    """Keep what was said and answered so far; the answer was to other words."""
    if comment.text is not None:
        outcome = comment.outcome.value if comment.outcome else ""
        said = {"text": comment.text, "said_at": comment.said_at.isoformat(), "outcome": outcome}
        comment.earlier = [*comment.earlier, {**said, "answer": comment.answer}]
    comment.outcome, comment.answer, comment.answered_at, comment.answered_by = None, "", None, None


def _open_round(session: Session, member: CouncilMember) -> ReviewRound:
    review_round = session.exec(select(ReviewRound).where(ReviewRound.id == member.round_id)).one()
    if not is_open(review_round):
        raise RoundClosed
    return review_round
