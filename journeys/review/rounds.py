"""A reading round from the researcher's side: answer every comment, and close it."""

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Asks, NotFound, ResearcherError
from foundation.forms.written import clean
from foundation.mail.outbox import take_back
from journeys.composing.field_rules import LONG, FieldTooLong
from journeys.reading.members import members_of
from journeys.reading.models import Comment, CouncilMember, Outcome, ReviewRound
from journeys.reading.progress import is_open


class WhyMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Schrijf ook waarom je dit niet overneemt. Het lid leest je antwoord."))


class OnlyRead(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit lid vindt dat het beter kan. Kies of je dat overneemt. Je antwoord staat er nog."))


class EndsReading(Asks):
    def __init__(self) -> None:
        super().__init__(_("De leden kunnen dan niet meer lezen of reageren. Weet je zeker dat de leesronde klaar is?"))


class CommentUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze opmerking is er niet meer: het lid heeft haar veranderd of weggehaald."))


def close_round(session: Session, review_round: ReviewRound, *, is_meant: bool = False) -> None:
    """Nobody can read or say anything any more; answering goes on. Raises EndsReading unless it `is_meant`."""
    if is_open(review_round) and not is_meant:
        raise EndsReading
    take_back(session, [member.token_digest for member in members_of(session, review_round)])
    if review_round.closed_at is None:
        review_round.closed_at = now()
        session.add(review_round)
        session.flush()


def answer(session: Session, comment: Comment, outcome: Outcome, text: str = "") -> None:
    """What is done with a comment; the member reads it.

    Raises OnlyRead, WhyMissing, FieldTooLong, CommentUnknown.
    """
    words = clean(text)
    if comment.text is None:
        raise CommentUnknown
    if outcome is Outcome.READ and not comment.is_good:
        raise OnlyRead
    if outcome is Outcome.DECLINED and not words:
        raise WhyMissing
    if len(words) > LONG:
        raise FieldTooLong(_("antwoord"), LONG)
    comment.outcome, comment.answer = outcome, words
    comment.answered_at, comment.answered_by = now(), session.info.get("person_id")
    session.add(comment)
    session.flush()


def comment_of(session: Session, review_round: ReviewRound, comment_id: int) -> Comment:
    """A comment in this round. Raises CommentUnknown."""
    comment = session.exec(
        select(Comment)
        .join(CouncilMember, col(CouncilMember.id) == Comment.member_id)
        .where(Comment.id == comment_id, CouncilMember.round_id == review_round.id)
    ).first()
    if comment is None:
        raise CommentUnknown
    return comment
