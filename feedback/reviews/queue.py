"""What people wrote, in piles: what a person still has to look at, and what became of the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, select
from sqlmodel import Session, col

from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.reviews.checking import AnswerGone
from feedback.reviews.models import Review, ReviewState
from feedback.scores.chance import FEWEST
from feedback.scores.choices import grade_question
from foundation.dutch import _

ON_A_PAGE = 30
_ADDRESS = re.compile(r"[0-9a-f]{1,15}|[0-3][0-9a-f]{15}")
"""Of 62 bits: what both databases hold."""


class Pile(StrEnum):
    TO_CHECK = "nakijken"
    DOUBTED = "voorgelegd"
    PLACED = "geplaatst"
    INSIDE = "binnen"
    """Checked, and not for everybody to read."""
    REFUSED = "niet-geplaatst"

    @property
    def dutch(self) -> str:
        return {
            Pile.TO_CHECK: _("Nakijken"),
            Pile.DOUBTED: _("Voorgelegd"),
            Pile.PLACED: _("Geplaatst"),
            Pile.INSIDE: _("Blijft binnen"),
            Pile.REFUSED: _("Niet geplaatst"),
        }[self]


@dataclass(frozen=True)
class Written:
    """What one person wrote. `about`: the provider, where at least ten people answered about it; '' elsewhere."""

    response_id: int
    pile: Pile
    readers: Readers
    month: date
    about: str
    grade: int | None
    words: tuple[WrittenAnswer, ...]
    review: Review | None

    @property
    def address(self) -> str:
        """By which a page names it: its number is too large for where numbers are read."""
        return f"{self.response_id:x}"

    @property
    def start(self) -> str:
        """The first words, with names replaced where that was done."""
        return self.words[0].shown or self.words[0].text


_HAS_WORDS = exists().where(col(WrittenAnswer.response_id) == col(Response.id))
_IS_UNSEEN = exists().where(col(WrittenAnswer.response_id) == col(Response.id), col(WrittenAnswer.shown).is_(None))
_PILE: ColumnElement[str] = case(
    (col(Review.state) == ReviewState.DOUBTED, Pile.DOUBTED.value),
    (col(Review.state) == ReviewState.REFUSED, Pile.REFUSED.value),
    (_IS_UNSEEN, Pile.TO_CHECK.value),
    (col(Review.state) == ReviewState.PLACED, Pile.PLACED.value),
    else_=Pile.INSIDE.value,
)


def piles(session: Session, measurement_id: int) -> dict[Pile, int]:
    """How many lie on each."""
    query = _answers(measurement_id).with_only_columns(_PILE, func.count()).group_by(_PILE)
    found = {Pile(row[0]): int(row[1]) for row in session.execute(query).all()}
    return {pile: found.get(pile, 0) for pile in Pile}


def written_in(
    session: Session,
    measurement: Measurement,
    pile: Pile,
    *,
    readers: Collection[Readers] = tuple(Readers),
    beyond: int = 0,
) -> list[Written]:
    """At most ON_A_PAGE from the one at place `beyond` on: what waits from the oldest month on, the rest the newest."""
    month = col(Response.month).asc() if pile is Pile.TO_CHECK else col(Response.month).desc()
    query = (
        _answers(measurement.id)
        .where(_is_on(pile), col(Response.readers).in_(readers))
        .order_by(month, col(Response.id))
        .limit(ON_A_PAGE)
        .offset(beyond)
    )
    return _written(session, measurement, session.execute(query).all())


def written_at(session: Session, measurement: Measurement, address: str) -> Written:
    """Raises AnswerGone, also for another measurement's."""
    if not _ADDRESS.fullmatch(address):
        raise AnswerGone
    return written_by(session, measurement, int(address, 16))


def written_by(session: Session, measurement: Measurement, response_id: int) -> Written:
    """Raises AnswerGone, also for another measurement's."""
    query = _answers(measurement.id).where(col(Response.id) == response_id)
    found = _written(session, measurement, session.execute(query).all())
    if not found:
        raise AnswerGone
    return found[0]


def _is_on(pile: Pile) -> ColumnElement[bool]:
    return _PILE.in_([pile.value])


def _answers(measurement_id: int) -> Select[Response, str, str, Review]:
    return (
        select(Response, _PILE, col(Provider.name), Review)
        .join(Measured, col(Measured.id) == col(Response.measured_id))
        .join(Provider, col(Provider.id) == col(Measured.provider_id), isouter=True)
        .join(Review, col(Review.response_id) == col(Response.id), isouter=True)
        .where(col(Measured.measurement_id) == measurement_id, _HAS_WORDS)
    )


def _written(
    session: Session, measurement: Measurement, rows: Sequence[Row[Response, str, str, Review]]
) -> list[Written]:
    ids = [row[0].id for row in rows]
    words, grades = _words(session, measurement, ids), _grades(session, measurement, ids)
    many = answered_by_many(session, measurement.id)
    return [
        Written(
            response.id,
            Pile(pile),
            response.readers,
            response.month,
            provider if provider and response.measured_id in many else "",
            grades.get(response.id),
            tuple(words[response.id]),
            review,
        )
        for response, pile, provider, review in rows
    ]


def _words(session: Session, measurement: Measurement, ids: Sequence[int]) -> dict[int, list[WrittenAnswer]]:
    """In the order in which the questions are asked now."""
    order = {one.key: place for place, one in enumerate(questions_of(questionnaire_of(session, measurement.id)))}
    found: dict[int, list[WrittenAnswer]] = {}
    query = select(WrittenAnswer).where(col(WrittenAnswer.response_id).in_(ids))
    for one in session.execute(query).scalars().all():
        found.setdefault(one.response_id, []).append(one)
    return {key: sorted(words, key=lambda one: order.get(one.question, len(order))) for key, words in found.items()}


def _grades(session: Session, measurement: Measurement, ids: Sequence[int]) -> dict[int, int]:
    key = grade_question(questions_of(questionnaire_of(session, measurement.id))).key
    query = select(col(Given.response_id), col(Given.value)).where(
        col(Given.response_id).in_(ids), col(Given.question) == key
    )
    return {row[0]: row[1] for row in session.execute(query).all()}


def answered_by_many(session: Session, measurement_id: int) -> set[int]:
    """Whoever is measured and answered about by so many that its name tells nothing of one of them."""
    query = (
        select(col(Response.measured_id))
        .join(Measured, col(Measured.id) == col(Response.measured_id))
        .where(col(Measured.measurement_id) == measurement_id)
        .group_by(col(Response.measured_id))
        .having(func.count() >= FEWEST)
    )
    return set(session.execute(query).scalars().all())
