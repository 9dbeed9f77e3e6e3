"""What journeys answer when the overview of a study asks."""

from sqlmodel import Session, col, func, select

from foundation.dutch import _
from journeys.measures.models import Measure
from journeys.models import Journey
from journeys.overview.lines import lines_of
from journeys.overview.measures import late_measures, words_to_look_at, words_to_rewrite
from journeys.overview.rounds import comments, ended_rounds, lost_invitations, withdrawn_reading
from journeys.overview.stories import steps_to_reread, unjudged_ties, unwanted_quotes, withdrawn_stories
from journeys.story import MeasureState
from studies.models import Study
from studies.overview.answers import MayOpen, Place, Station, Task, behind_open_doors, state_of
from studies.retention.due import transcripts_are_gone


def stations(session: Session, study: Study, may_open: MayOpen) -> list[Station]:
    """How many stories there are, how many everybody may read, and how the measures stand."""
    if not may_open("journeys.all_journeys"):
        return []
    journeys = lines_of(session, study.id)
    public, measures = sum(line.is_public for line in journeys), sum(line.measures for line in journeys)
    done = _measures_done(session, study.id)
    founded = sum(line.steps > 0 and line.steps == line.founded for line in journeys)
    was_founded = not founded and transcripts_are_gone(study)
    return [
        Station(
            _("Klantreizen"),
            Place("journeys.all_journeys"),
            str(len(journeys)) if journeys else _("Nog geen"),
            _("in dit onderzoek") if journeys else "",
            "" if not journeys or was_founded else _("%(n)s helemaal onderbouwd", n=founded),
            state_of(founded, len(journeys), started=bool(journeys)),
        ),
        Station(
            _("Publicatie"),
            Place("exports.stories", is_of_study=False),
            str(public) if journeys else _("Nog niets"),
            _("van %(n)s", n=len(journeys)) if journeys else "",
            _("Iedereen kan het lezen") if public else "",
            state_of(public, len(journeys)),
        ),
        Station(
            _("Maatregelen"),
            Place("measures.all_measures"),
            str(measures) if measures else _("Nog geen"),
            _("genoemd") if measures else "",
            _("%(n)s klaar", n=done) if measures else "",
            state_of(done, measures, started=measures > 0),
        ),
    ]


def waiting_tasks(session: Session, study: Study, may_open: MayOpen) -> list[Task]:
    """What waits in stories, in reading rounds and in measures."""
    finders = (
        ("journeys.composer", withdrawn_stories),
        ("review.close", withdrawn_reading),
        ("journeys.composer", steps_to_reread),
        ("journeys.composer", unwanted_quotes),
        ("journeys.composer", unjudged_ties),
        ("measures.return_words", words_to_look_at),
        ("measures.new_measure", words_to_rewrite),
        ("review.reopen", ended_rounds),
        ("review.renew", lost_invitations),
        ("review.answer", comments),
        ("measures.new_measure", late_measures),
    )
    return behind_open_doors(session, study, may_open, finders)


def _measures_done(session: Session, study_id: int) -> int:
    query = select(func.count()).select_from(Measure).join(Journey, col(Journey.id) == Measure.journey_id)
    return session.exec(query.where(Journey.study_id == study_id, Measure.state == MeasureState.DONE)).one()
