"""Coming in with a code, going on where one was, sending once, and taking back."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from feedback.answers.entering import CodeUnknown, NotOpen, check_open
from feedback.answers.filled_in import AnswerUnclear, FilledIn
from feedback.answers.models import Given, Readers, Response, UnfinishedAnswer, WrittenAnswer
from feedback.answers.sending import NothingFilledIn, answer_in, send_answer, sent_answer, take_back
from feedback.answers.unfinished import drop_expired, keep_unfinished, unfinished_of
from feedback.codes.models import EntryCode
from feedback.codes.signs import new_code, shown
from feedback.counts.months import month_of
from feedback.measurements.agreement import NotAgreedYet, close_measurement
from feedback.questionnaires.questions import BETTER_KEY, GRADE_KEY, first_questions
from feedback.questionnaires.versions import questionnaire_of
from feedback.scores.recounting import recount
from feedback.scores.rolling import rolling_counts
from foundation.clock import now, pretend_it_is, today
from foundation.secrets.sealing import KeyDoesNotFit
from studies.models import Organisation
from tests.feedback.making import answer, codes, entered, keys, measurement

GRADE, *_CHOICES, BETTER = first_questions("het spreekuur")


@pytest.fixture
def session(session: Session, organisation: Organisation) -> Session:
    assert session.info["organisation_id"] == organisation.id
    return session


def test_without_an_agreement_no_card_is_made(session: Session) -> None:
    with pytest.raises(NotAgreedYet, match="Leg eerst de afspraken vast"):
        codes(session, measurement(session, is_agreed=False))


def test_the_database_does_not_hold_a_code(session: Session) -> None:
    (code, *others) = codes(session, measurement(session))

    digests = session.exec(select(EntryCode.digest)).all()

    assert len(digests) == len(set(digests)) == len(others) + 1
    assert not any(one in digest for digest in digests for one in (code, shown(code)))


def test_a_code_that_nobody_was_given_opens_nothing(session: Session) -> None:
    codes(session, measurement(session))

    with pytest.raises(CodeUnknown, match="We kennen deze code niet"):
        entered(session, new_code())


def test_somebody_goes_on_where_they_were_and_nobody_else_can_read_it(session: Session) -> None:
    mine, other = codes(session, measurement(session))[:2]
    who = entered(session, mine)
    filled = FilledIn().with_answer(GRADE, "7").with_answer(BETTER, "Er was geen stoel vrij.")

    keep_unfinished(session, keys(session), who, questionnaire_of(session, who.measurement.id).id, filled)

    assert unfinished_of(session, keys(session), entered(session, mine))[0] == filled
    assert unfinished_of(session, keys(session), entered(session, other)) == (FilledIn(), None)
    (row,) = session.exec(select(UnfinishedAnswer)).all()
    assert b"stoel" not in row.sealed
    row.code_id = entered(session, other).row.id
    session.add(row)
    session.flush()
    with pytest.raises(KeyDoesNotFit):
        unfinished_of(session, keys(session), entered(session, other))


def test_an_answer_counts_once_however_often_it_is_sent(session: Session) -> None:
    code = codes(session, measurement(session))[0]

    assert [answer(session, code, 8, "Meer tijd.", vinden=2), answer(session, code, 1), answer(session, code, 1)] == [
        True,
        False,
        False,
    ]

    (response,) = session.exec(select(Response)).all()
    assert (response.month, response.readers) == (month_of(today()), Readers.EVERYONE)
    assert {one.question: one.value for one in session.exec(select(Given)).all()} == {GRADE_KEY: 8, "vinden": 2}
    assert [one.text for one in session.exec(select(WrittenAnswer)).all()] == ["Meer tijd."]


def test_what_is_sent_is_kept_unfinished_no_longer(session: Session) -> None:
    code = codes(session, measurement(session))[0]
    who = entered(session, code)
    version = questionnaire_of(session, who.measurement.id).id
    keep_unfinished(session, keys(session), who, version, FilledIn({GRADE_KEY: 3}))

    send_answer(session, keys(session), who, version, FilledIn({GRADE_KEY: 3}))

    assert session.exec(select(UnfinishedAnswer)).all() == []


def test_who_chose_no_readers_is_read_by_researchers_alone(session: Session) -> None:
    code = codes(session, measurement(session))[0]
    who = entered(session, code)

    send_answer(session, keys(session), who, questionnaire_of(session, who.measurement.id).id, FilledIn({GRADE_KEY: 3}))

    assert session.exec(select(Response.readers)).one() is Readers.RESEARCHERS


def test_nothing_filled_in_is_not_sent_and_the_code_still_works(session: Session) -> None:
    code = codes(session, measurement(session))[0]

    with pytest.raises(NothingFilledIn, match="minstens één vraag"):
        answer(session, code, None)

    assert answer(session, code, 6)


def test_the_counts_of_a_month_are_those_of_its_answers(session: Session) -> None:
    asked = measurement(session)
    for code, grade in zip(codes(session, asked), (1, 8, 8, 10, 7, 8), strict=False):
        answer(session, code, grade, vinden=1 + grade % 4)
    taken = codes(session, asked, sheets=1)[0]
    answer(session, taken, 2, vinden=1)
    take_back(session, keys(session), entered(session, taken))

    month, of = month_of(today()), session.exec(select(Response.measured_id)).first()
    assert of is not None
    rolling = rolling_counts(session, asked.id, [month])

    assert rolling[of, GRADE_KEY][:10] == (1, 0, 0, 0, 0, 0, 1, 3, 0, 1)
    assert {(question, month): counts for (_of, question), counts in rolling.items()} == recount(session, of)


def test_whoever_has_the_code_takes_the_answer_back_and_may_answer_anew(session: Session) -> None:
    code = codes(session, measurement(session))[0]
    answer(session, code, 4, "Niemand belde terug.")
    assert sent_answer(session, keys(session), entered(session, code)) is not None

    taken = take_back(session, keys(session), entered(session, code))

    assert taken == FilledIn({GRADE_KEY: 4}, {BETTER_KEY: "Niemand belde terug."}, Readers.EVERYONE)
    for table in (Response, Given, WrittenAnswer):
        assert session.exec(select(table)).all() == []
    assert take_back(session, keys(session), entered(session, code)) is None
    assert answer(session, code, 9)


def test_another_code_finds_no_answer_of_somebody_else(session: Session) -> None:
    mine, other = codes(session, measurement(session))[:2]
    answer(session, mine, 4)

    assert sent_answer(session, keys(session), entered(session, other)) is None
    assert take_back(session, keys(session), entered(session, other)) is None
    response = sent_answer(session, keys(session), entered(session, mine))
    assert response is not None
    assert answer_in(session, keys(session), response).given == {GRADE_KEY: 4}


def test_after_its_last_day_a_code_opens_nothing_and_what_was_begun_goes(session: Session) -> None:
    code = codes(session, measurement(session))[0]
    who = entered(session, code)
    keep_unfinished(
        session, keys(session), who, questionnaire_of(session, who.measurement.id).id, FilledIn({GRADE_KEY: 3})
    )
    with pretend_it_is(now() + timedelta(days=60)):
        check_open(entered(session, code))
        assert drop_expired(session) == 0

    with pretend_it_is(now() + timedelta(days=61)):
        with pytest.raises(NotOpen, match="werkte tot en met"):
            answer(session, code)
        assert drop_expired(session) == 1


def test_a_measurement_that_was_closed_takes_no_answers(session: Session) -> None:
    asked = measurement(session)
    code = codes(session, asked)[0]
    close_measurement(session, asked)

    with pytest.raises(NotOpen, match="stellen deze vragen niet meer"):
        answer(session, code)


@pytest.mark.parametrize("typed", ["0", "11", "-1", "acht", "8,5", "9" * 5000, "²"])
def test_a_grade_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(AnswerUnclear, match="Kies een van de antwoorden"):
        FilledIn().with_answer(GRADE, typed)


def test_words_that_are_too_long_are_refused_with_by_how_much() -> None:
    with pytest.raises(AnswerUnclear, match="98000 tekens te lang"):
        FilledIn().with_answer(BETTER, "a" * 100_000)


def test_a_question_that_is_skipped_takes_the_answer_away() -> None:
    filled = FilledIn().with_answer(GRADE, "7").with_answer(BETTER, "Zo.")

    assert filled.with_answer(GRADE, "").with_answer(BETTER, "  ").is_empty
