"""What journeys lose when a conversation is deleted: evidence, quotes, and the undo of both.

What was published stays as it is; an edition, or a reading round, goes on knowing that it rests on a conversation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select, update

from coding.erasing.coded_here import spoken_in
from coding.models import Segment
from interviews.erasing.conversation import lets_go_of_interviews
from interviews.models import DeletedInterview, Interview
from interviews.respondents.withdrawal import TakenBack
from interviews.texts.sources import source_of
from journeys.composing.models import LiteralQuote, QuoteSource
from journeys.evidence.models import Evidence
from journeys.evidence.outline import Outline, OutlineStep, outlines_of_study
from journeys.models import Journey, Publication, Step
from journeys.reading.models import ReviewRound
from journeys.texts.story import story_texts
from journeys.withdrawing.models import ToReread
from journeys.withdrawing.rereading import note_to_reread
from journeys.withdrawing.rests_on import editions_of, published_steps, rests_on
from journeys.withdrawing.words_left import texts_with_words
from studies.history.changes import forget
from studies.models import ChangeRecord


@dataclass(frozen=True)
class Loses:
    """What one journey loses: numbers of steps, as they stand now or (`published`) as readers have them."""

    journey: Journey
    evidence: tuple[int, ...]
    few: tuple[int, ...]
    """Steps of `evidence` that too few conversations tell afterwards."""
    quotes: tuple[int, ...]
    published: tuple[int, ...]


def losing(session: Session, interview: Interview) -> list[Loses]:
    """What every journey loses with this conversation, those that lose nothing left out."""
    tied, quoted = _tied(session, interview), _quoting(session, interview)
    editions = editions_of(session, interview.study_id)
    of_it = frozenset({interview.id})
    found = []
    for journey, outline in outlines_of_study(session, interview.study_id):
        steps = [of for of in outline.steps if of.step.id in tied]
        lost = Loses(
            journey,
            _numbers(steps),
            _numbers(of for of in steps if of.evidence.is_thin_without(of_it)),
            _numbers(of for of in outline.steps if of.step.id in quoted),
            published_steps(editions, journey, outline, TakenBack(of_it, of_it, of_it)),
        )
        if lost.evidence or lost.quotes or lost.published:
            found.append(lost)
    return found


@lets_go_of_interviews
def let_go_of_evidence(session: Session, interview: Interview, deleted: DeletedInterview) -> None:
    """Quotes made from it go, and every undo that would bring them or the evidence back."""
    _sign_what_stays(session, interview, deleted)
    quoted = _quoting(session, interview)
    _note_what_leaned(session, interview, deleted, quoted)
    _forget_changes(session, interview, quoted)
    for step in session.exec(select(Step).where(col(Step.id).in_(quoted)).order_by(col(Step.id))).all():
        step.quote = ""
    for noted in _literal(session, interview):
        session.delete(noted)
    session.flush()


def _note_what_leaned(session: Session, interview: Interview, deleted: DeletedInterview, quoted: set[int]) -> None:
    spoken = spoken_in(session, source_of(session, interview))
    leaning = _tied(session, interview) | quoted | _untied(session, interview)
    for journey, outline in outlines_of_study(session, interview.study_id):
        steps = {of.step.id for of in outline.steps} & leaning
        with_words = texts_with_words(spoken, story_texts(session, journey, outline))
        note_to_reread(session, journey, deleted, steps, with_words)


def _numbers(steps: Iterable[OutlineStep]) -> tuple[int, ...]:
    return tuple(of.number for of in steps)


def _tied(session: Session, interview: Interview) -> set[int]:
    """The steps that cite it."""
    segments = segments_in(session, interview)
    return set(session.exec(select(Evidence.step_id).where(col(Evidence.segment_id).in_(segments))).all())


def _untied(session: Session, interview: Interview) -> set[int]:
    """The steps that cited it until it was withdrawn, and wait still until somebody reads them."""
    waiting = session.exec(select(ToReread.step_id).where(ToReread.interview_id == interview.id)).all()
    return {step_id for step_id in waiting if step_id is not None}


def _quoting(session: Session, interview: Interview) -> set[int]:
    """The steps whose quote was made from it, or stands (or stood, before erasure) in it word for word."""
    spoken = spoken_in(session, source_of(session, interview))
    made = session.exec(select(QuoteSource.step_id).where(QuoteSource.interview_id == interview.id)).all()
    journeys = select(Journey.id).where(Journey.study_id == interview.study_id)
    written = session.exec(select(Step.id, Step.quote).where(col(Step.journey_id).in_(journeys), Step.quote != ""))
    return (
        set(made)
        | {step_id for step_id, quote in written.all() if spoken.stands_in(quote)}
        | {one.step_id for one in _literal(session, interview)}
    )


def _literal(session: Session, interview: Interview) -> list[LiteralQuote]:
    """What was noted of quotes that stood in it word for word, before its words were erased."""
    query = select(LiteralQuote).join(Step, col(Step.id) == LiteralQuote.step_id)
    query = query.join(Journey, col(Journey.id) == Step.journey_id).where(Journey.study_id == interview.study_id)
    return [
        one for one in session.exec(query.order_by(col(LiteralQuote.id))).all() if interview.id in one.interview_ids
    ]


def segments_in(session: Session, interview: Interview) -> Any:
    return select(Segment.id).where(Segment.source_id == source_of(session, interview).id)


def _forget_changes(session: Session, interview: Interview, quoted: set[int]) -> None:
    segments = set(session.exec(segments_in(session, interview)).all())
    ties = set(session.exec(select(Evidence.id).where(col(Evidence.segment_id).in_(segments))).all())
    query = select(ChangeRecord).where(
        ChangeRecord.study_id == interview.study_id, col(ChangeRecord.area).startswith("journey:")
    )
    for record in session.exec(query.order_by(col(ChangeRecord.id))).all():
        if any(_is_about(one, interview.id, ties, quoted) for one in record.operations):
            forget(session, record)


def _is_about(operation: Mapping[str, Any], interview_id: int, ties: set[int], quoted: set[int]) -> bool:
    """Whether it changed a tie, a quote or where a quote comes from. What holds its words coding finds by itself."""
    sides = (operation["before"] or {}, operation["after"] or {})
    if operation["table"] == Evidence.__tablename__:
        return operation["id"] in ties
    if operation["table"] == Step.__tablename__:
        return operation["id"] in quoted and any("quote" in side for side in sides)
    return any(side.get("interview_id") == interview_id for side in sides)


def _sign_what_stays(session: Session, interview: Interview, deleted: DeletedInterview) -> None:
    """What readers and the council have rests on it still: said by a number that no other conversation will get."""
    tied = _tied(session, interview)
    for journey, outline in outlines_of_study(session, interview.study_id):
        resting = _resting(outline, tied, interview.id)
        in_order = {str(number): ids for number, ids in enumerate(resting.values(), start=1)}
        editions = select(Publication.id, Publication.rests_on, Publication.quoted)
        for row_id, kept, quotes in session.exec(editions.where(Publication.journey_id == journey.id)).all():
            signed = (
                _signed(in_order if kept is None else kept, interview, deleted),
                _signed(quotes, interview, deleted),
            )
            _keep_signed(session, row_id, *signed)
        for read in session.exec(select(ReviewRound).where(ReviewRound.journey_id == journey.id)).all():
            as_read = {str(number): resting.get(one, []) for number, one in enumerate(read.step_ids, start=1)}
            kept = as_read if read.rests_on is None else read.rests_on
            read.rests_on, read.quoted = _signed(kept, interview, deleted), _signed(read.quoted, interview, deleted)
    session.flush()


def _resting(outline: Outline, tied: set[int], interview_id: int) -> dict[int, list[int]]:
    """{step: interviews}, in order, for what began before that was kept: what is cited now tells it best."""
    kept = rests_on(outline)
    return {
        of.step.id: sorted({*kept[str(of.number)], *((interview_id,) if of.step.id in tied else ())})
        for of in outline.steps
    }


def _keep_signed(session: Session, row_id: int, kept: Any, quotes: Any) -> None:
    """Without reading the document of the edition."""
    values = {name: one for name, one in (("rests_on", kept), ("quoted", quotes)) if one is not None}
    session.exec(update(Publication).where(col(Publication.id) == row_id).values(**values))


def _signed(kept: Any, interview: Interview, deleted: DeletedInterview) -> Any:
    if isinstance(kept, dict):
        return {key: _signed(part, interview, deleted) for key, part in kept.items()}
    if isinstance(kept, list):
        return [deleted.sign if one == interview.id else one for one in kept]
    return kept
