"""Code suggestions: computed by a job, decided by a person. A suggestion never becomes a segment by itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, delete, select

from coding.models import Certainty, Code, Segment, Suggestion, SuggestionState
from coding.segments import Placed, place_segment
from coding.suggestions.answers import Answer
from coding.suggestions.passages import Passage, Taken, passages_of
from coding.suggestions.reasons import UNKNOWN, Reason
from coding.visibility import counts, shown_suggestions
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.models import Interview
from interviews.texts.models import Source
from studies.retention.due import Kept, check_takes_in

SUREST_PER_INTERVIEW = 10
"""What a researcher is asked to look at; what comes after it is called uncertain, however sure it would be."""
MOST_PASSAGES_PER_INTERVIEW = 40
"""More than this in one conversation is work that nobody does; the surest come first."""
WORTH_READING = 0.05
"""After the ten surest: a passage of which less is believed gets no proposal."""


class SuggestionUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(
            _("Deze suggestie is er niet meer: die is vervangen of er is al over beslist. Herlaad de pagina.")
        )


class AllCoded(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is geen tekst meer zonder code in de vrijgegeven gesprekken. Er is niets veranderd."))


@dataclass(frozen=True)
class Guess:
    """A code that may fit a passage. `rank` 1 is the best."""

    passage: Passage
    code_id: int
    rank: int
    probability: float
    certainty: Certainty
    reason: Reason = UNKNOWN


@dataclass(frozen=True)
class WaitingInInterview:
    """How many passages of an interview wait for a decision; of `uncertain` even the best guess is called so."""

    interview: Interview
    passages: int
    uncertain: int = 0


def coded_passages(session: Session, study_id: int) -> dict[int, list[tuple[int, int]]]:
    """[start, end) of everything that has a code that counts, per source."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    query = select(Segment.source_id, Segment.start, Segment.end).where(Segment.study_id == study_id, counts())
    for source_id, start, end in session.exec(query).all():
        taken[source_id].append((start, end))
    return taken


def uncoded_passages(answers: Sequence[Answer], coded: Mapping[int, Taken]) -> list[Passage]:
    """What respondents said and no researcher coded yet."""
    return [
        passage
        for answer in answers
        for passage in passages_of(answer, _within(coded.get(answer.source_id, ()), answer.start, answer.end))
    ]


def worth_asking(session: Session, study_id: int, guesses: Iterable[Guess]) -> list[Guess]:
    """Those that would be kept if they were stored now."""
    return surest_per_interview(_fresh(session, study_id, guesses))


def store_suggestions(session: Session, study_id: int, guesses: Iterable[Guess]) -> int:
    """Replace the undecided suggestions of a study; how many passages wait now.

    What was decided is not asked again, nor what was coded since the guesses were made.
    Raises PastLastDay: guessing may have begun before the transcripts were erased.
    """
    check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    _forget_undecided(session, study_id)
    kept = worth_asking(session, study_id, guesses)
    alike = {guess.reason.like_segment_id for guess in kept}
    there = set(session.exec(select(Segment.id).where(col(Segment.id).in_(alike - {None}))).all())
    session.add_all(_row(study_id, guess, there) for guess in kept)
    session.flush()
    return len({guess.passage for guess in kept})


def suggestions_of(session: Session, source_id: int) -> list[Suggestion]:
    """The undecided suggestions of a source by place, the best guess for a passage first."""
    query = select(Suggestion).where(Suggestion.source_id == source_id, _waits(session, _study_of(session, source_id)))
    by_place = (col(Suggestion.start), col(Suggestion.end), col(Suggestion.rank), col(Suggestion.id))
    return list(session.exec(query.order_by(*by_place)).all())


def suggestion_by_id(session: Session, source_id: int, suggestion_id: int) -> Suggestion:
    """An undecided suggestion of this source. Raises SuggestionUnknown."""
    suggestion = session.exec(
        select(Suggestion).where(
            Suggestion.id == suggestion_id,
            Suggestion.source_id == source_id,
            _waits(session, _study_of(session, source_id)),
        )
    ).first()
    if suggestion is None:
        raise SuggestionUnknown
    return suggestion


def accept_suggestion(session: Session, suggestion: Suggestion) -> Placed:
    """A person says the code fits: it becomes a segment, and the other guesses for the passage are settled."""
    placed = place_segment(
        session,
        suggestion.source_id,
        suggestion.start,
        suggestion.end,
        suggestion.quotation,
        suggestion.code_id,
    )
    settle_suggestions(session, suggestion.source_id, suggestion.start, suggestion.end, suggestion.code_id)
    return placed


def settle_suggestions(session: Session, source_id: int, start: int, end: int, code_id: int) -> None:
    """A person gave exactly this stretch a code: what was suggested for it is decided."""
    for one in suggestions_of(session, source_id):
        if (one.start, one.end) == (start, end):
            fits = one.code_id == code_id
            _decide(session, one, SuggestionState.ACCEPTED if fits else SuggestionState.REJECTED)
    session.flush()


