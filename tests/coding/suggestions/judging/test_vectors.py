"""Vectors of what was said: made once, under the study's key, and gone with the words."""

from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import TextVector
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.judging.vectors import KeptVectors
from coding.suggestions.meaning import reading
from coding.suggestions.meaning.encoders import USE
from coding.suggestions.meaning.reading import encoded
from coding.suggestions.text_space import Floats
from foundation.clock import today
from foundation.jobs.models import JobState
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.erasing.conversation import delete_interview
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.keys.keeping import study_key
from studies.models import Study
from studies.planning import add_study
from tests.coding.suggestions.reading_with import asked_of, reading_with, small_encoder
from tests.coding.suggestions.test_suggestions import SCHOOL, WAITING, _code, _run, _speech
from tests.factories import make_interview

SAID = "We stonden lang op de wachtlijst."


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study, _speech(WAITING, SCHOOL))


class Encoder:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        numbers = [np.random.default_rng(len(text)).random(USE.dimensions) for text in texts]
        return np.array(numbers, dtype=np.float32)


def _keep(session: Session, study: Study, *said: tuple[Source, str]) -> Encoder:
    encoder = Encoder()
    vectors = KeptVectors(session, study.id, encoder)
    vectors([text for _source, text in said])
    vectors.store(session, [(source.id, text) for source, text in said])
    return encoder


def _rows(session: Session) -> list[TextVector]:
    return list(session.exec(select(TextVector).order_by(TextVector.id)).all())


def test_the_same_text_is_encoded_once_and_is_the_same_to_the_last_bit(
    session: Session, study: Study, source: Source
) -> None:
    vectors = KeptVectors(session, study.id, Encoder())
    made = vectors([SAID, "Iets anders.", SAID])
    vectors.store(session, [(source.id, SAID), (source.id, "Iets anders.")])

    again = Encoder()
    kept = KeptVectors(session, study.id, again)([SAID, "Iets anders.", SAID])

    assert again.asked == []
    assert np.array_equal(made, kept)
    assert len(_rows(session)) == 2


def test_a_row_tells_nobody_without_the_key_of_which_words_it_is(
    session: Session, study: Study, source: Source
) -> None:
    other = add_study(session, "Een ander onderzoek", municipality="Lindermeer", slug="ander")
    there = make_interview(session, other, _speech(WAITING))

    _keep(session, study, (source, SAID))
    _keep(session, other, (there, SAID))

    first, second = _rows(session)
    assert first.digest != second.digest
    assert first.vector == second.vector


def test_what_is_not_said_any_more_goes(session: Session, study: Study, source: Source) -> None:
    _keep(session, study, (source, SAID), (source, "Iets anders."))
    _keep(session, study, (source, SAID))

    assert len(_rows(session)) == 1


def test_a_vector_of_another_encoder_is_made_anew(session: Session, study: Study, source: Source) -> None:
    _keep(session, study, (source, SAID))
    _rows(session)[0].encoder = "an older one"
    session.flush()

    assert _keep(session, study, (source, SAID)).asked == [SAID]
    assert [one.encoder for one in _rows(session)] != ["an older one"]


def test_vectors_of_two_encoders_are_never_mixed(session: Session, study: Study, source: Source) -> None:
    before = small_encoder("before", 6)
    with reading_with(before):
        vectors = KeptVectors(session, study.id, encoded)
        vectors([SAID, "Iets anders."])
        vectors.store(session, [(source.id, SAID), (source.id, "Iets anders.")])

    after = small_encoder("after", 4)
    with reading_with(after):
        vectors = KeptVectors(session, study.id, encoded)
        assert vectors([SAID]).shape == (1, 4)
        assert asked_of(after) == [SAID]
        vectors.keep_too(session, [(source.id, SAID)])

    assert asked_of(before) == [SAID, "Iets anders."]
    assert [(one.encoder, len(one.vector)) for one in _rows(session)] == [("after", 2 * 4)]


def test_vectors_leave_when_somebody_withdraws(session: Session, study: Study, source: Source) -> None:
    other = make_interview(session, study, _speech(WAITING))
    _keep(session, study, (source, SAID), (other, SAID))
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, source.interview_id))

    withdraw_from_study(session, respondent, today())

    assert [one.source_id for one in _rows(session)] == [other.id]


def test_vectors_leave_when_the_text_changes(session: Session, study: Study, source: Source) -> None:
    _keep(session, study, (source, SAID))

    replace_stretches(session, source, [Replacement(3, 10, "wachtten")])

    assert _rows(session) == []


def test_vectors_leave_with_the_conversation(session: Session, study: Study, source: Source) -> None:
    _keep(session, study, (source, SAID))
    vault = PseudonymVault(study_key(session, study.id))

    delete_interview(session, vault, session.get_one(Interview, source.interview_id))

    assert _rows(session) == []


def test_the_job_keeps_what_it_encoded(session: Session, study: Study, source: Source, engine: Engine) -> None:
    for name, word in (("Wachten", "wachtlijst"), ("School", "juf")):
        _code(session, study, source, name, word, 5)

    assert _run(session, study, engine, SUGGESTIONS)[0] is JobState.DONE

    kept = _rows(session)
    assert {one.source_id for one in kept} == {source.id}
    assert {len(one.vector) for one in kept} == {2 * USE.dimensions}
    assert len(kept) == 20, "each answer once"


def test_without_the_package_suggestions_go_by_words(
    session: Session, study: Study, source: Source, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, word in (("Wachten", "wachtlijst"), ("School", "juf")):
        _code(session, study, source, name, word, 5)
    monkeypatch.setattr(reading, "encoder_is_here", lambda: False)

    assert _run(session, study, engine, SUGGESTIONS) == (JobState.DONE, "De suggesties staan klaar.")

    assert _rows(session) == []


def test_texts_that_mean_the_same_are_near_each_other() -> None:
    waited, waited_too, school = encoded(
        [
            "We moesten maandenlang wachten op hulp.",
            "Het duurde heel lang voordat er iemand kwam.",
            "De juf gaf haar een rekenboek.",
        ]
    )
    assert waited @ waited_too > waited @ school
    assert np.linalg.norm(waited) == pytest.approx(1, abs=0.01)
    assert encoded([]).shape == (0, USE.dimensions)
