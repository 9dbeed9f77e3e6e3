"""The overview of a study: its stations, and what waits."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.publish import publish_journey
from foundation.clock import now, today
from foundation.database.engine import unit_of_work
from interviews.deidentification.models import NameFinding
from interviews.models import Interview, InterviewState
from journeys.composing.fields import change_step
from journeys.measures.models import WaitingWords
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.reading.council import say
from journeys.reading.invited import Invited
from journeys.reading.models import Outcome
from journeys.review.rounds import answer
from journeys.review.starting import start_round
from studies.access import STUDY_ROLES, Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import SITE, all_steps, make_finished, make_journey


def test_an_empty_study_says_how_it_starts(client: FlaskClient, study: Study) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/").text
    assert "Nog geen interviews" in page
    assert "Nog geen" in page
    assert ">0 <" not in page.replace("\n", "")


def test_interviews_that_wait_for_names_or_coding_are_named(
    client: FlaskClient, session: Session, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study, state=InterviewState.CODING)
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()

    page = client.get(f"/onderzoeken/{study.slug}/").text

    assert "Gesprek 1: nog niet vrijgegeven voor coderen" in page
    assert "Gesprek 2 coderen" in page
    assert "Gesprek 3" not in page
    assert "van 3 vrijgegeven" in page


def test_a_comment_of_the_council_waits_until_it_is_answered(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    closes_on = today() + timedelta(days=7)
    started = start_round(session, journey, [Invited("Riet")], closes_on, "Lotte Veldman", "085 000 12 34")
    comment = say(session, started.invitations[0].member, 1, "Dit woord ken ik niet.")
    session.commit()
    waiting = f"{journey.title}: 1 opmerking zonder antwoord"
    page = client.get(f"/onderzoeken/{study.slug}/").text
    assert waiting in page
    assert "Tot dan kan de klantreis niet naar buiten." in page

    answer(session, comment, Outcome.ADOPTED)
    session.commit()
    assert waiting not in client.get(f"/onderzoeken/{study.slug}/").text


def test_a_comment_on_what_readers_have_keeps_only_a_new_edition_waiting(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    publish_journey(session, journey, SITE)
    closes_on = today() + timedelta(days=7)
    started = start_round(session, journey, [Invited("Riet")], closes_on, "Lotte Veldman", "085 000 12 34")
    say(session, started.invitations[0].member, 1, "Dit woord ken ik niet.")
    session.commit()

    page = client.get(f"/onderzoeken/{study.slug}/").text
    assert "Tot dan kan er geen nieuwe uitgave naar buiten." in page
    assert "Tot dan kan de klantreis niet naar buiten." not in page


@pytest.mark.parametrize("role", STUDY_ROLES)
def test_nothing_on_the_overview_leads_to_a_closed_door(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    """Whatever a person's role, every link on the overview opens, also while a colleague still replaces names."""
    make_finished(session, study)
    names = make_interview(session, study, state=InterviewState.NAMES)
    session.get_one(Interview, names.interview_id).created_by = session.info["person_id"]
    session.commit()
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "c@voorbeeld.nl", "Colette", role)
    browser = sign_in_as(colleague)

    page = browser.get(f"/onderzoeken/{study.slug}/").text

    links = set(re.findall(r'href="(/onderzoeken/[^"#]*)"', page))
    closed = {link: browser.get(link).status_code for link in links}
    assert {link: status for link, status in closed.items() if status >= 400} == {}


def test_the_social_team_sees_what_is_late_and_unanswered_and_nothing_to_code(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs
) -> None:
    journey = make_finished(session, study)
    first, second, *others = all_steps(session, journey)
    change_step(session, journey, first, "pain_point", "Niemand belt terug.")
    change_step(session, journey, second, "pain_point", "De brief is onleesbaar.")
    for other in others:
        change_step(session, journey, other, "pain_point", "")
    add_measure(session, journey, MeasureText("Direct bellen", review_on=date(2026, 2, 1)), first)
    make_interview(session, study, state=InterviewState.CODING)
    started = start_round(session, journey, [Invited("Riet")], today(), "Lotte Veldman", "085 000 12 34")
    say(session, started.invitations[0].member, 1, "Dit woord ken ik niet.")
    session.commit()
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(colleague)

    page = sign_in_as(colleague).get(f"/onderzoeken/{study.slug}/").text

    assert "Te laat: Direct bellen" in page
    assert "Op 1 februari 2026 zou iemand kijken" in page
    assert "1 pijnpunt zonder antwoord" in page
    assert re.search(r">0</b> van de 1 maatregel klaar", page)
    assert re.search(r">1</b> voorstel", page)
    for not_theirs in ("Interview toevoegen", "Gesprek 4 coderen", "suggestie", "onderbouwd", "opmerking"):
        assert not_theirs not in page


