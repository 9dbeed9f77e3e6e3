"""Which grades stand beside a review: never so many that what is left of a block tells what one of the others gave."""

from sqlmodel import Session, col, select

from feedback.answers.models import Given, Response
from feedback.counts.models import BlockCount
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import read_stored
from feedback.reviews.models import Review, ReviewState
from feedback.scores.chance import FEWEST
from feedback.scores.choices import grade_question


def show_grades(session: Session) -> int:
    """Show what can be shown by now of reviews that were placed; how many. What was shown once stays so."""
    return sum(_show(session, review, response) for review, response in _waiting(session))


def _waiting(session: Session) -> list[tuple[Review, Response]]:
    query = (
        select(Review, Response)
        .join(Response, col(Response.id) == Review.response_id)
        .where(Review.state == ReviewState.PLACED, col(Review.block_id).is_(None), col(Response.block_id).is_not(None))
        .order_by(col(Review.id))
    )
    return [(review, response) for review, response in session.exec(query).all()]


def _show(session: Session, review: Review, response: Response) -> bool:
    key = _grade_key(session, response.questionnaire_id)
    given = session.exec(select(Given.value).where(Given.response_id == response.id, Given.question == key)).first()
    if given is None or response.block_id is None:
        return False
    left = _left_of(session, response.block_id, key)
    if left is None:
        return False
    left[given - 1] -= 1
    if sum(left) < FEWEST or sum(1 for number in left if number) < 2:
        return False
    review.grade, review.block_id = given, response.block_id
    session.flush()
    return True


def _left_of(session: Session, block_id: int, key: str) -> list[int] | None:
    """How many of a block gave 1, 2, … 10, without those whose grade is shown; None when none of it was published."""
    counted = session.exec(
        select(BlockCount).where(BlockCount.block_id == block_id, BlockCount.question == key)
    ).first()
    if counted is None:
        return None
    left = list(counted.counts)
    for grade in session.exec(select(Review.grade).where(Review.block_id == block_id)).all():
        left[(grade or 1) - 1] -= 1
    return left


def _grade_key(session: Session, questionnaire_id: int) -> str:
    return grade_question(read_stored(session.get_one(Questionnaire, questionnaire_id).questions)).key
