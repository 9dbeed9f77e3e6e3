"""Suggestions and topics: computed by a job, decided by a person, never asked twice."""

from dataclasses import replace
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.codebook.tree import codes_of
from coding.models import Certainty, Code, Segment, Suggestion, SuggestionState, Topic
from coding.segments import add_segment
from coding.suggestions.answers import Answer, answers_of
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.judging.material import material_of, unchanged
from coding.suggestions.passages import FEWEST_WORDS, MOST_WORDS, Passage, passages_of
from coding.suggestions.proposals import (
    MOST_PASSAGES_PER_INTERVIEW,
    SUREST_PER_INTERVIEW,
    Guess,
    accept_suggestion,
    coded_passages,
    reject_suggestion,
    store_suggestions,
    suggestions_of,
    uncoded_passages,
    waiting_per_interview,
)
from coding.suggestions.topics.codes import TopicUsed, make_code_of_topic, topics_of
from coding.suggestions.topics.jobs import TOPICS
from coding.suggestions.topics.passages import passages_of_topic
from coding.undo import in_text, undo_last
from foundation.jobs.asking import enqueue
from foundation.jobs.models import Job, JobState
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.erasing.conversation import delete_interview
from interviews.models import Interview, InterviewState
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from interviews.texts.sources import text_of
from studies.keys.secret import key_from_before
from studies.models import Study
from tests.factories import RawTurn, make_interview
from webapp.work.worker import work_off

WAITING = "We stonden heel lang op de wachtlijst en hoorden maandenlang helemaal niets van de gemeente {}."
SCHOOL = "De juf op school belde elke week en vroeg hoe het met mijn zoon in de klas ging {}."
TABLE = "Aan de keukentafel luisterde de consulent goed en dacht echt met ons gezin mee {}."
TAILS = ["toen", "daarna", "steeds", "weer", "ook nog", "dat jaar", "in de zomer", "met kerst", "altijd", "zo vaak"]


def _speech(*kinds: str) -> list[RawTurn]:
    return [("Ouder", kind.format(tail), False) for tail in TAILS for kind in kinds]


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study, _speech(WAITING, SCHOOL))


def _code(session: Session, study: Study, source: Source, name: str, word: str, count: int) -> Code:
    code = add_code(session, study.id, name)
    answers = [one for one in answers_of(session, study.id) if word in one.text and one.source_id == source.id]
    for answer in answers[:count]:
        add_segment(session, source.id, answer.start, answer.end, answer.text, code.id)
    return code


def _guesses(passages: list[Passage], *codes: Code, probability: float = 0.5) -> list[Guess]:
    return [
        Guess(passage, code.id, rank, probability / rank, Certainty.POSSIBLE)
        for passage in passages
        for rank, code in enumerate(codes, start=1)
    ]


def _uncoded(session: Session, study: Study) -> list[Passage]:
    return uncoded_passages(answers_of(session, study.id), coded_passages(session, study.id))


@settings(deadline=None)  # the first call loads the sentence splitter
@example(["aa aa", "a", "a"], [(6, 1)])  # what is taken is the space between two sentences
@given(
    st.lists(st.text("abc ,", min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 200)), max_size=3),
)
def test_stretches_are_slices_that_leave_alone_what_is_taken(parts: list[str], taken: list[tuple[int, int]]) -> None:
    text = ". ".join(part.strip().capitalize() for part in parts) + "."
    places = [(100 + start, 100 + start + length) for start, length in taken]

    passages = passages_of(Answer(1, 1, 100, text), places)

    for one in passages:
        assert text[one.start - 100 : one.end - 100] == one.text == one.text.strip()
        assert not any(one.start < end and start < one.end for start, end in places)
    assert all(first.end <= second.start for first, second in pairwise(passages))


