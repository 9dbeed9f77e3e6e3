"""Words about a measure of a public story, by somebody who may not see real names: readers get them after a look.

That words wait depends on nothing that they say. If only those with a real name waited, whoever writes them could ask
the study word for word whom it spoke with. Only how a measure stands goes to readers at once. A study that keeps no
names has none to give away: there nothing waits. See docs/decisions/0017.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.deidentification.study_names import keeps_names
from journeys.following.overtaken import Since, said_since
from journeys.measures.models import Measure, WaitingWords
from journeys.measures.plans import ReviewDayUnknown, read_review_day
from journeys.measures.rereading import REREAD
from journeys.models import Journey, Step
from journeys.public.standing import standing_of, standings_of
from studies.models import Person


class WordsGone(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("Deze tekst wacht niet meer: hij is nagekeken, herschreven of ingetrokken. Herlaad de pagina.")
        )


class WordsHandled(ResearcherError):
    """Whoever opened waiting words was not the first to do something with them; nothing was stored."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze tekst wacht niet meer: nagekeken, herschreven of ingetrokken. Wat hier staat, is niet bewaard. "
                "Kijk in de lijst met maatregelen wat er nu staat. Bewaar dit alleen als het er nog bij moet."
            )
        )


class WordsOfAnother(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze tekst is van iemand anders. Alleen wie hem schreef, kan hem intrekken."))


@dataclass(frozen=True)
class Waiting:
    """`title` is the measure's, `who` wrote the words and `rewrote` them ('' nobody); `step` has their pain point.

    `since` is what was said of the measure after them.
    """

    words: WaitingWords
    title: str
    who: str
    rewrote: str
    step: Step | None
    is_public: bool
    since: Since

    @property
    def review_on(self) -> date | None:
        """None too for a day that was typed before such days were refused; the form still holds it."""
        try:
            return read_review_day(self.words.typed.get("review_on", ""))
        except ReviewDayUnknown:
            return None


def must_wait(session: Session, journey: Journey) -> bool:
    """Whether words of somebody who may not see real names wait before readers of this journey get them."""
    standing = standing_of(session, journey)
    return standing is not None and standing.is_public and keeps_names(session, journey.study_id)


def keep_waiting(session: Session, words: WaitingWords, instead_of: int | None) -> None:
    """Store the words, instead of earlier ones of the same writer about the same. Nobody else's are overwritten."""
    words.person_id = session.info.get("person_id")
    earlier = session.get(WaitingWords, instead_of) if instead_of else None
    if earlier is not None and _is_about_the_same(earlier, words):
        session.delete(earlier)
    session.add(words)
    session.flush()


def _is_about_the_same(earlier: WaitingWords, words: WaitingWords) -> bool:
    same = (earlier.journey_id, earlier.measure_id, earlier.person_id)
    return same == (words.journey_id, words.measure_id, words.person_id)


def waiting_of_study(session: Session, study_id: int) -> list[Waiting]:
    """All of a study, the oldest first. Three queries."""
    rewriter = aliased(Person)
    query: Any = (
        select(WaitingWords, Measure.title, Person.name, Step)
        .add_columns(col(rewriter.name))
        .join(Journey, col(Journey.id) == WaitingWords.journey_id)
        .join(Step, col(Step.id) == WaitingWords.step_id, isouter=True)
        .join(Measure, col(Measure.id) == WaitingWords.measure_id, isouter=True)
        .join(Person, col(Person.id) == WaitingWords.person_id, isouter=True)
        .join(rewriter, col(rewriter.id) == WaitingWords.rewritten_by_id, isouter=True)
        .where(col(Journey.study_id) == study_id)
        .order_by(col(WaitingWords.moment), col(WaitingWords.id))
    )
    rows = session.exec(query).all()
    standings = standings_of(session, study_id) if rows else {}
    public = {journey_id for journey_id, standing in standings.items() if standing.is_public}
    since = said_since(session, [words for words, *_rest in rows])
    return [
        Waiting(
            words,
            title or words.typed.get("title", ""),
            who or "",
            rewrote or "",
            step,
            words.journey_id in public,
            since.get(words.id, Since()),
        )
        for words, title, who, step, rewrote in rows
    ]


def waiting_words(session: Session, study_id: int, words_id: int) -> Waiting:
    """Raises WordsGone."""
    for waiting in waiting_of_study(session, study_id):
        if waiting.words.id == words_id:
            return waiting
    raise WordsGone


def give_back(session: Session, study_id: int, words_id: int) -> None:
    """Ask the writer for other words; these stay with them. Raises WordsGone."""
    waiting_words(session, study_id, words_id).words.returned_at = now()


def take_back(session: Session, study_id: int, words_id: int) -> None:
    """Whoever wrote these words wants them no more. Raises WordsGone, also for another's."""
    own = waiting_words(session, study_id, words_id).words
    if own.person_id != session.info["person_id"]:
        raise WordsOfAnother
    session.delete(own)
    session.flush()


def taken_over(session: Session, study_id: int, words_id: int | None, typed: dict[str, str]) -> WaitingWords | None:
    """The waiting words that a researcher stores as `typed`, to settle with the change; None: nothing of them is.

    They hold no more than that by then: it is what undo remembers, and lets wait again, with who rewrote them.
    """
    if not words_id or (words := session.get(WaitingWords, words_id)) is None:
        return None
    waiting_words(session, study_id, words_id)
    if typed.keys() <= {"title", REREAD}:
        words.returned_at = now()
        session.flush()
        return None
    if any(typed.get(field, "") != words.typed.get(field, "") for field in (typed.keys() | words.typed) - {REREAD}):
        words.rewritten_by_id = session.info.get("person_id")
    words.typed, words.returned_at = typed, None
    session.flush()
    return words
