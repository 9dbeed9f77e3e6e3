"""A reading round ends, or an invitation: the researcher hears first what is lost, in numbers and never in words."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is, today
from foundation.database.engine import unit_of_work
from journeys.models import Journey
from journeys.reading.council import judge, keep_unsent, say
from journeys.reading.invitations import TakesWayIn, renew, revoke
from journeys.reading.left_unsent import left_unsent
from journeys.reading.models import CouncilMember, ReviewRound, Verdict
from journeys.reading.opened_form import OF_THE_WHOLE, FilledIn
from journeys.reading.progress import RoundProgress, is_open, rounds_progress
from journeys.review.rounds import EndsReading, close_round
from journeys.review.starting import StartedRound
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.journeys.making import stored
from tests.journeys.rounds import make_round

OVERVIEW = "/onderzoeken/jeugdhulp/"
SECRET = "Dit is alleen van Piet."
TOLD = "1 lid had nog iets niet verstuurd"


@pytest.fixture
def annie(started: StartedRound) -> CouncilMember:
    return started.invitations[1].member


@pytest.fixture
def page(started: StartedRound) -> str:
    return f"{OVERVIEW}leesrondes/{started.round.id}"


def type_unsent(session: Session, member: CouncilMember, words: str = SECRET, piece: int = 2) -> None:
    keep_unsent(session, member, {piece: FilledIn("beter", words)})
    session.commit()


def still_runs(session: Session) -> bool:
    def read(fresh: Session) -> bool:
        return is_open(fresh.exec(select(ReviewRound)).one())

    found = stored(session, read)
    session.rollback()
    return found


def read_of(session: Session, started: StartedRound) -> RoundProgress:
    return rounds_progress(session, [started.round])[0]


def who_left_unsent(session: Session, started: StartedRound) -> list[str]:
    found = left_unsent(session, [read_of(session, started)])
    return [one.name for one in found.get(started.round.id, ())]


def test_nothing_ends_before_somebody_says_that_it_is_meant(
    session: Session, started: StartedRound, member: CouncilMember
) -> None:
    with pytest.raises(EndsReading):
        close_round(session, started.round)
    with pytest.raises(TakesWayIn, match="Piet Jansen"):
        revoke(session, member)
    assert is_open(started.round)
    assert member.revoked_at is None

    revoke(session, member, is_meant=True)
    close_round(session, started.round, is_meant=True)
    assert not is_open(started.round)
    revoke(session, member)  # nothing changes, so there is nothing to ask
    close_round(session, started.round)


def test_a_round_that_is_over_is_closed_unasked(session: Session, started: StartedRound) -> None:
    with pretend_it_is(now() + timedelta(days=15)):
        close_round(session, started.round)
    assert started.round.closed_at is not None


def test_choices_and_words_that_were_not_sent_count(
    session: Session, started: StartedRound, member: CouncilMember, annie: CouncilMember
) -> None:
    say(session, annie, 1, "Te kort.")
    judge(session, member, Verdict.AGREED)
    keep_unsent(session, annie, {1: FilledIn("beter", "Te kort."), 2: FilledIn("beter", " ")})
    assert who_left_unsent(session, started) == [], "what was sent is not unsent, and 'better' says nothing yet"
    keep_unsent(session, member, {OF_THE_WHOLE: FilledIn("not_agreed", "")})
    assert who_left_unsent(session, started) == ["Piet Jansen"], "another verdict than was sent"

    keep_unsent(session, member, {OF_THE_WHOLE: FilledIn("agreed", ""), 1: FilledIn("goed", SECRET)})
    keep_unsent(session, annie, {OF_THE_WHOLE: FilledIn("", "Mooi.")})
    assert who_left_unsent(session, started) == ["Annie de Wit", "Piet Jansen"]

    say(session, member, 1, SECRET)
    assert who_left_unsent(session, started) == ["Annie de Wit"]


def test_who_closes_is_asked_first_and_told_how_many_have_unsent_words(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember, annie: CouncilMember, page: str
) -> None:
    type_unsent(session, member)
    type_unsent(session, annie, "Iets van Annie.")
    asked = client.post(f"{page}/sluiten", follow_redirects=True).text

    assert still_runs(session)
    assert "2 leden hebben nog iets ingevuld dat niet is verstuurd" in asked
    assert "<bdi>Annie de Wit</bdi>, <bdi>Piet Jansen</bdi>" in asked
    assert "nog lezen en kopiëren, maar niet meer versturen" in asked
    assert SECRET not in asked
    assert "Iets van Annie." not in asked
    assert f'href="{page}/sluiten"' in client.get(page).text, "the way there needs no script"

    client.post(f"{page}/sluiten", data={"zeker": "ja"})
    assert not still_runs(session)


def test_who_closes_while_nothing_waits_hears_who_did_not_answer(
    session: Session, client: FlaskClient, member: CouncilMember, page: str
) -> None:
    say(session, member, 1, None)
    session.commit()
    asked = client.get(f"{page}/sluiten").text

    assert "ingevuld" not in asked
    assert "Nog niets verstuurd: <bdi>Annie de Wit</bdi>." in asked
    assert "Nog geen oordeel: <bdi>Piet Jansen</bdi>." in asked
    assert "niet meer lezen of reageren" in asked
    assert still_runs(session), "a question changes nothing"


def test_who_closes_after_everybody_judged_hears_that(
    session: Session, client: FlaskClient, member: CouncilMember, annie: CouncilMember, page: str
) -> None:
    for one in (member, annie):
        judge(session, one, Verdict.AGREED)
    session.commit()

    assert "Alle leden gaven hun oordeel." in client.get(f"{page}/sluiten").text


def test_who_takes_an_invitation_back_is_asked_first(
    session: Session, client: FlaskClient, reader: FlaskClient, member: CouncilMember, page: str, link: str
) -> None:
    type_unsent(session, member)
    take_back = f"{page}/leden/{member.id}/intrekken"
    asked = client.post(take_back, follow_redirects=True).text

    assert reader.get(link).status_code == 302, "the link still works"
    assert "<bdi>Piet Jansen</bdi> heeft nog iets ingevuld dat niet is verstuurd." in asked
    assert SECRET not in asked
    assert f'href="{take_back}"' in client.get(page).text

    client.post(take_back, data={"zeker": "ja"})
    assert reader.get(link).status_code == 404
    told = client.get(page).text
    assert "Had nog iets ingevuld dat niet is verstuurd. Met een nieuwe link staat het er weer." in told
    assert SECRET not in told
    session.refresh(member)
    token = renew(session, member).token
    session.commit()
    assert SECRET in reader.get(f"/lezen/{token}/stukje/2").text


def test_taking_an_invitation_back_without_unsent_words_says_what_was_not_answered(
    client: FlaskClient, member: CouncilMember, page: str
) -> None:
    asked = client.get(f"{page}/leden/{member.id}/intrekken").text

    assert "ingevuld" not in asked
    assert "<bdi>Piet Jansen</bdi> heeft nog niets verstuurd." in asked
    assert "De link werkt dan niet meer." in asked


def test_questions_that_ask_nothing_any_more_lead_back(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember, page: str
) -> None:
    revoke(session, member, is_meant=True)
    close_round(session, started.round, is_meant=True)
    session.commit()

    for question in (f"{page}/sluiten", f"{page}/leden/{member.id}/intrekken"):
        answer = client.get(question)
        assert (answer.status_code, answer.headers["Location"].partition("#")[0]) == (302, page)


def test_after_closing_the_page_tells_the_researcher_and_nobody_else(
    engine: Engine,
    organisation: Organisation,
    session: Session,
    client: FlaskClient,
    sign_in_as: SignInAs,
    started: StartedRound,
    member: CouncilMember,
    page: str,
) -> None:
    type_unsent(session, member)
    assert TOLD not in client.get(page).text
    close_round(session, started.round, is_meant=True)
    session.commit()
    told = client.get(page).text

    assert TOLD in told
    assert SECRET not in told
    assert "Open de leesronde weer" in told
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@team.nl", "Tim", Role.SOCIAL_TEAM)
        across.expunge(person)
    team = sign_in_as(person)
    assert TOLD not in team.get(page).text
    assert "Open de leesronde weer" not in team.get(page).text
    assert team.get(f"{page}/sluiten").status_code == 403


def test_a_reopened_round_lets_the_member_send_what_waited(
    session: Session,
    client: FlaskClient,
    reader: FlaskClient,
    started: StartedRound,
    member: CouncilMember,
    page: str,
    link: str,
) -> None:
    type_unsent(session, member)
    close_round(session, started.round, is_meant=True)
    session.commit()
    day = (today() + timedelta(days=3)).isoformat()
    opened = client.post(f"{page}/heropenen", data={"closes_on": day}, follow_redirects=True).text

    assert "Lezen kan tot en met" in opened
    assert TOLD not in opened
    assert f"{SECRET}</textarea>" in reader.get(f"{link}/stukje/2").text
    assert reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": SECRET}).status_code == 303
    assert SECRET in client.get(page).text


def test_a_day_that_is_over_opens_nothing_and_is_said_beside_the_field(
    session: Session, client: FlaskClient, started: StartedRound, page: str
) -> None:
    close_round(session, started.round, is_meant=True)
    session.commit()
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = client.post(f"{page}/heropenen", data={"closes_on": yesterday})

    assert answer.status_code == 422
    assert "Kies een laatste leesdag die nog moet komen, of vandaag." in answer.text
    assert f'value="{yesterday}"' in answer.text
    assert not still_runs(session)


def test_a_round_that_ended_by_itself_waits_for_the_researcher_while_words_wait(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember, journey: Journey, page: str
) -> None:
    task = f"{journey.title}: de leesronde is voorbij"
    type_unsent(session, member)
    assert task not in client.get(OVERVIEW).text

    started.round.closes_on = today() - timedelta(days=1)
    session.commit()
    waiting = client.get(OVERVIEW).text
    assert task in waiting
    assert TOLD in waiting
    assert SECRET not in waiting
    assert "Laat de leesronde gesloten" in client.get(page).text

    client.post(f"{page}/sluiten")
    assert task not in client.get(OVERVIEW).text
    assert TOLD in client.get(page).text
    assert "Laat de leesronde gesloten" not in client.get(page).text


def test_a_round_that_ended_by_itself_with_everything_sent_waits_for_nobody(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember
) -> None:
    judge(session, member, Verdict.AGREED)
    started.round.closes_on = today() - timedelta(days=1)
    session.commit()

    assert "leesronde is voorbij" not in client.get(OVERVIEW).text


def test_a_newer_round_takes_the_place_of_what_waited_in_an_older_one(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember, journey: Journey, page: str
) -> None:
    type_unsent(session, member)
    started.round.closes_on = today() - timedelta(days=1)
    session.commit()
    make_round(session, journey)
    session.commit()

    assert "leesronde is voorbij" not in client.get(OVERVIEW).text
    told = client.get(page).text
    assert TOLD in told
    assert "Daarna begon een nieuwe leesronde." in told
    assert "Open de leesronde weer" not in told


def test_after_the_end_a_member_reads_what_they_did_not_send_and_whom_to_call(
    session: Session, reader: FlaskClient, started: StartedRound, member: CouncilMember, link: str
) -> None:
    type_unsent(session, member)
    close_round(session, started.round, is_meant=True)
    session.commit()
    closed = reader.get(link).text

    assert f"‘<bdi>{SECRET}</bdi>’" in closed
    assert "Alleen u ziet dit." in closed
    assert "Kopieer het als u het wilt houden." in closed
    assert "Bel dan Lotte Veldman op 085-0001234." in closed

    revoke(session, member, is_meant=True)
    session.commit()
    gone = reader.get(link).text
    assert SECRET not in gone, "whoever holds a link that was taken back sees nothing of it"
    assert "Typte u eerder iets dat nog niet is verstuurd? Zolang het onderzoek er is, is dat niet weg." in gone


def test_beside_an_answer_stands_whether_its_member_can_read_it(
    session: Session, client: FlaskClient, started: StartedRound, member: CouncilMember, page: str
) -> None:
    say(session, member, 1, "Te kort.")
    session.commit()
    assert f"<bdi>{member.name}</bdi> leest dit." in client.get(page).text

    revoke(session, member, is_meant=True)
    session.commit()
    told = client.get(page).text
    assert "leest dit." not in told
    assert f"<bdi>{member.name}</bdi> heeft geen link meer en leest dit nu niet. Met een nieuwe link wel." in told

    closed = client.post(f"{page}/sluiten", data={"zeker": "ja"}, follow_redirects=True).text
    assert "wie een link heeft, leest daarmee je antwoord" in closed
    assert "Met een nieuwe link wel." not in closed, "there is no button for one any more"
