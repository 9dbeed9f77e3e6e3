"""What people wrote is read by a person first, and what is not placed by two."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Readers, WrittenAnswer
from feedback.answers.sending import open_again, send_answer, take_back
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import BETTER_KEY, GOOD_KEY, GRADE_KEY
from feedback.questionnaires.versions import questionnaire_of
from feedback.reviews.checking import (
    WORDS_AS_WRITTEN,
    AnswerGone,
    CheckedMeanwhile,
    StandIn,
    StandInUnclear,
    WordsChanged,
    check_words,
)
from feedback.reviews.deciding import (
    Doubt,
    NotCheckedYet,
    NotForEverybody,
    RefusalUnclear,
    SecondPersonNeeded,
    doubt,
    place,
    refuse,
    take_off,
)
from feedback.reviews.models import Refusal, Review, ReviewState
from feedback.reviews.published import count_reviews, public_reviews
from feedback.reviews.queue import Pile, piles, written_by, written_in
from feedback.reviews.replies import ReplyUnclear, keep_reply
from foundation.clock import AMSTERDAM, pretend_it_is
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from tests.feedback.making import codes, entered, keys, measurement
from tests.files import files_with
from webapp.settings import Settings
from webapp.work.tidying import keep_promises

WORDS = "Drie weken kwam er niemand. Ik belde met Petra van kantoor."
PETRA = WORDS.index("Petra")
BY_ROLE = StandIn(PETRA, PETRA + 5, "Petra", "[medewerker]")
WHY = Doubt("threat", "Noemt een adres met een dreigement.")


@pytest.fixture
def asked(session: Session) -> Measurement:
    return measurement(session)


@pytest.fixture
def colleague(session: Session, organisation: Organisation) -> Person:
    return add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)


@pytest.fixture
def card(session: Session, asked: Measurement) -> str:
    return codes(session, asked, sheets=1)[0]


def write(
    session: Session, card: str, words: str = WORDS, readers: Readers = Readers.EVERYONE, good: str = "", grade: int = 3
) -> int:
    """The number of the answer."""
    who = entered(session, card)
    written = {BETTER_KEY: words} | ({GOOD_KEY: good} if good else {})
    filled = FilledIn({GRADE_KEY: grade}, written, readers)
    assert send_answer(session, keys(session), who, questionnaire_of(session, who.measurement.id).id, filled)
    return keys(session).answer_number(who.code)


def checked(session: Session, response_id: int) -> None:
    check_words(session, response_id, {BETTER_KEY: [BY_ROLE]})


def as_person(session: Session, person: Person) -> None:
    session.info["person_id"] = person.id


def test_everybody_reads_it_with_names_replaced_and_no_other_word_changed(
    session: Session, asked: Measurement, card: str
) -> None:
    response_id = write(session, card, good="De hulp zelf.")
    checked(session, response_id)
    place(session, response_id)

    (only,) = public_reviews(session, asked)

    assert [("".join(p.text for p in one.pieces), one.label) for one in only.said] == [
        ("De hulp zelf.", "Wat ging goed"),
        ("Drie weken kwam er niemand. Ik belde met [medewerker] van kantoor.", "Wat kan beter"),
    ]
    assert [p.text for one in only.said for p in one.pieces if p.is_stand_in] == ["[medewerker]"]


def test_until_enough_others_answered_neither_grade_nor_month_nor_provider_is_told(
    session: Session, asked: Measurement, card: str
) -> None:
    response_id = write(session, card)
    checked(session, response_id)
    place(session, response_id)

    (only,) = public_reviews(session, asked)

    assert (only.grade, only.about, only.month) == (None, "", None)


@pytest.mark.parametrize("readers", [Readers.THOSE_WHO_HELP, Readers.RESEARCHERS])
def test_what_may_not_be_read_by_everybody_stays_inside(
    session: Session, asked: Measurement, card: str, readers: Readers
) -> None:
    response_id = write(session, card, readers=readers)
    checked(session, response_id)

    with pytest.raises(NotForEverybody):
        place(session, response_id)
    with pytest.raises(NotForEverybody):
        doubt(session, response_id, WHY)
    assert piles(session, asked.id)[Pile.INSIDE] == 1
    assert public_reviews(session, asked) == []


def test_nothing_is_placed_before_a_person_looked_for_names(session: Session, asked: Measurement, card: str) -> None:
    with pytest.raises(NotCheckedYet):
        place(session, write(session, card))


def test_a_second_person_decides_what_is_not_placed(
    session: Session, asked: Measurement, card: str, researcher: Person, colleague: Person
) -> None:
    response_id = write(session, card)
    as_person(session, researcher)
    doubt(session, response_id, WHY)

    with pytest.raises(SecondPersonNeeded):
        refuse(session, response_id)
    assert piles(session, asked.id)[Pile.DOUBTED] == 1
    as_person(session, colleague)
    refuse(session, response_id)

    review = session.get_one(Review, response_id)
    assert (review.state, review.doubted_by, review.decided_by) == (
        ReviewState.REFUSED,
        researcher.id,
        colleague.id,
    )
    assert count_reviews(session, asked.id).refused == {Refusal.THREAT: 1}


def test_who_doubted_may_still_place_it(session: Session, asked: Measurement, card: str, researcher: Person) -> None:
    response_id = write(session, card)
    as_person(session, researcher)
    doubt(session, response_id, WHY)
    checked(session, response_id)

    place(session, response_id)

    counted = count_reviews(session, asked.id)
    assert (counted.placed, counted.not_there) == (1, 0)


@pytest.mark.parametrize(
    ("why", "fields"),
    [
        (Doubt("low_grade", "Ze geeft een 3."), {"refusal"}),
        (Doubt("", ""), {"refusal", "explained"}),
        (Doubt("threat", "x" * 201), {"explained"}),
    ],
)
def test_there_are_five_reasons_and_no_other(
    session: Session, asked: Measurement, card: str, why: Doubt, fields: set[str]
) -> None:
    with pytest.raises(RefusalUnclear) as refused:
        doubt(session, write(session, card), why)

    assert refused.value.errors.keys() == fields


def test_only_what_stood_on_the_page_is_replaced(session: Session, asked: Measurement, card: str) -> None:
    response_id = write(session, card)

    with pytest.raises(WordsChanged):
        check_words(session, response_id, {BETTER_KEY: [StandIn(0, 4, "Vier", "[naam]")]})
    with pytest.raises(StandInUnclear):
        check_words(session, response_id, {BETTER_KEY: [StandIn(PETRA, PETRA + 5, "Petra", "  ")]})
    checked(session, response_id)
    with pytest.raises(CheckedMeanwhile):
        checked(session, response_id)


def test_what_the_writer_takes_away_is_there_no_more_and_is_counted(
    session: Session, asked: Measurement, card: str
) -> None:
    response_id = write(session, card)
    checked(session, response_id)
    keep_reply(session, place(session, response_id), "Drie weken is te lang.")

    take_back(session, keys(session), entered(session, card))

    assert public_reviews(session, asked) == []
    counted = count_reviews(session, asked.id)
    assert (counted.placed, counted.withdrawn, counted.all) == (0, 1, 1)
    with pytest.raises(AnswerGone):
        place(session, response_id)


def test_what_the_writer_changes_is_looked_at_anew(session: Session, asked: Measurement, card: str) -> None:
    response_id = write(session, card)
    checked(session, response_id)
    place(session, response_id)

    open_again(session, keys(session), entered(session, card))
    assert write(session, card, "Nu is alles goed, zegt Petra.") == response_id

    assert public_reviews(session, asked) == []
    assert piles(session, asked.id)[Pile.TO_CHECK] == 1
    assert count_reviews(session, asked.id).withdrawn == 0


def test_a_placed_review_is_taken_off_and_placed_again(session: Session, asked: Measurement, card: str) -> None:
    response_id = write(session, card)
    checked(session, response_id)
    place(session, response_id)

    take_off(session, response_id)
    assert public_reviews(session, asked) == []
    assert written_by(session, asked, response_id).pile is Pile.TO_CHECK
    checked(session, response_id)
    place(session, response_id)

    assert len(public_reviews(session, asked)) == 1


def test_the_municipality_answers_below_what_is_placed_alone(session: Session, asked: Measurement, card: str) -> None:
    response_id = write(session, card)
    with pytest.raises(ReplyUnclear):
        keep_reply(session, None, "Dank u wel.")
    checked(session, response_id)
    review = place(session, response_id)
    with pytest.raises(ReplyUnclear):
        keep_reply(session, review, "x" * 601)
    keep_reply(session, review, "Drie weken is te lang.")
    keep_reply(session, review, "Drie weken is veel te lang.")

    (only,) = public_reviews(session, asked)
    assert [one.text for one in only.replies] == ["Drie weken is veel te lang."]
    keep_reply(session, review, " ")
    assert public_reviews(session, asked)[0].replies == ()


def test_the_lowest_grades_wait_no_longer_than_the_highest(session: Session, asked: Measurement) -> None:
    made = codes(session, asked, sheets=1)
    lowest, highest = write(session, made[0], grade=1), write(session, made[1], grade=10)

    found = written_in(session, asked, Pile.TO_CHECK)

    assert {one.response_id: one.grade for one in found} == {lowest: 1, highest: 10}
    assert [one.response_id for one in found] == sorted((lowest, highest))


def test_names_are_in_no_file_once_they_were_replaced_long_enough_ago(
    settings: Settings, engine: Engine, session: Session, organisation: Organisation
) -> None:
    day = datetime(2026, 11, 3, 12, tzinfo=AMSTERDAM)
    name = "Zwartendijck"
    with pretend_it_is(day):
        response_id = write(session, codes(session, measurement(session))[0], f"Mevrouw {name} kwam niet.")
        session.commit()
        check_words(session, response_id, {BETTER_KEY: [StandIn(8, 8 + len(name), name, "[medewerker]")]})
        session.commit()
    with pretend_it_is(day + timedelta(days=WORDS_AS_WRITTEN - 1)):
        keep_promises(engine)
    assert session.exec(select(WrittenAnswer.text)).one() == f"Mevrouw {name} kwam niet."
    session.rollback()
    with pretend_it_is(day + timedelta(days=WORDS_AS_WRITTEN)):
        keep_promises(engine)

    assert session.exec(select(WrittenAnswer.text)).one() == "Mevrouw [medewerker] kwam niet."
    session.rollback()
    assert files_with(name, settings.data_dir) == []


def test_words_that_were_taken_back_are_in_no_file(
    settings: Settings, session: Session, organisation: Organisation
) -> None:
    card = codes(session, measurement(session))[0]
    write(session, card, "Mevrouw Zwartendijck kwam niet.")
    session.commit()

    take_back(session, keys(session), entered(session, card))
    session.commit()

    assert files_with("Zwartendijck", settings.data_dir) == []


def test_what_is_placed_is_of_this_month_on(session: Session, asked: Measurement, card: str) -> None:
    with pretend_it_is(datetime(2026, 11, 3, 12, tzinfo=AMSTERDAM)):
        response_id = write(session, card)

    assert written_by(session, asked, response_id).month == date(2026, 11, 1)
