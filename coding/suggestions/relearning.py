"""Asks for suggestions by itself, in studies where the program may learn again: `as_coder.due` says when."""

import logging
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from coding.models import Segment, Suggestion
from coding.suggestions.as_coder.due import REST, Standing
from coding.suggestions.as_coder.learning import changed_since, learning_of
from coding.suggestions.as_coder.measuring import MEASURING
from coding.suggestions.as_coder.models import Learning
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.meaning.reading import name_of_encoder
from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.models import JobState
from studies.retention.due import Kept, PastLastDay, check_takes_in

log = logging.getLogger(__name__)


def learn_where_due(engine: Engine) -> int:
    """Ask for it in every study where it is time; in how many. By the worker, every few minutes."""
    with unit_of_work(read_only(engine), across=True) as session:
        rested = select(Learning.organisation_id, Learning.study_id).where(col(Learning.moment) <= now() - REST)
        found = session.exec(rested.order_by(col(Learning.id))).all()
    return sum(_learn_if_due(engine, organisation_id, study_id) for organisation_id, study_id in found)


def standing_of(session: Session, learning: Learning) -> Standing:
    """How things are now in the study that it learnt in."""
    study_id = learning.study_id
    jobs = [one for kind in (SUGGESTIONS, MEASURING) if (one := latest_job(session, kind, study_id))]
    asked = next((one for one in jobs if one.kind == SUGGESTIONS), None)
    failed_at = asked.finished_at if asked and asked.state is JobState.FAILED else None
    return Standing(
        learning.moment,
        learning.segments,
        changed_since(session, learning),
        _touched_at(session, study_id),
        is_busy=any(one.state in (JobState.WAITING, JobState.RUNNING) for one in jobs),
        has_failed=failed_at is not None and failed_at > learning.moment,
        reads_anew=learning.encoder != name_of_encoder(),
    )


def _learn_if_due(engine: Engine, organisation_id: int, study_id: int) -> bool:
    with unit_of_work(read_only(engine), organisation_id) as session:
        if not _is_due(session, study_id):
            return False
    with unit_of_work(engine, organisation_id) as session:
        enqueue(session, SUGGESTIONS, study_id, by_itself=True)
    log.info("study %s: enough changed to learn again", study_id)
    return True


def _is_due(session: Session, study_id: int) -> bool:
    learning = learning_of(session, study_id)
    if learning is None or not standing_of(session, learning).is_due(now()):
        return False
    try:
        check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    except PastLastDay:
        return False
    return True


def _touched_at(session: Session, study_id: int) -> datetime | None:
    coded = session.exec(select(func.max(col(Segment.created_at))).where(Segment.study_id == study_id)).one()
    decided = session.exec(select(func.max(col(Suggestion.decided_at))).where(Suggestion.study_id == study_id)).one()
    return max((one for one in (coded, decided) if one is not None), default=None)
