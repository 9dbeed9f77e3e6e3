"""May we call: two permissions, a sealed number, and thirty days."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Response, UnfinishedAnswer
from feedback.answers.sending import open_again, send_answer, take_back
from feedback.answers.unfinished import keep_unfinished, unfinished_of
from feedback.calling.models import CallPermission
from feedback.calling.permissions import MayNotBeCalled, number_to_call
from feedback.calling.typed import Calling, CallingUnclear
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import GRADE_KEY, Kind, first_questions, new_question
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from foundation.clock import AMSTERDAM, pretend_it_is
from interviews.respondents.contacts import TelephoneWrong
from studies.models import Organisation
from tests.feedback.answers.test_views import hidden_in
from tests.feedback.making import codes, entered, keys, measurement
from tests.feedback.test_managing import PLACE, form_of
from tests.files import contents_of, files_with
from webapp.settings import Settings
from webapp.work.tidying import keep_promises

NUMBER = "0612345678"
BOTH, ABOUT_THIS = Calling(True, True, NUMBER), Calling(True, False, NUMBER)
FIRST = datetime(2026, 11, 3, 12, tzinfo=AMSTERDAM)
AFTER_29, AFTER_30 = FIRST + timedelta(days=29), FIRST + timedelta(days=30)


def asking(session: Session) -> Measurement:
    made = measurement(session)
    change_questions(session, made, [first_questions("het spreekuur")[0], new_question(Kind.CALL)])
    return made


def sent(session: Session, calling: Calling | None = BOTH) -> tuple[str, int]:
    """The code that somebody answered with, and the number of their answer."""
    code = codes(session, asking(session), sheets=1)[0]
    send(session, code, calling)
    return code, session.exec(select(Response.id)).one()


def send(session: Session, code: str, calling: Calling | None) -> None:
    who = entered(session, code)
    filled = FilledIn({GRADE_KEY: 4}, calling=calling)
    assert send_answer(session, keys(session), who, questionnaire_of(session, who.measurement.id).id, filled)


def sealed_numbers(session: Session) -> list[bytes]:
    found = [one.sealed for one in session.exec(select(CallPermission)).all()]
    found += [one.sealed_call for one in session.exec(select(UnfinishedAnswer)).all() if one.sealed_call]
    session.rollback()
    return found


def stand_in_files(sealed: list[bytes], settings: Settings) -> list[str]:
    return [name for name, held in contents_of(settings.data_dir).items() if any(one in held for one in sealed)]


@pytest.mark.usefixtures("organisation")
def test_a_number_opens_for_what_was_allowed_alone(session: Session) -> None:
    _code, answer = sent(session, ABOUT_THIS)

    assert number_to_call(session, keys(session), answer, for_interview=False) == NUMBER
    with pytest.raises(MayNotBeCalled):
        number_to_call(session, keys(session), answer, for_interview=True)


@pytest.mark.usefixtures("organisation")
def test_who_said_nothing_can_not_be_called(session: Session) -> None:
    _code, answer = sent(session, None)

    assert session.exec(select(CallPermission)).all() == []
    with pytest.raises(MayNotBeCalled):
        number_to_call(session, keys(session), answer, for_interview=False)


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        (Calling(True, False, ""), CallingUnclear, "Vul ook uw telefoonnummer in"),
        (Calling(False, False, NUMBER), CallingUnclear, "Kies waarvoor we u mogen bellen"),
        (Calling(True, True, "12"), TelephoneWrong, "heeft tien cijfers"),
    ],
)
def test_half_a_permission_is_none(typed: Calling, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        FilledIn().with_calling(typed)


def test_nothing_chosen_is_no_permission_and_no_number_shows_where_it_should_not() -> None:
    assert FilledIn().with_calling(Calling(telephone="  ")).calling is None
    filled = FilledIn().with_calling(Calling(True, False, "+31 6 12 34 56 78"))
    assert filled.calling == ABOUT_THIS
    assert NUMBER not in repr(filled)


@pytest.mark.usefixtures("organisation")
def test_with_the_answer_the_number_is_taken_back(session: Session, settings: Settings) -> None:
    code, _answer = sent(session)
    session.commit()
    kept = sealed_numbers(session)
    assert stand_in_files(kept, settings)

    taken = take_back(session, keys(session), entered(session, code))
    session.commit()

    assert taken is not None
    assert taken.calling == BOTH
    assert stand_in_files(kept, settings) == []


@pytest.mark.usefixtures("organisation")
def test_who_changes_their_answer_finds_the_number_back(session: Session) -> None:
    code, _answer = sent(session)

    open_again(session, keys(session), entered(session, code))

    assert session.exec(select(CallPermission)).all() == []
    assert unfinished_of(session, keys(session), entered(session, code))[0].calling == BOTH
    send(session, code, ABOUT_THIS)
    assert session.exec(select(CallPermission.for_interview)).one() is False


def _sent_number(session: Session) -> None:
    sent(session)


def _unsent_number(session: Session) -> None:
    who = entered(session, codes(session, asking(session), sheets=1)[0])
    version = questionnaire_of(session, who.measurement.id).id
    keep_unfinished(session, keys(session), who, version, FilledIn({GRADE_KEY: 4}, calling=BOTH))


@pytest.mark.parametrize("left", [_sent_number, _unsent_number])
@pytest.mark.usefixtures("organisation")
def test_after_thirty_days_a_number_stands_in_no_file(
    engine: Engine, session: Session, settings: Settings, left: Callable[[Session], None]
) -> None:
    """'Na 30 dagen gooien we het weg.'"""
    with pretend_it_is(FIRST):
        left(session)
        session.commit()
    kept = sealed_numbers(session)
    assert len(kept) == 1
    assert files_with(NUMBER, settings.data_dir) == []  # in no file at all, from the beginning

    with pretend_it_is(AFTER_29):
        keep_promises(engine)
    assert sealed_numbers(session) == kept
    assert stand_in_files(kept, settings)
    with pretend_it_is(AFTER_30):
        keep_promises(engine)

    assert sealed_numbers(session) == []
    assert stand_in_files(kept, settings) == []


@pytest.mark.usefixtures("organisation")
def test_a_number_that_is_over_opens_no_more_however_late_the_worker_is(session: Session) -> None:
    with pretend_it_is(FIRST):
        _code, answer = sent(session)

    with pretend_it_is(AFTER_29):
        assert number_to_call(session, keys(session), answer, for_interview=True) == NUMBER
    with pretend_it_is(AFTER_30), pytest.raises(MayNotBeCalled):
        number_to_call(session, keys(session), answer, for_interview=True)


@pytest.mark.usefixtures("organisation")
def test_what_else_was_begun_stays_when_an_unsent_number_goes(session: Session, engine: Engine) -> None:
    with pretend_it_is(FIRST):
        code = codes(session, asking(session), sheets=1)[0]
        who = entered(session, code)
        version = questionnaire_of(session, who.measurement.id).id
        keep_unfinished(session, keys(session), who, version, FilledIn({GRADE_KEY: 4}, calling=BOTH))
        session.commit()
    with pretend_it_is(AFTER_29):  # going on with the rest keeps a number no longer
        who = entered(session, code)
        keep_unfinished(session, keys(session), who, version, FilledIn({GRADE_KEY: 5}, calling=BOTH))
        session.commit()

    with pretend_it_is(AFTER_30):
        keep_promises(engine)
        assert unfinished_of(session, keys(session), entered(session, code))[0] == FilledIn({GRADE_KEY: 5})


def test_a_researcher_switches_it_on_and_off(client: FlaskClient, session: Session) -> None:
    made = measurement(session)
    session.commit()
    page = f"{PLACE}/vragen"
    form = form_of(session)

    shown = client.post(page, data={**form, "doe": "erbij-call"}).text
    assert "na 30 dagen weg" in shown
    assert "erbij-call" not in shown
    client.post(page, data={**form, "key-6": "bellen", "kind-6": "call", "text-6": "Iets anders"})

    last = questions_of(questionnaire_of(session, made.id))[-1]
    assert (last.kind, last.text) == (Kind.CALL, "Mogen we u bellen?")
    session.rollback()
    client.post(page, data=form)
    assert all(one.kind is not Kind.CALL for one in questions_of(questionnaire_of(session, made.id)))


def test_a_number_typed_after_the_code_was_forgotten_is_kept_once_it_is_typed_again(
    client: FlaskClient, session: Session
) -> None:
    code = codes(session, asking(session), sheets=1)[0]
    session.commit()
    typed = {"bel": "opmerking", "tel": "06 12 34 56 78"}

    door = client.post("/mening/vraag/2", data=typed).text
    back = client.post("/mening/", data={**hidden_in(door), "kaartcode": code})

    assert back.headers["Location"] == "/mening/vraag/2"
    assert unfinished_of(session, keys(session), entered(session, code))[0].calling == ABOUT_THIS


@pytest.mark.usefixtures("organisation")
def test_it_is_asked_once_and_last(session: Session, organisation: Organisation) -> None:
    made = measurement(session)
    grade, call = first_questions("het spreekuur")[0], new_question(Kind.CALL)

    change_questions(session, made, [call, grade, new_question(Kind.CALL)])

    assert [one.kind for one in questions_of(questionnaire_of(session, made.id))] == [Kind.GRADE, Kind.CALL]
    assert organisation.id == made.organisation_id
