"""A conversation that was withdrawn stays so, whatever is unlinked, undone or taken off the list afterwards."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.publish import NotReady, publish_journey
from foundation.database.engine import unit_of_work
from foundation.errors import ResearcherError
from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview, unlink_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent, remove_respondent
from interviews.respondents.withdrawal import WordsHeldBack, withdraw_from_study
from journeys.checks.gate import open_points
from journeys.models import Journey
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.journeys.making import SITE, make_finished

DAY = date(2026, 6, 1)
PAGE = "/onderzoeken/jeugdhulp/interviews/respondenten/2"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Four people told every step; each allowed that their words are used, in other words."""
    journey = make_finished(session, study, ("ouder", "ouder", "jongere", "verzorger"))
    for interview in session.exec(select(Interview).order_by(Interview.id)).all():  # type: ignore[arg-type]
        told = add_respondent(session, study, "ouder")
        link_interview(session, told, interview)
        record_consent(session, told, Purpose.QUOTE_REWORDED, True, DAY, ConsentWay.BY_TELEPHONE)
    session.commit()
    return journey


@pytest.fixture
def stopped(session: Session, journey: Journey) -> Respondent:
    told = second(session)
    withdraw_from_study(session, told, DAY)
    session.commit()
    return told


def second(session: Session) -> Respondent:
    return session.exec(select(Respondent).where(Respondent.number == 2)).one()


def interview_2(session: Session) -> Interview:
    return session.exec(select(Interview).where(Interview.number == 2)).one()


def is_closed(session: Session, journey: Journey) -> bool:
    session.expire_all()
    return len([point for point in open_points(session, journey) if point.is_blocking]) == 4


def test_unlinking_asks_first_on_a_page_of_its_own(
    client: FlaskClient, session: Session, journey: Journey, stopped: Respondent
) -> None:
    asked = client.post(f"{PAGE}/gesprek", data={"loose": "2", "note": "Morgen terugbellen"}, follow_redirects=True)

    assert "Gesprek 2 losmaken van Respondent 2?" in asked.text
    assert "Respondent 2 doet niet meer mee. Gesprek 2 blijft buiten gebruik" in asked.text
    assert is_closed(session, journey)
    with pytest.raises(NotReady):
        publish_journey(session, journey, SITE)
    session.rollback()
    assert "Morgen terugbellen" in client.get(PAGE).text, "what was typed on the page is there still"


def test_without_a_reason_it_stays_linked(
    client: FlaskClient, session: Session, journey: Journey, stopped: Respondent
) -> None:
    answer = client.post(f"{PAGE}/gesprek/2/los", data={"reason": "  "})

    assert answer.status_code == 422
    assert "Schrijf op waarom" in answer.text
    assert is_closed(session, journey)


def test_a_wrong_link_is_mended_with_a_reason_that_is_told(
    client: FlaskClient, session: Session, journey: Journey, stopped: Respondent
) -> None:
    page = client.post(f"{PAGE}/gesprek/2/los", data={"reason": "Verkeerd gesprek gekozen"}, follow_redirects=True).text

    assert not is_closed(session, journey)
    assert "Gesprek 2 losgemaakt van Respondent 2: Verkeerd gesprek gekozen" in page
    assert "Lotte Veldman" in page


def test_whoever_stopped_cannot_be_taken_off_the_list_around_it(
    session: Session, journey: Journey, stopped: Respondent
) -> None:
    with pytest.raises(ResearcherError, match="blijft buiten gebruik"):
        unlink_interview(session, stopped, interview_2(session))
    with pytest.raises(ResearcherError):
        remove_respondent(session, stopped)
    assert is_closed(session, journey)


@pytest.mark.parametrize("purpose", [Purpose.QUOTE_REWORDED, Purpose.QUOTE_LITERALLY])
def test_one_purpose_taken_back_or_refused_holds_the_link_too(
    session: Session, journey: Journey, purpose: Purpose
) -> None:
    record_consent(session, second(session), purpose, False, DAY, ConsentWay.BY_TELEPHONE)

    with pytest.raises(WordsHeldBack, match="Gesprek 2 blijft gekoppeld"):
        unlink_interview(session, second(session), interview_2(session))


def test_who_allows_all_is_unlinked_at_once(client: FlaskClient, session: Session, journey: Journey) -> None:
    answer = client.post(f"{PAGE}/gesprek", data={"loose": "2"}, follow_redirects=True)

    assert "Gesprek 2 is losgemaakt." in answer.text
    session.expire_all()
    assert interview_2(session).respondent_id is None


def test_the_page_asks_nothing_when_there_is_nothing_to_ask(client: FlaskClient, journey: Journey) -> None:
    """Reached by its address: of who allows all it would say that they did not."""
    answer = client.get(f"{PAGE}/gesprek/2/los")

    assert (answer.status_code, answer.location) == (302, PAGE)


def test_of_who_stopped_the_list_asks_for_no_unlinking(
    client: FlaskClient, journey: Journey, stopped: Respondent
) -> None:
    told = client.post(f"{PAGE}/weg").text

    assert "Wis eerst het gesprek" in told
    assert "Maak eerst het gesprek los" not in told


@pytest.mark.parametrize("stops", [True, False])
def test_a_colleague_who_undoes_the_link_or_the_yes_reopens_nothing(
    client: FlaskClient, engine: Engine, organisation: Organisation, session: Session, journey: Journey, stops: bool
) -> None:
    """Undo is each person's own: the last thing one did may lie before what another noted."""
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s.mol@voorbeeld.nl", "Sanne Mol", Role.RESEARCHER)
    if stops:
        unlink_interview(session, second(session), interview_2(session))
        link_interview(session, second(session), interview_2(session))
    mine = session.info["person_id"]
    session.info["person_id"] = colleague.id
    if stops:
        withdraw_from_study(session, second(session), DAY, keeps_contact=True)
    else:
        record_consent(session, second(session), Purpose.QUOTE_REWORDED, False, DAY, ConsentWay.BY_TELEPHONE)
    session.info["person_id"] = mine
    session.commit()

    answers = [client.post(f"{PAGE}/terug") for _turn in range(2)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert is_closed(session, journey)


def test_linking_to_somebody_who_stopped_is_not_undone_unawares(
    client: FlaskClient, session: Session, journey: Journey
) -> None:
    unlink_interview(session, second(session), interview_2(session))
    withdraw_from_study(session, second(session), DAY)
    session.commit()
    client.post(f"{PAGE}/gesprek", data={"interview": "2"})
    assert is_closed(session, journey)
    session.rollback()

    client.post(f"{PAGE}/terug")

    session.expire_all()
    assert interview_2(session).respondent_id == second(session).id