def test_short_sentences_are_taken_together_and_a_long_one_stays_whole() -> None:
    short = "Dat was zo. " * 30
    long = "woord " * 90 + "einde."

    words = [len(one.text.split()) for one in passages_of(Answer(1, 1, 0, f"{short}{long}"))]

    assert all(FEWEST_WORDS <= count <= MOST_WORDS for count in words[:-1])
    assert words[-1] == 91


def test_yes_and_no_are_not_worth_a_suggestion() -> None:
    assert passages_of(Answer(1, 1, 0, "Ja. Nee hoor.")) == []


def test_only_what_respondents_said_in_released_interviews_counts(session: Session, study: Study) -> None:
    make_interview(session, study, [("I", "Hoe ging dat precies in het begin?", True), ("O", "Moeizaam.", False)])
    make_interview(session, study, [("O", "Geheim.", False)], state=InterviewState.NAMES)

    assert [one.text for one in answers_of(session, study.id)] == ["Moeizaam."]


def test_new_suggestions_replace_the_undecided_and_respect_decisions(
    session: Session, study: Study, source: Source
) -> None:
    code, other = add_code(session, study.id, "Wachten"), add_code(session, study.id, "School")
    passages = _uncoded(session, study)[:3]
    assert store_suggestions(session, study.id, _guesses(passages, code, other)) == 3
    first, second = suggestions_of(session, source.id)[0], suggestions_of(session, source.id)[2]
    segment = accept_suggestion(session, first).segment
    reject_suggestion(session, second)

    assert store_suggestions(session, study.id, _guesses(passages, code, other)) == 1

    assert segment.quotation == first.quotation
    assert {one.start for one in suggestions_of(session, source.id)} == {passages[2].start}
    states = session.exec(select(Suggestion.state).where(Suggestion.start == second.start)).all()
    assert set(states) == {SuggestionState.REJECTED}


def test_after_the_ten_surest_everything_is_uncertain(session: Session, study: Study) -> None:
    sentences = [("O", f"Zin nummer {number} over het lange wachten.", False) for number in range(20)]
    source = make_interview(session, study, sentences)
    code = add_code(session, study.id, "Wachten")
    guesses = [
        Guess(passage, code.id, 1, 0.9 - number / 20, Certainty.POSSIBLE)
        for number, passage in enumerate(_uncoded(session, study))
    ]

    assert store_suggestions(session, study.id, guesses) == 18  # the last two are not worth reading

    by_place = [one.certainty for one in suggestions_of(session, source.id)]
    assert by_place == [Certainty.POSSIBLE] * SUREST_PER_INTERVIEW + [Certainty.UNCERTAIN] * 8


def test_a_suggestion_is_capped_to_what_somebody_will_read(session: Session, study: Study) -> None:
    sentences = [("O", f"Zin nummer {number} over het lange wachten.", False) for number in range(70)]
    source = make_interview(session, study, sentences)
    code = add_code(session, study.id, "Wachten")
    guesses = [
        Guess(passage, code.id, 1, number / 100, Certainty.POSSIBLE)
        for number, passage in enumerate(_uncoded(session, study))
    ]

    assert store_suggestions(session, study.id, guesses) == MOST_PASSAGES_PER_INTERVIEW

    assert min(one.probability for one in suggestions_of(session, source.id)) == 0.30
    assert [(one.interview.number, one.passages) for one in waiting_per_interview(session, study.id)] == [(1, 40)]


def test_accepting_can_be_undone_whole(session: Session, study: Study, source: Source) -> None:
    code, other = add_code(session, study.id, "Wachten"), add_code(session, study.id, "School")
    store_suggestions(session, study.id, _guesses(_uncoded(session, study)[:1], code, other))
    with in_text(session, source, "overgenomen"):
        accept_suggestion(session, suggestions_of(session, source.id)[0])

    undo_last(session, source)

    assert [one.rank for one in suggestions_of(session, source.id)] == [1, 2]
    assert session.exec(select(Segment)).all() == []


