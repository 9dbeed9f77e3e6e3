"""Why a code is suggested, as it is kept and shown: never what somebody may not see, or what stands only elsewhere."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment, Suggestion
from coding.screen.page import screen_of
from coding.segments import add_segment, remove_segment
from coding.suggestions.answers import answers_of
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.proposals import Guess, store_suggestions, suggestions_of
from coding.suggestions.reasons import Like, Reason, likes_of, words_of
from foundation.clock import today
from foundation.jobs.models import JobState
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.coding.suggestions.test_suggestions import SCHOOL, WAITING, _code, _guesses, _run, _speech, _uncoded
from tests.factories import make_interview


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study, _speech(WAITING, SCHOOL))


@pytest.fixture
def other(session: Session, study: Study, source: Source) -> Source:
    """Conversation 2, in which a fragment stands."""
    return make_interview(session, study, _speech(WAITING))


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Wachten")


@pytest.fixture
def segment(session: Session, study: Study, other: Source, code: Code) -> Segment:
    answer = next(one for one in answers_of(session, study.id) if one.source_id == other.id)
    return add_segment(session, other.id, answer.start, answer.end, answer.text, code.id)


@pytest.fixture
def suggestion(session: Session, study: Study, source: Source, code: Code, segment: Segment) -> Suggestion:
    passage = _uncoded(session, study)[0]
    (guess,) = _guesses([passage], code)
    reason = Reason(("wachtlijst", "maandenlang"), segment.id)
    store_suggestions(session, study.id, [Guess(passage, code.id, 1, guess.probability, guess.certainty, reason)])
    (stored,) = suggestions_of(session, source.id)
    return stored


def _likes(session: Session, study: Study, suggestion: Suggestion) -> list[Like]:
    return list(likes_of(session, study.id, [suggestion]).values())


def test_the_job_keeps_why(session: Session, study: Study, source: Source, engine: Engine) -> None:
    _code(session, study, source, "Wachten", "wachtlijst", 5)
    school = _code(session, study, source, "School", "juf", 5)

    assert _run(session, study, engine, SUGGESTIONS)[0] is JobState.DONE

    best = [one for one in suggestions_of(session, source.id) if one.rank == 1 and one.code_id == school.id]
    assert best
    for one in best:
        assert one.words
        assert all(word in one.quotation for word in one.words)
        assert session.get_one(Segment, one.like_segment_id).code_id == school.id


def test_the_job_says_that_it_goes_by_the_codebook_alone(
    session: Session, study: Study, source: Source, engine: Engine
) -> None:
    add_code(session, study.id, "Wachten", definition="Hoe lang het duurde; de wachtlijst van de gemeente.")
    add_code(session, study.id, "School", definition="Wat de juf op school in de klas doet en vraagt.")

    _run(session, study, engine, SUGGESTIONS)

    assert {(one.by_definition, one.like_segment_id) for one in suggestions_of(session, source.id)} == {(True, None)}


def test_the_screen_gets_the_words_and_the_fragment_with_its_place(
    session: Session, source: Source, suggestion: Suggestion, segment: Segment
) -> None:
    (row,) = screen_of(session, source)["suggestions"]

    assert row.words == ["wachtlijst", "maandenlang"]
    assert row.like == (segment.quotation, "gesprek 2, beurt 1, 00:00", 2, 1)


def test_a_fragment_that_is_removed_is_not_shown_and_holds_nothing_up(
    session: Session, study: Study, suggestion: Suggestion, segment: Segment
) -> None:
    remove_segment(session, segment)
    session.expire_all()

    assert suggestion.like_segment_id is None
    assert _likes(session, study, suggestion) == []
    assert not suggestion.by_definition


def test_a_fragment_that_went_while_the_program_looked_is_left_out(
    session: Session, study: Study, source: Source, code: Code, segment: Segment
) -> None:
    passage, gone = _uncoded(session, study)[0], segment.id
    (guess,) = _guesses([passage], code)
    remove_segment(session, segment)

    reason = Reason(("wachtlijst",), gone)
    store_suggestions(session, study.id, [Guess(passage, code.id, 1, 0.5, guess.certainty, reason)])

    assert [one.like_segment_id for one in suggestions_of(session, source.id)] == [None]


def test_a_fragment_of_somebody_who_took_it_back_is_not_shown(
    session: Session, study: Study, other: Source, suggestion: Suggestion
) -> None:
    assert _likes(session, study, suggestion)
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, other.interview_id))
    withdraw_from_study(session, respondent, today())

    assert _likes(session, study, suggestion) == []


def test_a_fragment_that_has_another_code_by_now_is_not_shown(
    session: Session, study: Study, suggestion: Suggestion, segment: Segment
) -> None:
    segment.code_id = add_code(session, study.id, "Iets anders").id
    session.flush()

    assert _likes(session, study, suggestion) == []


def test_a_fragment_that_one_may_not_see_is_not_shown(
    session: Session, study: Study, suggestion: Suggestion, segment: Segment, organisation: Organisation
) -> None:
    segment.coder_id = add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER).id
    session.flush()

    assert _likes(session, study, suggestion) == []


def test_a_word_that_is_replaced_is_remembered_nowhere(
    session: Session, source: Source, suggestion: Suggestion
) -> None:
    place = suggestion.start + suggestion.quotation.index("wachtlijst")
    replace_stretches(session, source, [Replacement(place, place + len("wachtlijst"), "[plaats 1]")])

    session.expire_all()
    assert session.exec(select(Suggestion.words).order_by(col(Suggestion.id))).all() == [[]]
    assert words_of(suggestion) == []
