"""Texts of interviews: numbers count up, offsets hold, the same conversation is not doubled."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from foundation.pages import Page
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.texts.adding import InterviewEmpty, InterviewKnown, SpokenTurn, add_interview
from interviews.texts.checking_offsets import check_sources
from interviews.texts.interview_counts import interviews_of
from interviews.texts.models import Turn
from interviews.texts.sources import InterviewUnknown, interview_by_number, slice_of, source_of, text_of, turns_of
from studies.keys.secret import key_from_before
from studies.models import Organisation, Study
from studies.planning import add_study

CALL = [
    SpokenTurn("Hoe begon het?", "Interviewer", is_interviewer=True, seconds=2.0),
    SpokenTurn("Met buikpijn 😢.\nElke ochtend.", "Ouder"),
    SpokenTurn("En toen?", "Interviewer", is_interviewer=True),
]


def test_the_text_of_an_interview_is_its_turns_joined_by_a_line_feed(session: Session, study: Study) -> None:
    interview = add_interview(session, study, CALL, role="ouder", minutes=24)
    source = source_of(session, interview)

    assert text_of(session, source.id) == "Hoe begon het?\nMet buikpijn 😢.\nElke ochtend.\nEn toen?"
    assert source.length == len(text_of(session, source.id))
    assert [turn.speaker for turn in turns_of(session, source.id)] == ["Interviewer", "Ouder", "Interviewer"]
    assert check_sources(session) == []


def test_interviews_are_numbered_within_their_study(session: Session, study: Study) -> None:
    numbers = [add_interview(session, study, [SpokenTurn(f"Gesprek {n}")]).number for n in range(3)]

    assert numbers == [1, 2, 3]
    assert interview_by_number(session, study.id, 2).title == "Gesprek 2"
    with pytest.raises(InterviewUnknown):
        interview_by_number(session, study.id, 4)


def test_two_people_adding_at_once_get_different_numbers(
    engine: Engine, organisation: Organisation, session: Session, study: Study
) -> None:
    study_id = study.id
    session.commit()

    def add(words: str) -> None:
        with unit_of_work(engine, organisation.id) as own:
            add_interview(own, own.get_one(Study, study_id), [SpokenTurn(words)])

    threads = [threading.Thread(target=add, args=(f"Gesprek van {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.interview.number for row in interviews_of(session, study_id, Page(1, 6))] == [1, 2, 3, 4, 5, 6]


def test_the_same_conversation_is_asked_about_not_doubled(session: Session, study: Study) -> None:
    vault = PseudonymVault(key_from_before(bytes(32), study.id))
    first = add_interview(session, study, CALL, vault=vault)
    renamed = [SpokenTurn(f" {turn.text}", "Iemand anders") for turn in CALL]

    with pytest.raises(InterviewKnown, match="Gesprek 1") as known:
        add_interview(session, study, renamed, vault=vault)

    assert known.value.interview.id == first.id
    assert add_interview(session, study, renamed, vault=vault, even_if_known=True).number == 2


def test_an_interview_needs_words(session: Session, study: Study) -> None:
    with pytest.raises(InterviewEmpty):
        add_interview(session, study, [SpokenTurn("  \n"), SpokenTurn("")])


def test_lists_count_turns_and_words_of_every_interview(session: Session, study: Study) -> None:
    add_interview(session, study, CALL)
    add_interview(session, study, [SpokenTurn("Een  heel kort\ngesprek,\tzonder\u00a0meer –\n\nklaar")])

    rows = interviews_of(session, study.id, Page(1, 99))

    assert [(row.interview.number, row.turns, row.words) for row in rows] == [(1, 3, 10), (2, 1, 8)]


def test_a_stretch_is_read_without_loading_the_rest(session: Session, study: Study) -> None:
    long = add_interview(session, study, [SpokenTurn(f"Dit is beurt {n}.") for n in range(500)])
    source = source_of(session, long)
    session.expire_all()
    loaded: list[object] = []
    event.listen(session, "loaded_as_persistent", lambda _session, row: loaded.append(row))

    text = slice_of(session, source.id, 4000, 4040)

    assert text == text_of(session, source.id)[4000:4040]
    assert len([row for row in loaded if isinstance(row, Turn)]) <= 4


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=6),
    start=st.integers(-2, 60),
    length=st.integers(-2, 60),
)
def test_any_slice_equals_the_slice_of_the_whole_text(
    session: Session, study: Study, texts: list[str], start: int, length: int
) -> None:
    interview = add_interview(session, study, [SpokenTurn(text) for text in ["begin", *texts]], even_if_known=True)
    source = source_of(session, interview)

    expected = text_of(session, source.id)[start : start + length] if start >= 0 and length > 0 else ""

    assert slice_of(session, source.id, start, start + length) == expected
    assert check_sources(session) == []


def test_the_check_says_where_an_offset_is_wrong(session: Session, study: Study) -> None:
    source = source_of(session, add_interview(session, study, CALL))
    turns_of(session, source.id)[1].text = "Korter."
    source.length = 5
    session.flush()

    problems = check_sources(session)

    assert any(f"source {source.id} turn 1" in problem for problem in problems)
    assert any(problem.startswith(f"source {source.id}: length says 5") for problem in problems)


def test_a_number_belongs_to_one_study(session: Session, study: Study) -> None:
    elsewhere = add_study(session, "Wmo in Lindermeer")
    interview = add_interview(session, study, CALL)

    assert interview_by_number(session, study.id, interview.number) is interview
    with pytest.raises(InterviewUnknown):
        interview_by_number(session, elsewhere.id, interview.number)
