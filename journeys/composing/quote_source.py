"""Whose words a quote was made from: noted when they are put in it, forgotten when the quote is taken away."""

from sqlmodel import Session, select

from foundation.dutch import _
from journeys.composing.models import LiteralQuote, QuoteSource
from journeys.lookup import journey_area
from journeys.models import Journey, Step
from studies.history.changes import recorded


def note_source(session: Session, step: Step, interview_id: int | None) -> None:
    """Remember the interview for as long as the quote stands; None forgets it. Within a recorded change."""
    found, literal = source_of_quote(session, step), literal_note(session, step)
    if literal is not None:
        session.delete(literal)
    if found is None and interview_id is not None:
        session.add(QuoteSource(step_id=step.id, interview_id=interview_id))
    elif found is not None and interview_id is None:
        session.delete(found)
    elif found is not None and interview_id is not None:
        found.interview_id = interview_id


def source_of_quote(session: Session, step: Step) -> QuoteSource | None:
    return session.exec(select(QuoteSource).where(QuoteSource.step_id == step.id)).first()


def literal_note(session: Session, step: Step) -> LiteralQuote | None:
    """What was noted of the quote when the transcripts were erased."""
    return session.exec(select(LiteralQuote).where(LiteralQuote.step_id == step.id)).first()


def take_quote_away(session: Session, journey: Journey, step: Step) -> None:
    """Empty the quote, so that another one can be written of which these are not the words. One step of undo."""
    label = _("citaat weggehaald bij ‘%(step)s’", step=step.title)
    with recorded(session, journey.study_id, journey_area(journey), label):
        step.quote = ""
        session.add(step)
        note_source(session, step, None)
