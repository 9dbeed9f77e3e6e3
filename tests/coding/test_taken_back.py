"""What somebody took back: nothing is learnt from it, nothing is proposed in it, and the lists say so."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.segments import add_segment
from coding.suggestions.answers import answers_of
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.judging.material import material_of
from coding.suggestions.proposals import (
    SuggestionUnknown,
    store_suggestions,
    suggestion_by_id,
    suggestions_of,
)
from coding.suggestions.topics.codes import TopicUnknown, make_code_of_topic, topic_by_id, topics_of
from coding.suggestions.topics.jobs import TOPICS
from foundation.clock import today
from foundation.jobs.models import JobState
from interviews.models import Interview, Respondent
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import undo_last, withdraw_from_study
from interviews.texts.models import Source
from studies.models import Study
from tests.coding.suggestions.test_suggestions import SCHOOL, TABLE, WAITING, _code, _guesses, _run, _speech, _uncoded
from tests.factories import make_interview

BASE = "/onderzoeken/jeugdhulp/coderen"
TAKEN_BACK = "Ingetrokken"


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    """Of conversation 1, whose teller stops; others go on."""
    return make_interview(session, study, _speech(WAITING, SCHOOL))


@pytest.fixture
def others(session: Session, study: Study, source: Source) -> list[Source]:
    return [make_interview(session, study, _speech(WAITING, SCHOOL, TABLE)) for _one in range(2)]


@pytest.fixture
def stops(session: Session, study: Study, source: Source) -> Callable[[], Respondent]:
    def stop() -> Respondent:
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, session.get_one(Interview, source.interview_id))
        withdraw_from_study(session, respondent, today())
        session.commit()
        return respondent

    return stop


def test_nothing_is_learnt_from_it(
    session: Session, study: Study, source: Source, others: list[Source], stops: Callable[[], Respondent]
) -> None:
    for where in (source, others[0]):
        code = add_code(session, study.id, f"Code {where.id}")
        answer = next(one for one in answers_of(session, study.id) if one.source_id == where.id)
        add_segment(session, where.id, answer.start, answer.end, answer.text, code.id)
    stops()

    assert {one.source_id for one in answers_of(session, study.id)} == {one.id for one in others}
    assert [one.code_id for one in material_of(session, study.id).codings] == [code.id]


def test_suggestions_stand_in_other_conversations_only(
    client: FlaskClient,
    session: Session,
    study: Study,
    source: Source,
    others: list[Source],
    stops: Callable[[], Respondent],
) -> None:
    code = add_code(session, study.id, "Wachten")
    store_suggestions(session, study.id, _guesses(_uncoded(session, study), code))
    there = suggestions_of(session, source.id)[0].id
    respondent = stops()

    assert suggestions_of(session, source.id) == []
    with pytest.raises(SuggestionUnknown):
        suggestion_by_id(session, source.id, there)
    assert suggestions_of(session, others[0].id)
    session.rollback()
    page = client.get(f"{BASE}/onderwerpen").text
    assert "fragmenten met suggesties" in page
    assert ">Gesprek 1</a>" not in page

    undo_last(session, respondent)
    assert suggestions_of(session, source.id)


def test_a_search_for_suggestions_leaves_it_out(
    session: Session,
    study: Study,
    source: Source,
    others: list[Source],
    engine: Engine,
    stops: Callable[[], Respondent],
) -> None:
    _code(session, study, others[0], "Wachten", "wachtlijst", 6)
    _code(session, study, others[0], "School", "juf", 6)
    stops()
    state, _message = _run(session, study, engine, SUGGESTIONS)

    assert state is JobState.DONE
    assert suggestions_of(session, others[1].id)
    respondent_back = session.get_one(Interview, source.interview_id)
    respondent_back.respondent_id = None
    session.flush()
    assert suggestions_of(session, source.id) == [], "they were not made at all"


def test_a_proposed_theme_in_which_it_is_waits_for_another_search(
    client: FlaskClient,
    session: Session,
    study: Study,
    others: list[Source],
    engine: Engine,
    stops: Callable[[], Respondent],
) -> None:
    _run(session, study, engine, TOPICS)
    found = [one.topic for one in topics_of(session, study.id)]
    make_code_of_topic(session, found[0], "Bewaard")
    stops()

    shown = topics_of(session, study.id)
    assert found[1].id not in {one.topic.id for one in shown}
    with pytest.raises(TopicUnknown):
        topic_by_id(session, study.id, found[1].id)
    made = next(one for one in shown if one.code)
    assert (made.segments, made.interviews) == (
        sum(stretch[0] in {one.id for one in others} for stretch in found[0].stretches),
        2,
    )
    session.rollback()
    page = client.get(f"{BASE}/onderwerpen").text
    assert "Na het zoeken is een toestemming ingetrokken" in page

    _run(session, study, engine, TOPICS)
    page = client.get(f"{BASE}/onderwerpen").text
    assert "gevonden in 2 gesprekken." in page
    assert "toestemming ingetrokken" not in page


def test_lists_and_pages_of_conversations_say_so(
    client: FlaskClient, session: Session, study: Study, others: list[Source], stops: Callable[[], Respondent]
) -> None:
    session.commit()
    pages = ("/onderzoeken/jeugdhulp/interviews/", f"{BASE}/", f"{BASE}/1", "/onderzoeken/jeugdhulp/interviews/1")
    assert not any(TAKEN_BACK in client.get(page).text for page in pages)
    assert "Gesprek 1 coderen" in client.get("/onderzoeken/jeugdhulp/").text
    stops()

    assert [client.get(page).text.count(TAKEN_BACK) for page in pages] == [1, 1, 1, 1]
    assert TAKEN_BACK not in client.get(f"{BASE}/2").text
    tasks = client.get("/onderzoeken/jeugdhulp/").text
    assert "Gesprek 1 coderen" not in tasks
    assert "Gesprek 2 coderen" in tasks


def test_the_codebook_says_what_its_numbers_count(
    client: FlaskClient, session: Session, study: Study, others: list[Source], stops: Callable[[], Respondent]
) -> None:
    session.commit()
    said = "Een getal telt alle fragmenten met die code, ook uit 1 gesprek waarvan de toestemming is ingetrokken."
    assert said not in client.get(f"{BASE}/2").text
    stops()

    page = client.get(f"{BASE}/2").text
    assert said in page
    assert "‘Wat er gezegd is’ telt die niet." in page
