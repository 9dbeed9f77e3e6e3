"""Reviews as everybody reads them: names replaced, nothing left out for its grade, and what is not placed counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session, col

from feedback.answers.models import Response, WrittenAnswer
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.reviews.models import Refusal, Review, ReviewReply, ReviewState

ON_A_PAGE = 20


@dataclass(frozen=True)
class Piece:
    """A stretch of what was written; `is_stand_in`: it stands in the place of a name."""

    text: str
    is_stand_in: bool = False


@dataclass(frozen=True)
class Said:
    """What was written at one question."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class PublicReview:
    """`about` and `month` are only told once the answer is in a published block; `grade` as `shown_grades` says."""

    said: tuple[Said, ...]
    grade: int | None
    about: str
    month: date | None
    replies: tuple[ReviewReply, ...]


@dataclass(frozen=True)
class ReviewCount:
    """`withdrawn`: placed, and taken away by their writer; `refused`: why the others are not there."""

    placed: int
    withdrawn: int
    refused: Mapping[Refusal, int]

    @property
    def not_there(self) -> int:
        return self.withdrawn + sum(self.refused.values())

    @property
    def all(self) -> int:
        return self.placed + self.not_there


def count_reviews(session: Session, measurement_id: int) -> ReviewCount:
    """What stands below the reviews."""
    query = (
        select(col(Review.state), col(Review.refusal), _is_there(), func.count())
        .join(Measured, col(Measured.id) == col(Review.measured_id))
        .where(col(Measured.measurement_id) == measurement_id)
        .group_by(col(Review.state), col(Review.refusal), _is_there())
    )
    placed = withdrawn = 0
    refused: dict[Refusal, int] = {}
    for state, refusal, is_there, number in session.execute(query).all():
        if state is ReviewState.REFUSED and refusal:
            refused[refusal] = refused.get(refusal, 0) + number
        elif state is ReviewState.PLACED:
            placed, withdrawn = (placed + number, withdrawn) if is_there else (placed, withdrawn + number)
    return ReviewCount(placed, withdrawn, refused)


def _is_there() -> ColumnElement[bool]:
    """Whether the answer is there, also while a person looks at it once more."""
    return exists().where(col(Response.id) == col(Review.id))


def public_reviews(
    session: Session,
    measurement: Measurement,
    *,
    most: int = ON_A_PAGE,
    beyond: int = 0,
    of_provider: int | None = None,
) -> list[PublicReview]:
    """The newest month first, whatever the grade; from the one at place `beyond` on.

    Of one provider: those of which it is told.
    """
    query = (
        select(Review, Response, col(Provider.name))
        .join(Response, col(Response.id) == col(Review.response_id))
        .join(Measured, col(Measured.id) == col(Review.measured_id))
        .join(Provider, col(Provider.id) == col(Measured.provider_id), isouter=True)
        .where(
            col(Measured.measurement_id) == measurement.id,
            col(Review.state) == ReviewState.PLACED,
            *_told_of(of_provider),
        )
        .order_by(col(Response.month).desc(), col(Review.id))
        .limit(most)
        .offset(beyond)
    )
    rows = session.execute(query).all()
    ids = [row[0].id for row in rows]
    said, replies = _said(session, measurement, ids), _replies(session, ids)
    names_providers = not measurement.is_statutory
    return [
        PublicReview(
            said=tuple(said.get(review.id, ())),
            grade=review.grade,
            about=provider if provider and names_providers and response.block_id else "",
            month=response.month if response.block_id else None,
            replies=tuple(replies.get(review.id, ())),
        )
        for review, response, provider in rows
    ]


def review_months(session: Session, measurement: Measurement) -> list[date]:
    """Of which something that is there can be read, as far as the month is told."""
    query = (
        select(col(Response.month))
        .join(Review, col(Review.response_id) == Response.id)
        .join(Measured, col(Measured.id) == col(Review.measured_id))
        .where(
            col(Measured.measurement_id) == measurement.id,
            col(Review.state) == ReviewState.PLACED,
            col(Response.block_id).is_not(None),
        )
        .distinct()
    )
    return list(session.execute(query).scalars().all())


def _told_of(provider_id: int | None) -> tuple[ColumnElement[bool], ...]:
    if provider_id is None:
        return ()
    return col(Measured.provider_id) == provider_id, col(Response.block_id).is_not(None)


def _said(session: Session, measurement: Measurement, ids: Sequence[int]) -> dict[int, list[Said]]:
    questions = questions_of(questionnaire_of(session, measurement.id))
    order = {one.key: (place, one.label) for place, one in enumerate(questions)}
    found: dict[int, list[tuple[int, Said]]] = {}
    query = select(WrittenAnswer).where(col(WrittenAnswer.response_id).in_(ids), col(WrittenAnswer.shown).is_not(None))
    for one in session.execute(query).scalars().all():
        place, label = order.get(one.question, (len(order), ""))
        found.setdefault(one.response_id, []).append((place, Said(label, pieces_of(one))))
    return {key: [said for _place, said in sorted(words, key=lambda one: one[0])] for key, words in found.items()}


def pieces_of(written: WrittenAnswer) -> tuple[Piece, ...]:
    """What is shown of it, with what stands in the place of names apart."""
    text, at, pieces = written.shown or "", 0, []
    for start, end in written.stand_ins:
        pieces += [Piece(text[at:start]), Piece(text[start:end], is_stand_in=True)]
        at = end
    return tuple(one for one in (*pieces, Piece(text[at:])) if one.text)


def _replies(session: Session, ids: Sequence[int]) -> dict[int, list[ReviewReply]]:
    found: dict[int, list[ReviewReply]] = {}
    query = select(ReviewReply).where(col(ReviewReply.review_id).in_(ids)).order_by(col(ReviewReply.reply_by))
    for one in session.execute(query).scalars().all():
        found.setdefault(one.review_id, []).append(one)
    return found
