"""What the municipality answers below a review: at once or later, and never instead of it."""

from sqlmodel import Session, select

from feedback.reviews.models import ReplyBy, Review, ReviewReply, ReviewState
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean

LONGEST_REPLY = 600


class ReplyUnclear(ResearcherError):
    """It is too long, or stands below something that is not placed."""


def reply_of(session: Session, review_id: int, by: ReplyBy = ReplyBy.MUNICIPALITY) -> ReviewReply | None:
    query = select(ReviewReply).where(ReviewReply.review_id == review_id, ReviewReply.reply_by == by)
    return session.exec(query).first()


def keep_reply(session: Session, review: Review | None, typed: str, by: ReplyBy = ReplyBy.MUNICIPALITY) -> None:
    """Everybody reads it; nothing typed takes it away. Raises ReplyUnclear."""
    if review is None or review.state is not ReviewState.PLACED:
        raise ReplyUnclear(_("Plaats eerst de review. Daarna kun je erop antwoorden."))
    text = clean(typed)
    if len(text) > LONGEST_REPLY:
        raise ReplyUnclear(
            _(
                "Je antwoord is %(over)s tekens te lang. Er passen er %(most)s. Maak het korter en bewaar dan.",
                over=len(text) - LONGEST_REPLY,
                most=LONGEST_REPLY,
            )
        )
    found = reply_of(session, review.id, by)
    if not text:
        if found is not None:
            session.delete(found)
    elif found is None:
        person_id = session.info.get("person_id")
        session.add(ReviewReply(review_id=review.id, reply_by=by, text=text, placed_on=today(), placed_by=person_id))
    elif found.text != text:
        found.text, found.placed_on, found.placed_by = text, today(), session.info.get("person_id")
    session.flush()
