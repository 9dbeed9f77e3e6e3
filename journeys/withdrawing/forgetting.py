"""Words of conversations that undo remembers in journeys, and when it forgets them: once the transcripts are erased.

What stands in a story stays. A quote that was literal by then can be rewritten or taken away, and for a day undo brings
it back, with whose words it is; then nothing keeps the words any more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Text, cast
from sqlmodel import Session, col, select

from coding.erasing.coded_here import spoken_in
from foundation.clock import now
from foundation.database.leaving_files import names_erased
from interviews.texts.models import Source
from interviews.texts.spoken import Spoken
from journeys.composing.models import LiteralQuote
from journeys.evidence.literal_quotes import is_literal
from journeys.lookup import journey_area, journeys_of
from journeys.models import Journey, Step
from studies.models import ChangeRecord, Study
from studies.retention.due import Kept, notes_before

UNDO_FOR = timedelta(days=1)


@dataclass(frozen=True)
class _Gone:
    """Words that stood in a quote, in which area that was changed, and when for the last time."""

    area: str
    words: str
    moment: datetime


@notes_before(Kept.TRANSCRIPTS)
def forget_what_was_said(session: Session, study: Study) -> None:
    """Undo in journeys remembers quotes as they were before they were rewritten. Words are recognised while there."""
    sources = session.exec(select(Source).where(Source.study_id == study.id).order_by(col(Source.id))).all()
    spoken = [spoken_in(session, source) for source in sources]
    for journey in journeys_of(session, study.id):
        _forget(session, _changes(session, journey_area(journey)), spoken)
    session.flush()


def forget_rewritten_quotes(session: Session) -> None:
    """Forget the words of quotes that were rewritten or taken away more than a day ago, in every study."""
    for gone in (*_rewritten(session), *_taken_away(session)):
        if gone.moment < now() - UNDO_FOR:
            _forget(session, _changes(session, gone.area), [Spoken(gone.words, [gone.words])])
            names_erased(session)
    session.flush()


def _rewritten(session: Session) -> Iterator[_Gone]:
    """By now the quote is another one; its note goes when that is so for more than a day."""
    query = select(LiteralQuote, Step, Journey).join(Step, col(Step.id) == LiteralQuote.step_id)
    query = query.join(Journey, col(Journey.id) == Step.journey_id).order_by(col(LiteralQuote.id))
    for noted, step, journey in session.exec(query).all():
        if is_literal(step.quote, (noted.words,)):
            continue
        gone = _Gone(journey_area(journey), noted.words, _last_change(session, journey, step))
        if gone.moment < now() - UNDO_FOR:
            session.delete(noted)
            yield gone


def _taken_away(session: Session) -> Iterator[_Gone]:
    """What was noted of it went with the quote, or with its step: only undo remembers it."""
    table = str(LiteralQuote.__tablename__)
    query = select(ChangeRecord).where(cast(ChangeRecord.operations, Text).contains(table), ~col(ChangeRecord.undone))
    for record in session.exec(query.order_by(col(ChangeRecord.id))).all():
        for one in record.operations:
            if one["table"] == table and one["after"] is None:
                yield _Gone(record.area, one["before"]["words"], record.moment)


def _last_change(session: Session, journey: Journey, step: Step) -> datetime:
    """When the quote of a step was changed last; where no undo knows of that, its words can go at once."""
    moments = [
        record.moment
        for record in _changes(session, journey_area(journey))
        if any(
            (one["table"], one["id"]) == (Step.__tablename__, step.id) and "quote" in (one["after"] or {})
            for one in record.operations
        )
    ]
    return max(moments, default=datetime.min.replace(tzinfo=now().tzinfo))


def _changes(session: Session, area: str) -> Sequence[ChangeRecord]:
    return session.exec(select(ChangeRecord).where(ChangeRecord.area == area).order_by(col(ChangeRecord.id))).all()


def _forget(session: Session, changes: Iterable[ChangeRecord], spoken: Sequence[Spoken]) -> None:
    for record in changes:
        if any(one.stands_in_any(record.operations) for one in spoken):
            session.delete(record)
