"""Following up: what is opened and when, who has it, calling with permission alone, and honest ends."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Readers, Response
from feedback.answers.sending import send_answer, take_back
from feedback.calling.typed import Calling
from feedback.cases.models import CaseKind, FollowUpCase, FollowUpStep
from feedback.follow_up.opening import open_cases
from feedback.measurements.models import Measurement
from feedback.questionnaires.questions import BETTER_KEY, GRADE_KEY
from feedback.questionnaires.versions import questionnaire_of
from feedback.reviews.checking import StandIn, check_words
from feedback.working_days import workday_after, workdays_until
from foundation.clock import AMSTERDAM, pretend_it_is, today
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from studies.trail.models import TrailEntry
from tests.feedback.making import codes, entered, keys, measurement

DESK = "/metingen/opvolging"
FRIDAY = datetime(2026, 11, 13, 12, tzinfo=AMSTERDAM)
WORDS, SIGNAL = "Ik belde vier keer met Petra.", "Ik ben bang voor mijn man."
PETRA = WORDS.index("Petra")
CALL = Calling(True, False, "0612345678")
SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def asked(organisation: Organisation, session: Session) -> Measurement:
    assert organisation.id
    return measurement(session)


def sent(
    session: Session,
    asked: Measurement,
    grade: int = 4,
    words: str = WORDS,
    calling: Calling | None = None,
    readers: Readers = Readers.THOSE_WHO_HELP,
) -> tuple[str, int]:
    """The code, and the number of the answer."""
    code = codes(session, asked, sheets=1)[0]
    filled = FilledIn({GRADE_KEY: grade}, {BETTER_KEY: words} if words else {}, readers, calling)
    who = entered(session, code)
    assert send_answer(session, keys(session), who, questionnaire_of(session, asked.id).id, filled)
    return code, session.exec(select(Response.id)).all()[-1]


def the_case(session: Session) -> FollowUpCase:
    return session.exec(select(FollowUpCase)).one()


@pytest.fixture
def place(client: FlaskClient, session: Session, asked: Measurement) -> str:
    """The address of one that waits, of somebody who may be called."""
    sent(session, asked, calling=CALL)
    open_cases(session)
    address = f"{DESK}/{the_case(session).id:x}"
    session.commit()
    assert client.get(DESK).status_code == 200
    return address


def test_weekends_are_no_working_days() -> None:
    assert workday_after(date(2026, 11, 13), 5) == date(2026, 11, 20)
    assert workday_after(date(2026, 11, 14), 1) == date(2026, 11, 16)
    assert workday_after(date(2026, 12, 23), 2) == date(2026, 12, 28), "Christmas"
    assert workdays_until(date(2026, 11, 13), date(2026, 11, 20)) == 5
    assert workdays_until(date(2026, 11, 16), date(2026, 11, 13)) == -1


@pytest.mark.parametrize(
    ("grade", "words", "calling", "is_opened"),
    [
        (5, WORDS, None, True),
        (6, WORDS, None, False),
        (5, "", None, False),
        (9, "", CALL, True),
        (9, WORDS, Calling(False, True, "0612345678"), False),
    ],
)
def test_what_somebody_waits_for_is_opened_once(
    session: Session, asked: Measurement, grade: int, words: str, calling: Calling | None, is_opened: bool
) -> None:
    with pretend_it_is(FRIDAY):
        sent(session, asked, grade, words, calling)
        assert (open_cases(session), open_cases(session)) == (int(is_opened), 0)
    assert [one.due_on for one in session.exec(select(FollowUpCase)).all()] == [date(2026, 11, 20)] * is_opened


def test_a_signal_is_there_at_once_whatever_the_grade_and_on_top(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    sent(session, asked, grade=9, words=SIGNAL)
    assert the_case(session).kind is CaseKind.SAFETY
    the_case(session).due_on = today()
    address = f"{DESK}/{the_case(session).id:x}"
    session.commit()

    assert "Veiligheidssignaal, vandaag vóór 17.00 uur" in client.get(DESK).text
    refused = client.post(f"{address}/geen-signaal", data={"waarom": " "})
    assert (refused.status_code, "Schrijf op waarom" in refused.text) == (422, True)
    client.post(f"{address}/geen-signaal", data={"waarom": "Het gaat over vroeger."})

    page = client.get(address).text
    assert "vandaag vóór 17.00 uur" not in page
    assert "Het gaat over vroeger." in page


def test_who_takes_the_answer_back_takes_its_case_along(session: Session, asked: Measurement) -> None:
    code, _answer = sent(session, asked, words=SIGNAL)
    take_back(session, keys(session), entered(session, code))
    assert session.exec(select(FollowUpCase)).all() == []


def test_the_number_opens_for_who_has_the_case_and_that_is_written_down(
    client: FlaskClient, session: Session, place: str
) -> None:
    refused = client.post(f"{place}/nummer")
    assert (refused.status_code, "Zet de opmerking eerst op je naam." in refused.text) == (403, True)
    client.post(f"{place}/neem", data={"van": ""})
    assert "0612345678" not in client.get(place).text

    assert "tel:" in client.post(f"{place}/nummer").text
    found = session.exec(select(TrailEntry).where(TrailEntry.kind == "number_read")).all()
    assert [(one.detail, one.about_id) for one in found] == [("", None)]


def test_closing_says_what_is_lacking_and_loses_nothing(client: FlaskClient, session: Session, place: str) -> None:
    client.post(f"{place}/neem", data={"van": ""})
    for data, lacking in (
        ({"gedaan": "", "afloop": "solved"}, "Schrijf op wat je deed."),
        ({"gedaan": "Gebeld, rekening hersteld"}, "Kies hoe het afliep."),
        ({"gedaan": "Gebeld, rekening hersteld", "afloop": "not_reached"}, "nog geen drie keren"),
        ({"gedaan": "Gebeld, rekening hersteld", "afloop": "solution_follows"}, "Vul de dag in"),
    ):
        refused = client.post(place, data={**data, "sluit": "1"})
        assert refused.status_code == 422
        assert lacking in refused.text
        assert data["gedaan"] in refused.text

    client.post(place, data={"gedaan": "Gebeld, rekening hersteld", "afloop": "solved", "sluit": "1"})
    case = the_case(session)
    assert (case.due_on, case.in_time, case.closed_in and case.closed_in.day) == (None, True, 1)
    assert [one.day for one in session.exec(select(FollowUpStep)).all()] == [None]
    session.rollback()
    assert "1 gesloten, waarvan 1 op tijd" in client.get(DESK).text
    assert client.post(place, data={"gedaan": "Nog iets"}).status_code == 409


def test_three_times_not_reached_is_an_honest_end(client: FlaskClient, session: Session, place: str) -> None:
    client.post(f"{place}/neem", data={"van": ""})
    for _time in range(3):
        assert client.post(place, data={"gedaan": "", "afloop": "nog_eens"}).status_code == 303
    client.post(place, data={"gedaan": "Drie keer gebeld", "afloop": "not_reached", "sluit": "1"})
    assert the_case(session).closed_in is not None


def test_two_who_take_it_at_once_do_not_both_have_it(
    client: FlaskClient, session: Session, place: str, sign_in_as: SignIn, organisation: Organisation
) -> None:
    colleague = add_person(session, organisation, "fenna@example.nl", "Fenna", Role.SOCIAL_TEAM)
    session.commit()
    client.post(f"{place}/neem", data={"van": ""})
    late = sign_in_as(colleague).post(f"{place}/neem", data={"van": ""})
    assert (late.status_code, "Een collega nam deze opmerking intussen." in late.text) == (409, True)


def test_the_social_team_reads_what_was_said_for_them_with_names_replaced(
    client: FlaskClient, session: Session, asked: Measurement, sign_in_as: SignIn, organisation: Organisation
) -> None:
    _code, answer = sent(session, asked)
    sent(session, asked, words="Alleen voor wie onderzoekt.", readers=Readers.RESEARCHERS)
    open_cases(session)
    person = add_person(session, organisation, "fenna@example.nl", "Fenna", Role.SOCIAL_TEAM)
    session.commit()
    team = sign_in_as(person)

    assert "Petra" in client.get(DESK).text
    before = team.get(DESK).text
    assert "Petra" not in before
    check_words(session, answer, {BETTER_KEY: [StandIn(PETRA, PETRA + 5, "Petra", "[medewerker]")]})
    session.commit()

    after = team.get(DESK).text
    assert "met [medewerker]" in after
    assert "Alleen voor wie onderzoekt." not in after


def test_others_stay_out(session: Session, place: str, sign_in_as: SignIn, organisation: Organisation) -> None:
    person = add_person(session, organisation, "tc@example.nl", "Tariq", Role.SECOND_CODER)
    session.commit()
    assert sign_in_as(person).get(place).status_code in (403, 404)
