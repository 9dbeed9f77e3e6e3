"""What people wrote is looked at by a person: names replaced, placed or not with two, and answered."""

from collections.abc import Mapping

from sqlmodel import Session

from demo.listening.material import Opinion, refused, replies
from feedback.answers.models import Readers
from feedback.reviews.checking import StandIn, check_words, words_of
from feedback.reviews.deciding import Doubt, doubt, place, refuse
from feedback.reviews.models import Review
from feedback.reviews.names import proposed_names
from feedback.reviews.replies import keep_reply


def look_at(session: Session, numbers: Mapping[str, int], opinions: list[Opinion], second_person: int) -> int:
    """`second_person` decides with who is at work what is not placed. How many were placed."""
    doubts, placed = refused(), 0
    for one in opinions:
        if not (one.good or one.better):
            continue
        if one.id in doubts:
            _refuse(session, numbers[one.id], *doubts[one.id], second_person)
            continue
        check_words(session, numbers[one.id], _stand_ins(session, numbers[one.id], one))
        if one.readers is Readers.EVERYONE:
            place(session, numbers[one.id])
            placed += 1
    return placed


def reply_to(session: Session, numbers: Mapping[str, int]) -> int:
    """Below what was placed; how many."""
    answered = 0
    for about, by, text in replies():
        review = session.get(Review, numbers[about]) if about in numbers else None
        if review is not None and review.refusal is None:
            keep_reply(session, review, text, by)
            answered += 1
    return answered


def _stand_ins(session: Session, number: int, one: Opinion) -> dict[str, list[StandIn]]:
    names = [name.casefold() for name in one.names]
    return {
        written.question: [
            StandIn(found.start, found.end, found.text, found.stand_ins[0])
            for found in proposed_names(written.text, one.names)
            if any(name in found.text.casefold() or found.text.casefold() in name for name in names)
        ]
        for written in words_of(session, number)
    }


def _refuse(session: Session, number: int, refusal: str, explained: str, second_person: int) -> None:
    doubt(session, number, Doubt(refusal, explained))
    first = session.info["person_id"]
    session.info["person_id"] = second_person
    try:
        refuse(session, number)
    finally:
        session.info["person_id"] = first
