"""Reading what somebody wrote before anybody else does: names are replaced, and no other word is changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select, update

from feedback.answers.models import Response, WrittenAnswer
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from interviews.texts.offsets import Replacement, replace

WORDS_AS_WRITTEN = 30
"""Days after which the words as they were written go, once names in them were replaced."""
LONGEST_STAND_IN = 40


class AnswerGone(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit antwoord is er niet meer. De schrijver haalde het weg, of de bewaartijd is om."))


class CheckedMeanwhile(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Iemand anders keek dit antwoord intussen na. Hieronder staat hoe het nu is."))


class WordsChanged(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(_("De schrijver veranderde dit antwoord intussen. Kijk de nieuwe tekst na."))


class StandInUnclear(ResearcherError):
    """What should stand in the place of a name is nothing, or too long."""


@dataclass(frozen=True)
class StandIn:
    """What comes in the place of text[start:end], which was `was` on the page that somebody looked at."""

    start: int
    end: int
    was: str
    new: str


def words_of(session: Session, response_id: int) -> list[WrittenAnswer]:
    """What somebody wrote, in the order of the keys of the questions. Raises AnswerGone when nothing is left of it."""
    query = select(WrittenAnswer).where(WrittenAnswer.response_id == response_id).order_by(col(WrittenAnswer.question))
    found = list(session.exec(query).all())
    if not found:
        raise AnswerGone
    return found


def is_checked(words: Collection[WrittenAnswer]) -> bool:
    return all(one.shown is not None for one in words)


def check_words(session: Session, response_id: int, stand_ins: Mapping[str, Sequence[StandIn]]) -> list[WrittenAnswer]:
    """Keep what was written with these replaced. `stand_ins`: by key of question.

    Raises AnswerGone, CheckedMeanwhile, WordsChanged, StandInUnclear.
    """
    words = words_of(session, response_id)
    if is_checked(words):
        raise CheckedMeanwhile
    for one in words:
        _check(one, [_tidied(stand_in) for stand_in in stand_ins.get(one.question, ())])
    session.flush()
    return words


def _tidied(stand_in: StandIn) -> StandIn:
    new = one_line(stand_in.new)
    if not new:
        raise StandInUnclear(_("Kies wat er in de plaats van ‘%(was)s’ komt.", was=stand_in.was))
    if len(new) > LONGEST_STAND_IN:
        raise StandInUnclear(
            _("Wat er in de plaats van ‘%(was)s’ komt, is te lang. Maak het korter.", was=stand_in.was)
        )
    return StandIn(stand_in.start, stand_in.end, stand_in.was, new)


def _check(one: WrittenAnswer, stand_ins: Sequence[StandIn]) -> None:
    if any(one.text[place.start : place.end] != place.was for place in stand_ins):
        raise WordsChanged
    try:
        shown, moved = replace(one.text, (Replacement(place.start, place.end, place.new) for place in stand_ins))
    except ValueError as error:
        raise WordsChanged from error
    one.shown = shown
    one.stand_ins = [moved.span(place.start, place.end) for place in sorted(stand_ins, key=lambda place: place.start)]
    one.checked_on = today()


def check_again(session: Session, response_id: int) -> None:
    """Let somebody look once more, while the words as they were written are still there. Raises AnswerGone."""
    for one in words_of(session, response_id):
        one.shown, one.stand_ins, one.checked_on = None, [], None
    session.flush()


def forget_names(session: Session, on: date | None = None) -> int:
    """Of what was checked long enough ago nothing stays but what is shown; how many answers."""
    day = (on or today()) - timedelta(days=WORDS_AS_WRITTEN)
    query = update(WrittenAnswer).where(
        col(WrittenAnswer.checked_on) <= day, col(WrittenAnswer.text) != col(WrittenAnswer.shown)
    )
    return session.exec(query.values(text=WrittenAnswer.shown)).rowcount


def response_of(session: Session, response_id: int) -> Response:
    """Raises AnswerGone, also for another organisation's."""
    found = session.get(Response, response_id)
    if found is None:
        raise AnswerGone
    return found
