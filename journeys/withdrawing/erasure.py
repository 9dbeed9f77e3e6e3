"""What journeys hold about real names goes when the day that was promised is over; what is noted of words first."""

from sqlmodel import Session, col, delete, select

from journeys.composing.quote_source import literal_note
from journeys.evidence.literal_quotes import literal_sources
from journeys.evidence.outline import outlines_of_study
from journeys.models import Journey, LiteralQuote, NameWaiver
from studies.models import Study
from studies.retention.due import Kept, erases, notes_before


@erases(Kept.NAMES)
def erase_waivers(session: Session, study: Study) -> None:
    """A reason why a word may stand tells whose name it is; without the key no name is looked for any more."""
    journeys = select(Journey.id).where(Journey.study_id == study.id)
    session.exec(delete(NameWaiver).where(col(NameWaiver.journey_id).in_(journeys)))
    session.flush()


@notes_before(Kept.TRANSCRIPTS)
def note_literal_quotes(session: Session, study: Study) -> None:
    """Who allowed literal use may take that back, also when nobody can compare the words any more."""
    for _journey, outline in outlines_of_study(session, study.id):
        sources = literal_sources(outline)
        for of in outline.steps:
            if interviews := sorted(sources[of.step.id]):
                found = literal_note(session, of.step) or LiteralQuote(step_id=of.step.id, words="")
                found.interview_ids, found.words = interviews, of.step.quote
                session.add(found)
    session.flush()
