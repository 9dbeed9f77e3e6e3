"""The worker looks whether it is time to learn again: in which studies, and in which never."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import Segment, TextVector
from coding.segments import add_segment
from coding.suggestions.as_coder.learning import learning_of
from coding.suggestions.as_coder.measuring import MEASURING
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.relearning import learn_where_due
from foundation.clock import now, pretend_it_is
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.models import Job, JobState
from studies.models import Study
from tests.coding.suggestions.as_coder.coded_study import answers_in, make_coded
from tests.coding.suggestions.as_coder.test_measuring import page_of
from tests.coding.suggestions.reading_with import reading_with, small_encoder
from webapp.work.worker import work_off


@pytest.fixture
def learnt(session: Session, study: Study, engine: Engine) -> Study:
    """A study in which somebody asked for suggestions, and everything is done; then a colleague coded more."""
    sources, codes = make_coded(session, study)
    enqueue(session, SUGGESTIONS, study.id)
    session.commit()
    work_off(engine)
    work_off(engine)
    for source in sources:
        for turn in answers_in(session, source)[1::3]:
            add_segment(session, source.id, turn.start, turn.end, turn.text, codes[0].id)
    session.commit()
    return study


def jobs(session: Session, kind: str = SUGGESTIONS) -> list[Job]:
    session.expire_all()
    return list(session.exec(select(Job).where(Job.kind == kind).order_by(Job.id)).all())  # type: ignore[arg-type]


def test_after_some_minutes_it_learns_from_what_was_coded_since_and_says_so(
    session: Session, learnt: Study, engine: Engine, client: FlaskClient
) -> None:
    assert learn_where_due(engine) == 0, "it has only just learnt"
    with pretend_it_is(now() + timedelta(minutes=11)):
        assert learn_where_due(engine) == 1
        assert learn_where_due(engine) == 0, "it waits already"
        work_off(engine)
        assert learn_where_due(engine) == 0, "it is being measured"
        work_off(engine)

    session.expire_all()
    learning = learning_of(session, learnt.id)
    assert learning is not None
    assert (learning.segments, learning.by_itself) == (36, True)
    assert "Dat deed het vanzelf, omdat er genoeg was veranderd." in page_of(session, client)


def test_a_study_in_which_nobody_asked_is_left_alone(session: Session, study: Study, engine: Engine) -> None:
    make_coded(session, study)
    session.commit()
    with pretend_it_is(now() + timedelta(days=1)):
        assert learn_where_due(engine) == 0
    assert jobs(session) == []


def test_it_learns_again_when_another_encoder_reads(session: Session, study: Study, engine: Engine) -> None:
    make_coded(session, study)
    enqueue(session, SUGGESTIONS, study.id)
    session.commit()
    with reading_with(small_encoder("an older one")):
        work_off(engine)
        work_off(engine)
        with pretend_it_is(now() + timedelta(minutes=11)):
            assert learn_where_due(engine) == 0, "nothing changed"

    with reading_with(small_encoder("a newer one", 4)), pretend_it_is(now() + timedelta(minutes=11)):
        assert learn_where_due(engine) == 1
        work_off(engine)
        work_off(engine)
        assert learn_where_due(engine) == 0

    session.expire_all()
    learning = learning_of(session, study.id)
    assert learning is not None
    assert learning.encoder == "a newer one"
    kept = session.exec(select(TextVector)).all()
    assert {(one.encoder, len(one.vector)) for one in kept} == {("a newer one", 2 * 4)}


def test_while_somebody_codes_it_waits(session: Session, learnt: Study, engine: Engine) -> None:
    later = now() + timedelta(hours=1)
    newest = session.exec(select(Segment).order_by(Segment.id.desc())).first()  # type: ignore[attr-defined]
    assert newest is not None
    newest.created_at = later
    session.commit()
    with pretend_it_is(later + timedelta(minutes=1)):
        assert learn_where_due(engine) == 0
    with pretend_it_is(later + timedelta(minutes=4)):
        assert learn_where_due(engine) == 1


def test_what_went_wrong_once_waits_for_a_person(session: Session, learnt: Study, engine: Engine) -> None:
    job = latest_job(session, SUGGESTIONS, learnt.id)
    assert job is not None
    later = now() + timedelta(hours=1)
    job.state, job.finished_at = JobState.FAILED, later
    session.commit()
    with pretend_it_is(later + timedelta(days=2)):
        assert learn_where_due(engine) == 0


def test_a_few_changes_are_not_enough(session: Session, study: Study, engine: Engine) -> None:
    sources, codes = make_coded(session, study)
    enqueue(session, SUGGESTIONS, study.id)
    session.commit()
    work_off(engine)
    work_off(engine)
    turn = answers_in(session, sources[0])[1]
    add_segment(session, sources[0].id, turn.start, turn.end, turn.text, codes[0].id)
    session.commit()
    with pretend_it_is(now() + timedelta(days=1)):
        assert learn_where_due(engine) == 0
    assert len(jobs(session, MEASURING)) == 1