def test_the_job_suggests_what_resembles_the_examples(
    session: Session, study: Study, source: Source, engine: Engine
) -> None:
    waiting = _code(session, study, source, "Wachten", "wachtlijst", 5)
    school = _code(session, study, source, "School", "juf", 5)
    unknown = add_code(session, study.id, "Zonder definitie en fragment")

    assert _run(session, study, engine, SUGGESTIONS) == (JobState.DONE, "De suggesties staan klaar.")

    best = [one for one in suggestions_of(session, source.id) if one.rank == 1]
    text = text_of(session, source.id)
    assert len(best) == 10
    assert all(text[one.start : one.end] == one.quotation for one in best)
    assert {one.code_id for one in best if "wachtlijst" in one.quotation} == {waiting.id}
    assert {one.code_id for one in best if "juf" in one.quotation} == {school.id}
    assert unknown.id not in {one.code_id for one in suggestions_of(session, source.id)}
    assert len(session.exec(select(Segment)).all()) == 10


def test_the_job_says_why_it_cannot_suggest_yet(session: Session, study: Study, source: Source, engine: Engine) -> None:
    _code(session, study, source, "Wachten", "wachtlijst", 4)

    state, message = _run(session, study, engine, SUGGESTIONS)

    assert state is JobState.FAILED
    assert "nog maar één code" in message


def test_the_job_begins_with_the_codebook_alone(session: Session, study: Study, source: Source, engine: Engine) -> None:
    waiting = add_code(session, study.id, "Wachten", definition="Hoe lang het duurde; de wachtlijst van de gemeente.")
    school = add_code(session, study.id, "School", definition="Wat de juf op school in de klas doet en vraagt.")

    assert _run(session, study, engine, SUGGESTIONS)[0] is JobState.DONE

    best = [one for one in suggestions_of(session, source.id) if one.rank == 1]
    assert {one.code_id for one in best if "wachtlijst" in one.quotation} == {waiting.id}
    assert {one.code_id for one in best if "juf" in one.quotation} == {school.id}
    assert {one.certainty for one in suggestions_of(session, source.id)} == {Certainty.UNCERTAIN}


def test_what_changed_or_was_deleted_while_the_program_learnt_gets_no_suggestion(
    session: Session, study: Study, source: Source
) -> None:
    other = make_interview(session, study, _speech(WAITING))
    gone = make_interview(session, study, _speech(SCHOOL))
    material = material_of(session, study.id)
    replace_stretches(session, other, [Replacement(3, 10, "wachtten")])
    vault = PseudonymVault(key_from_before(bytes(range(32)), study.id))
    number = gone.id
    delete_interview(session, vault, session.get_one(Interview, gone.interview_id))

    assert unchanged(session, study.id, material) == {source.id}
    assert number not in unchanged(session, study.id, material)


