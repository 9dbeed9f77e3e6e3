"""What is noted of words in journeys, before they go on the day that was promised."""

from sqlmodel import Session

from journeys.composing.models import LiteralQuote
from journeys.composing.quote_source import literal_note
from journeys.evidence.literal_quotes import literal_sources
from journeys.evidence.outline import outlines_of_study
from studies.models import Study
from studies.retention.due import Kept, notes_before


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