def test_who_said_how_a_late_measure_stands_is_not_asked_again_while_a_researcher_looks_at_it(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs
) -> None:
    journey = make_finished(session, study)
    late = [add_measure(session, journey, MeasureText(name, review_on=date(2026, 2, 1))) for name in ("Bel", "Schrijf")]
    session.commit()
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(colleague)
    said = {"state": "busy", "what": "Er is een nummer.", "review_on": "2027-03-01"}
    session.add(WaitingWords(journey_id=journey.id, measure_id=late[0].id, typed=said, person_id=colleague.id))
    session.commit()
    overview = f"/onderzoeken/{study.slug}/"

    page = sign_in_as(colleague).get(overview).text
    assert "Te laat: Bel" not in page
    assert "Te laat: Schrijf" in page

    session.exec(select(WaitingWords)).one().returned_at = now()
    session.commit()
    assert "Te laat: Bel" in sign_in_as(colleague).get(overview).text


def test_no_pain_point_is_called_answered_while_a_colleague_writes_the_answer_again(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs
) -> None:
    journey = make_finished(session, study)
    first, *others = all_steps(session, journey)
    change_step(session, journey, first, "pain_point", "Niemand belt terug.")
    for other in others:
        change_step(session, journey, other, "pain_point", "")
    session.add(WaitingWords(journey_id=journey.id, step_id=first.id, typed={"title": "Bel"}, returned_at=now()))
    session.commit()
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(colleague)

    page = sign_in_as(colleague).get(f"/onderzoeken/{study.slug}/").text
    assert "Er wacht niets op jou." in page
    assert "een onderzoeker vroeg om een andere tekst" in page
    assert "Elk pijnpunt heeft een antwoord" not in page


def test_a_social_team_with_nothing_to_do_is_told_so_truthfully(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs
) -> None:
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(colleague)
    page = sign_in_as(colleague).get(f"/onderzoeken/{study.slug}/").text

    assert "Nog geen verhalen" in page
    assert "gecodeerd" not in page
    assert "gesprekken gevoerd" not in page


def test_a_name_counts_once_on_the_overview_as_on_the_names_screen(
    client: FlaskClient, session: Session, study: Study
) -> None:
    turns = [("Ouder", "Fatima belde. Fatima zei niets.", False), ("Ouder", "En FATIMA belde Youssef.", False)]
    source = make_interview(session, study, turns, state=InterviewState.NAMES)
    interview = session.get_one(Interview, source.interview_id)
    interview.names_searched = True
    text = "\n".join(text for _speaker, text, _interviewer in turns)
    for found in re.finditer("fatima|youssef", text, re.IGNORECASE):
        session.add(
            NameFinding(source_id=source.id, start=found.start(), end=found.end(), kind="person", reason="name_list")
        )
    session.commit()

    assert "Gesprek 1: 2 namen nog niet bekeken" in client.get(f"/onderzoeken/{study.slug}/").text
    assert "0 van de 2 namen bekeken" in client.get(f"/onderzoeken/{study.slug}/interviews/1/namen").text
    refused = client.post(f"/onderzoeken/{study.slug}/interviews/1/vrijgeven")
    assert "over 2 namen moet je nog beslissen" in refused.text


@pytest.fixture
def cleared(session: Session, study: Study) -> Study:
    """A study of which names and transcripts were erased as agreed; a story is left."""
    make_journey(session, study, {"Zorgen": ["Op school is het stil"]})
    study.names_gone_on = study.transcripts_gone_on = today() - timedelta(days=30)
    session.add(study)
    session.commit()
    return study


@pytest.mark.parametrize(
    "page",
    ["", "interviews/", "interviews/respondenten/", "coderen/", "coderen/onderwerpen", "coderen/thema-overzicht/"],
)
def test_where_everything_was_erased_no_page_says_that_it_still_has_to_begin(
    client: FlaskClient, cleared: Study, page: str
) -> None:
    shown = client.get(f"/onderzoeken/{cleared.slug}/{page}").text

    for false in ("Nog geen gesprek", "Nog geen interview", "Nog niets", "Nog niemand", "Interview toevoegen"):
        assert false not in shown
    for way_in in ("interviews/inlezen", "respondenten/inlezen", "respondenten/nieuw"):
        assert way_in not in shown
    assert "gewist" in shown.lower() or "Er komen geen namen" in shown


def test_the_stations_say_that_the_conversations_were_erased(client: FlaskClient, cleared: Study) -> None:
    page = client.get(f"/onderzoeken/{cleared.slug}/").text

    assert page.count("Gewist") == 2
    assert "onderbouwd" not in page


def test_evidence_that_was_erased_is_not_asked_for_again(client: FlaskClient, session: Session, cleared: Study) -> None:
    journey = session.exec(select(Journey)).one()
    composer = f"/onderzoeken/{cleared.slug}/klantreizen/{journey.slug}"
    session.rollback()  # that somebody looks is written down

    page = client.get(composer).text

    assert "De gespreksverslagen zijn gewist" in page
    assert "Codeer eerst een gesprek" not in page
    assert "Onderbouwing gewist" in page
    assert "Nog geen onderbouwing" not in page
    assert "heeft nog geen onderbouwing" not in page
    assert page.count("een nieuwe uitgave kan niet") == 1
