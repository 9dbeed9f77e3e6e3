"""Placing a review, or not: for five reasons alone, by two people, and never for the grade."""

from dataclasses import dataclass

from sqlmodel import Session

from feedback.answers.models import Readers, Response
from feedback.reviews.checking import AnswerGone, CheckedMeanwhile, check_again, is_checked, response_of, words_of
from feedback.reviews.models import Refusal, Review, ReviewState
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line

LONGEST_EXPLANATION = 200


class NotForEverybody(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("De schrijver gaf geen toestemming om dit te plaatsen. Het blijft binnen."))


class NotCheckedYet(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kijk eerst de namen na. Daarna kun je dit plaatsen."))


class SecondPersonNeeded(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Jij legde dit voor. Een collega beslist of het niet geplaatst wordt. Plaatsen kun je zelf nog wel.")
        )


class RefusalUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("Nog niet voorgelegd: kijk wat er bij de velden staat."))


@dataclass(frozen=True)
class Doubt:
    """What a form brings: why a review should not be placed."""

    refusal: str
    explained: str


def place(session: Session, response_id: int) -> Review:
    """Let everybody read it; its grade counts already. Raises AnswerGone, NotForEverybody, NotCheckedYet."""
    response = _for_everybody(session, response_id)
    if not is_checked(words_of(session, response_id)):
        raise NotCheckedYet
    review = _review_of(session, response)
    review.state, review.refusal, review.explained, review.doubted_by = ReviewState.PLACED, None, "", None
    return _decided(session, review)


def doubt(session: Session, response_id: int, doubt: Doubt) -> Review:
    """Ask a second person not to place it; until they said so nobody else reads it.

    Raises AnswerGone, NotForEverybody, RefusalUnclear, CheckedMeanwhile.
    """
    response = _for_everybody(session, response_id)
    known = session.get(Review, response.id)
    if known is not None and known.response_id is not None:
        raise CheckedMeanwhile
    refusal, explained = _checked(doubt)
    review = _review_of(session, response)
    review.state, review.refusal, review.explained = ReviewState.DOUBTED, refusal, explained
    review.doubted_by, review.decided_by, review.decided_on = _person(session), None, None
    session.add(review)
    session.flush()
    return review


def refuse(session: Session, response_id: int) -> Review:
    """Raises AnswerGone, CheckedMeanwhile, SecondPersonNeeded."""
    review = session.get(Review, response_id)
    if review is None or review.response_id is None:
        raise AnswerGone
    if review.state is not ReviewState.DOUBTED:
        raise CheckedMeanwhile
    if review.doubted_by == _person(session):
        raise SecondPersonNeeded
    review.state = ReviewState.REFUSED
    return _decided(session, review)


def take_off(session: Session, response_id: int) -> None:
    """Look at it once more: it is read by nobody until it is placed again. Raises AnswerGone, CheckedMeanwhile."""
    review = session.get(Review, response_id)
    if review is not None and review.state is not ReviewState.PLACED:
        raise CheckedMeanwhile
    check_again(session, response_id)
    if review is not None and review.grade is None:
        session.delete(review)
    elif review is not None:
        review.response_id = None
    session.flush()


def _for_everybody(session: Session, response_id: int) -> Response:
    response = response_of(session, response_id)
    if response.readers is not Readers.EVERYONE:
        raise NotForEverybody
    return response


def _review_of(session: Session, response: Response) -> Review:
    """The one there is, or was before its writer changed the words."""
    found = session.get(Review, response.id) or Review(
        id=response.id, measured_id=response.measured_id, state=ReviewState.PLACED
    )
    found.response_id = response.id
    return found


def _decided(session: Session, review: Review) -> Review:
    review.decided_by, review.decided_on = _person(session), today()
    session.add(review)
    session.flush()
    return review


def _checked(doubt: Doubt) -> tuple[Refusal, str]:
    errors = {}
    explained = one_line(doubt.explained)
    if doubt.refusal not in set(Refusal):
        errors["refusal"] = _("Kies een van de vijf redenen. Een andere reden is er niet.")
    if not explained:
        errors["explained"] = _("Leg het uit in één zin, zodat je collega kan beslissen.")
    if len(explained) > LONGEST_EXPLANATION:
        errors["explained"] = _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=LONGEST_EXPLANATION)
    if errors:
        raise RefusalUnclear(errors)
    return Refusal(doubt.refusal), explained


def _person(session: Session) -> int | None:
    found: int | None = session.info.get("person_id")
    return found