def test_the_page_says_in_what_was_searched_then_and_what_was_deleted_since(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    sources = [make_interview(session, study, _speech(WAITING, SCHOOL, TABLE)) for _interview in range(2)]
    _run(session, study, engine, TOPICS)
    make_interview(session, study, _speech(WAITING))
    session.commit()
    address = f"/onderzoeken/{study.slug}/coderen/onderwerpen"
    page = client.get(address).text
    assert "gevonden in 2 gesprekken." in page
    assert "3 gesprekken" not in page
    assert "gesprek gewist" not in page

    vault = PseudonymVault(key_from_before(bytes(range(32)), study.id))
    delete_interview(session, vault, session.get_one(Interview, sources[0].interview_id))
    session.commit()
    page = client.get(address).text
    assert topics_of(session, study.id) == []
    assert "Nog niet gezocht" not in page
    assert "Na het zoeken is een gesprek gewist" in page


def test_a_conversation_of_after_the_search_that_is_deleted_is_not_said_to_have_taken_topics_along(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    for _interview in range(2):
        make_interview(session, study, _speech(WAITING, SCHOOL, TABLE))
    _run(session, study, engine, TOPICS)
    found = len(topics_of(session, study.id))
    late = make_interview(session, study, _speech(WAITING))
    session.commit()
    vault = PseudonymVault(key_from_before(bytes(range(32)), study.id))
    delete_interview(session, vault, session.get_one(Interview, late.interview_id))
    session.commit()

    page = client.get("/onderzoeken/jeugdhulp/coderen/onderwerpen").text
    assert len(topics_of(session, study.id)) == found
    assert "gingen mee" not in page
    assert "Kwam het in voorstellen voor, dan staan die er niet meer." in page


def test_topics_are_found_kept_and_made_into_codes(session: Session, study: Study, engine: Engine) -> None:
    for _interview in range(2):
        make_interview(session, study, _speech(WAITING, SCHOOL, TABLE))
    state, message = _run(session, study, engine, TOPICS)
    assert state is JobState.DONE
    assert "onderwerpen gevonden" in message

    first, second = (one.topic for one in topics_of(session, study.id)[:2])
    assert 0 < len(first.words) <= 5
    assert len(first.typical) == 3
    assert first.interviews == 2
    assert all(place in first.stretches for place in first.typical)
    typical = [one.passage for one in passages_of_topic(session, first)[:3]]
    assert {(one.source_id, one.start) for one in typical} == {
        (source_id, start) for source_id, start, _end in first.typical
    }

    code = make_code_of_topic(session, first, "Lang wachten", typical).code
    plain = make_code_of_topic(session, second, second.name).code
    assert [segment.code_id for segment in session.exec(select(Segment)).all()] == [code.id] * 3
    with pytest.raises(TopicUsed):
        make_code_of_topic(session, first, "Nog eens")

    _run(session, study, engine, TOPICS)
    made = [one.code.id for one in topics_of(session, study.id) if one.code]
    assert sorted(made) == sorted([code.id, plain.id])
    assert len(codes_of(session, study.id)) == 2


def test_too_little_text_for_topics_is_said(session: Session, study: Study, engine: Engine) -> None:
    make_interview(session, study)

    state, message = _run(session, study, engine, TOPICS)

    assert state is JobState.FAILED
    assert "minstens 30" in message
    assert session.exec(select(Topic)).all() == []


def _run(session: Session, study: Study, engine: Engine, kind: str) -> tuple[JobState, str]:
    number = enqueue(session, kind, study.id).id
    session.commit()
    assert work_off(engine) == 1
    job = session.get_one(Job, number)
    session.refresh(job)
    return job.state, job.message


def test_what_was_coded_while_the_program_searched_is_not_suggested(
    session: Session, study: Study, source: Source
) -> None:
    """A guess is made from what was uncoded when the search began; people go on coding meanwhile."""
    code = add_code(session, study.id, "Wachten")
    passages = _uncoded(session, study)[:3]
    guesses = _guesses(passages, code)
    first, second, third = passages
    add_segment(session, source.id, first.start, first.end, first.text, code.id)
    add_segment(session, source.id, second.start + 3, second.start + 9, second.text[3:9], code.id)

    assert store_suggestions(session, study.id, guesses) == 1

    assert [(one.start, one.end) for one in suggestions_of(session, source.id)] == [(third.start, third.end)]


@pytest.mark.parametrize(("certainty", "waits"), [(Certainty.UNCERTAIN, False), (Certainty.POSSIBLE, True)])
def test_only_what_stands_there_is_work_that_waits(
    client: FlaskClient, session: Session, study: Study, source: Source, certainty: Certainty, waits: bool
) -> None:
    code = add_code(session, study.id, "Wachten")
    guesses = [replace(one, certainty=certainty) for one in _guesses(_uncoded(session, study)[:1], code)]
    store_suggestions(session, study.id, guesses)
    session.commit()

    page = client.get("/onderzoeken/jeugdhulp/").text

    assert ("1 fragment met een suggestie" in page) is waits
