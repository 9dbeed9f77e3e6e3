"""Jobs survive their workers, and end once: with their result, or with what the person can do."""

import logging

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.suggestions.topics.jobs import TOPICS
from foundation.errors import ResearcherError
from foundation.jobs.doing import fail, run_job
from foundation.jobs.models import JobState
from foundation.jobs.running import LostLease, RunningJob
from studies.models import Study
from studies.planning import add_study
from tests.foundation.jobs.conftest import Does, Seen
from tests.foundation.jobs.making import ask, claimed, expire_lease


def test_a_job_stores_its_result_and_its_end_together(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    number = ask(session, study)

    assert run_job(engine, number)

    assert (seen(number).state, seen(number).message) == (JobState.DONE, "Eén gevonden.")
    assert [found.title for found in session.exec(select(Study).where(Study.title == "gevonden")).all()] == ["gevonden"]


def test_a_finished_job_is_not_done_again(engine: Engine, session: Session, study: Study, ran: list[int]) -> None:
    number = ask(session, study)
    assert run_job(engine, number)
    assert not run_job(engine, number)
    assert ran == [1]


def test_a_worker_that_was_taken_over_cannot_store_its_result(
    engine: Engine, session: Session, study: Study, ran: list[int]
) -> None:
    number = ask(session, study)
    slow = claimed(engine, number)
    expire_lease(engine, number)
    assert run_job(engine, number)

    with pytest.raises(LostLease):
        slow.finish("te laat", lambda late: add_study(late, "dubbel"))
    assert session.exec(select(Study).where(Study.title == "dubbel")).all() == []


def test_a_worker_that_was_taken_over_writes_nothing_while_the_next_one_works(
    engine: Engine, session: Session, study: Study, ran: list[int], seen: Seen
) -> None:
    """The job is running again by then: only the number of the attempt tells the two workers apart."""
    number = ask(session, study)
    slow = claimed(engine, number)
    expire_lease(engine, number)
    claimed(engine, number).tell(1, 2, "halverwege")

    with pytest.raises(LostLease):
        slow.finish("te laat", lambda late: add_study(late, "dubbel"))
    with pytest.raises(LostLease):
        slow.tell(2, 2, "te laat")
    fail(slow, "te laat")

    job = seen(number)
    assert (job.state, job.stage, job.message, job.done) == (JobState.RUNNING, "halverwege", "", 1)
    assert session.exec(select(Study).where(Study.title == "dubbel")).all() == []


def test_what_the_person_can_put_right_ends_the_job_with_its_sentence(
    engine: Engine, session: Session, study: Study, seen: Seen, does: Does, client: FlaskClient
) -> None:
    def refuse(running: RunningJob) -> None:
        raise ResearcherError("Er zijn nog te weinig gesprekken.")

    does(TOPICS, refuse)
    number = ask(session, study, TOPICS)
    run_job(engine, number)

    assert (seen(number).state, seen(number).message) == (JobState.FAILED, "Er zijn nog te weinig gesprekken.")
    assert "Er zijn nog te weinig gesprekken." in client.get(f"/onderzoeken/{study.slug}/coderen/onderwerpen").text


def test_a_defect_ends_the_job_with_what_to_do_and_where_it_stands_in_the_log(
    engine: Engine,
    session: Session,
    study: Study,
    seen: Seen,
    does: Does,
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def stumble(running: RunningJob) -> None:
        raise ValueError("mevrouw " + "ZWARTENDIJCK".title())

    does(TOPICS, stumble)
    number = ask(session, study, TOPICS)
    with caplog.at_level(logging.ERROR):
        run_job(engine, number)

    sentence = (
        "Dit is misgegaan door een fout in het programma. Wat er stond, staat er nog. Probeer het nog een keer. Lukt "
        f"het weer niet, geef dan ‘job {number}’ door aan je beheerder. De fout staat in het log."
    )
    assert (seen(number).state, seen(number).message) == (JobState.FAILED, sentence)
    assert sentence in client.get(f"/onderzoeken/{study.slug}/coderen/onderwerpen").text
    assert f"job {number} failed with ValueError" in caplog.text
    assert "in stumble" in caplog.text
    assert "Zwartendijck" not in caplog.text