def reject_suggestion(session: Session, suggestion: Suggestion) -> None:
    """A person says none of the guesses for this passage fits."""
    for one in _of_same_passage(session, suggestion):
        _decide(session, one, SuggestionState.REJECTED)
    session.flush()


def waiting_per_interview(session: Session, study_id: int) -> list[WaitingInInterview]:
    """The interviews with undecided suggestions, by number."""
    guesses = (
        select(Suggestion.source_id, Suggestion.start, Suggestion.end, Suggestion.certainty)
        .where(Suggestion.study_id == study_id, _waits(session, study_id))
        .order_by(col(Suggestion.rank).desc(), col(Suggestion.id))
    )
    best = {(source_id, start, end): certainty for source_id, start, end, certainty in session.exec(guesses).all()}
    count = Counter(source_id for source_id, _start, _end in best)
    uncertain = Counter(place[0] for place, certainty in best.items() if certainty is Certainty.UNCERTAIN)
    query = (
        select(Source.id, Interview)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(col(Source.id).in_(list(count)))
        .order_by(col(Interview.number))
    )
    return [
        WaitingInInterview(interview, count[source_id], uncertain[source_id])
        for source_id, interview in session.exec(query).all()
    ]


def _waits(session: Session, study_id: int) -> ColumnElement[bool]:
    return and_(col(Suggestion.state) == SuggestionState.PROPOSED, shown_suggestions(session, study_id))


def _study_of(session: Session, source_id: int) -> int:
    return session.get_one(Source, source_id).study_id


def _within(taken: Taken, start: int, end: int) -> list[tuple[int, int]]:
    return [(one, other) for one, other in taken if one < end and start < other]


def _fresh(session: Session, study_id: int, guesses: Iterable[Guess]) -> list[Guess]:
    """About codes that are there, for what nobody decided on and nobody coded."""
    decided, taken = _decided(session, study_id), coded_passages(session, study_id)
    codes = set(session.exec(select(Code.id).where(Code.study_id == study_id)).all())
    return [
        guess
        for guess in guesses
        if guess.code_id in codes
        and (guess.passage.source_id, guess.passage.start, guess.passage.end, guess.code_id) not in decided
        and not _within(taken.get(guess.passage.source_id, ()), guess.passage.start, guess.passage.end)
    ]


def _forget_undecided(session: Session, study_id: int) -> None:
    session.exec(
        delete(Suggestion).where(
            col(Suggestion.study_id) == study_id, col(Suggestion.state) == SuggestionState.PROPOSED
        )
    )


def _decided(session: Session, study_id: int) -> set[tuple[int, int, int, int]]:
    query = select(Suggestion.source_id, Suggestion.start, Suggestion.end, Suggestion.code_id)
    made = query.where(Suggestion.study_id == study_id, Suggestion.state != SuggestionState.PROPOSED)
    return set(session.exec(made).all())


def surest_per_interview(guesses: list[Guess]) -> list[Guess]:
    """All guesses of the passages whose best guess is surest, so many per interview; after ten of them uncertain."""
    best: dict[Passage, float] = {}
    for guess in guesses:
        best[guess.passage] = max(best.get(guess.passage, 0.0), guess.probability)
    ranked = sorted(best, key=lambda passage: (-best[passage], passage.source_id, passage.start))
    per_interview: Counter[int] = Counter()
    place: dict[Passage, int] = {}
    for passage in ranked:
        per_interview[passage.source_id] += 1
        place[passage] = per_interview[passage.source_id]
    return [
        guess if place[guess.passage] <= SUREST_PER_INTERVIEW else replace(guess, certainty=Certainty.UNCERTAIN)
        for guess in guesses
        if place[guess.passage] <= SUREST_PER_INTERVIEW
        or (place[guess.passage] <= MOST_PASSAGES_PER_INTERVIEW and best[guess.passage] >= WORTH_READING)
    ]


def _row(study_id: int, guess: Guess, segments: Collection[int]) -> Suggestion:
    """`segments`: those that are there still, to be like."""
    like = guess.reason.like_segment_id
    return Suggestion(
        study_id=study_id,
        source_id=guess.passage.source_id,
        start=guess.passage.start,
        end=guess.passage.end,
        code_id=guess.code_id,
        rank=guess.rank,
        probability=guess.probability,
        certainty=guess.certainty,
        quotation=guess.passage.text,
        words=list(guess.reason.words),
        like_segment_id=like if like in segments else None,
        by_definition=guess.reason.by_definition,
    )


def _of_same_passage(session: Session, suggestion: Suggestion) -> list[Suggestion]:
    return [
        one
        for one in suggestions_of(session, suggestion.source_id)
        if (one.start, one.end) == (suggestion.start, suggestion.end)
    ]


def _decide(session: Session, suggestion: Suggestion, state: SuggestionState) -> None:
    suggestion.state = state
    suggestion.decided_by = session.info["person_id"]
    suggestion.decided_at = now()
    session.add(suggestion)
