"""What a council member filled in and did not send: kept, so that leaving a page loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.models import Comment, CouncilMember, UnsentAnswer

OF_THE_WHOLE = 0
"""The step number of what belongs to the verdict."""
GOOD, BETTER = "goed", "beter"
LONGEST = 50_000
"""Far more than can be sent: what is too long to send is not lost for that."""


class TooLongToKeep(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit is te lang om te bewaren. Maak het korter, of bel ons."))


@dataclass(frozen=True)
class FilledIn:
    """One answer as it stands in a form: what was chosen, '' for nothing, and what was typed."""

    choice: str = ""
    text: str = ""


def keep(session: Session, member: CouncilMember, filled_in: Mapping[int, FilledIn]) -> None:
    """Keep what differs from what this member sent; what does not differ (any more) is forgotten.

    Raises TooLongToKeep.
    """
    sent, kept = _sent(session, member), unsent_of(session, member)
    for number, answer in filled_in.items():
        if len(answer.text) > LONGEST:
            raise TooLongToKeep
        row = kept.get(number)
        if _says_the_same(answer, sent.get(number, FilledIn())):
            if row is not None:
                session.delete(row)
            continue
        row = row or UnsentAnswer(member_id=member.id, step_number=number)
        row.choice, row.text, row.saved_at = answer.choice[:20], answer.text, now()
        session.add(row)
    session.flush()


def forget(session: Session, member: CouncilMember, step_number: int) -> None:
    """It was sent, so nothing waits any more."""
    row = unsent_of(session, member).get(step_number)
    if row is not None:
        session.delete(row)
        session.flush()


def unsent_of(session: Session, member: CouncilMember) -> dict[int, UnsentAnswer]:
    """{step number: what waits to be sent}, in the order of the story."""
    query = select(UnsentAnswer).where(UnsentAnswer.member_id == member.id).order_by(col(UnsentAnswer.step_number))
    return {row.step_number: row for row in session.exec(query).all()}


def sent_answer(comment: Comment | None) -> FilledIn:
    """What was sent of a step, as a form shows it."""
    return FilledIn() if comment is None else FilledIn(GOOD if comment.is_good else BETTER, comment.text or "")


def _sent(session: Session, member: CouncilMember) -> dict[int, FilledIn]:
    comments = session.exec(
        select(Comment).where(Comment.member_id == member.id).order_by(col(Comment.step_number))
    ).all()
    verdict = member.verdict.value if member.verdict else ""
    of_steps = {comment.step_number: sent_answer(comment) for comment in comments}
    return {OF_THE_WHOLE: FilledIn(verdict, member.verdict_note), **of_steps}


def _says_the_same(answer: FilledIn, sent: FilledIn) -> bool:
    """Whether sending it would change nothing: 'better' without a word says nothing yet."""
    if answer.text.strip() != sent.text.strip():
        return False
    return answer.choice in ("", sent.choice) or (answer.choice == BETTER and not answer.text.strip())
