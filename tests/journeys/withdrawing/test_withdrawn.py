"""Consent that is taken back reaches the story the same minute."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.publish import NotReady, publish_journey
from foundation.clock import today
from foundation.database.engine import unit_of_work
from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite, uncite
from journeys.evidence.models import Evidence
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.review.rounds import close_round
from journeys.review.starting import StartedRound
from journeys.withdrawing.models import ToReread
from journeys.withdrawing.rereading import was_reread
from studies.access import Role
from studies.accounts.persons import add_person
from studies.history.undoing import undo
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.journeys.making import SITE, all_steps, make_finished
from tests.journeys.rounds import make_round

FOUR = ("ouder", "ouder", "jongere", "verzorger")
DAY = date(2026, 6, 1)


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Four people told every step; each allowed that their words are used, in other words."""
    journey = make_finished(session, study, FOUR)
    for interview in session.exec(select(Interview).order_by(Interview.id)).all():  # type: ignore[arg-type]
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, interview)
        for purpose in (Purpose.QUOTE_REWORDED, Purpose.CALL_BACK):
            record_consent(session, respondent, purpose, True, DAY, ConsentWay.BY_TELEPHONE)
    session.commit()
    return journey


def respondent(session: Session, number: int) -> Respondent:
    return session.exec(select(Respondent).where(Respondent.number == number)).one()


def blocking(session: Session, journey: Journey) -> list[str]:
    return [point.sentence for point in open_points(session, journey) if point.is_blocking]


def take_back(session: Session, number: int) -> None:
    withdraw_consent(session, respondent(session, number), Purpose.QUOTE_REWORDED, DAY)


def read_again(session: Session, journey: Journey) -> None:
    for row in session.exec(select(ToReread)).all():
        was_reread(session, journey, row.id)


def test_what_was_told_counts_no_more_and_the_gate_closes_at_every_step(session: Session, journey: Journey) -> None:
    take_back(session, 2)

    assert {one.interviews for one in evidence_by_step(session, journey).values()} == {3}
    points = [point for point in open_points(session, journey) if point.is_blocking]
    assert [point.sentence for point in points] == [
        f"Stap {number}: de toestemming voor 1 fragment is ingetrokken. Haal weg wat hieruit komt, ook in de tekst"
        for number in (1, 2, 3, 4)
    ]
    assert [(point.anchor, point.step_id) for point in points] == [
        ("onderbouwing", step.id) for step in all_steps(session, journey)
    ]
    with pytest.raises(NotReady):
        publish_journey(session, journey, SITE)


def test_letting_go_of_the_fragments_and_reading_the_steps_opens_the_gate(session: Session, journey: Journey) -> None:
    take_back(session, 2)
    told = sorted(session.exec(select(Evidence.segment_id)).all())
    for step in all_steps(session, journey):
        uncite(session, journey, step, sorted(set(told))[1])
    read_again(session, journey)

    assert blocking(session, journey) == []


def test_somebody_who_takes_part_no_more_takes_every_consent_along_and_undo_brings_it_back(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    page = f"/onderzoeken/{study.slug}/interviews/respondenten/2"
    assert "Doet niet meer mee" in client.get(page).text

    client.post(f"{page}/doet-niet-mee", data={"withdrawn_on": "2026-06-02"})
    session.expire_all()

    assert "doet niet meer mee" in client.get(page).text
    assert len(blocking(session, journey)) == 4
    session.rollback()
    client.post(f"{page}/terug")
    session.expire_all()
    assert blocking(session, journey) == []


def test_before_it_is_said_the_page_lists_what_rests_on_this_person(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    page = f"/onderzoeken/{study.slug}/interviews/respondenten/2"
    second = sorted(set(session.exec(select(Evidence.segment_id)).all()))[1]
    uncite(session, journey, all_steps(session, journey)[3], second)
    session.commit()
    shown = client.get(page).text
    assert f">{journey.title}</a>" in shown
    assert ">stap 1, 2 en 3</span>" in shown
    assert "Wat nu op de website staat" not in shown

    publish_journey(session, journey, SITE)
    session.commit()
    shown = client.get(page).text
    assert "blijft op de website tot je het offline haalt; gaat om stap 1, 2 en 3" in shown
    client.post(f"{page}/doet-niet-mee", data={"withdrawn_on": "2026-06-02"})
    assert ">stap 1, 2 en 3</span>" not in client.get(page).text
    client.post(
        f"/onderzoeken/{study.slug}/interviews/respondenten/1/doet-niet-mee", data={"withdrawn_on": "2026-06-02"}
    )
    third = client.get(f"/onderzoeken/{study.slug}/interviews/respondenten/3").text
    assert "te weinig gesprekken blijven over bij stap 1, 2, 3 en 4" in third


def test_only_calling_back_taken_back_leaves_the_story_alone(session: Session, journey: Journey) -> None:
    withdraw_consent(session, respondent(session, 2), Purpose.CALL_BACK, DAY)

    assert blocking(session, journey) == []


def test_a_later_no_is_taking_back_too(session: Session, journey: Journey) -> None:
    record_consent(session, respondent(session, 3), Purpose.QUOTE_REWORDED, False, DAY, ConsentWay.BY_TELEPHONE)

    assert len(blocking(session, journey)) == 4


def test_a_fragment_of_who_left_cannot_be_cited_and_is_shown_struck(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    segments = sorted(set(session.exec(select(Evidence.segment_id)).all()))
    step = all_steps(session, journey)[0]
    uncite(session, journey, step, segments[1])
    take_back(session, 2)
    session.commit()
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"

    with pytest.raises(Exception, match="heeft de toestemming ingetrokken"):
        cite(session, journey, step, segments[1])
    session.rollback()
    page = client.get(composer).text
    assert "Toestemming ingetrokken" in page
    assert "<del>" in page


def test_the_overview_names_steps_and_publication_and_leads_there(
    client: FlaskClient, app: Flask, session: Session, study: Study, journey: Journey
) -> None:
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    publish_journey(session, journey, SITE)
    session.commit()
    overview = f"/onderzoeken/{study.slug}/"
    assert "ingetrokken" not in client.get(overview).text

    take_back(session, 2)
    session.commit()

    page = client.get(overview).text
    assert f"{journey.title}: toestemming ingetrokken bij stap 1, 2, 3 en 4" in page
    assert f"{journey.title} is openbaar, en rust op ingetrokken toestemming" in page
    assert f'href="{composer}#openbaar"' in page
    shown = client.get(composer).text
    assert "Lezers zien nu een uitgave die rust op ingetrokken toestemming" in shown
    assert "rust op ingetrokken toestemming" in client.get(f"/onderzoeken/{study.slug}/klantreizen/").text
    public = app.test_client().get(f"/verhalen/{journey.slug}").text
    assert "ingetrokken" not in public


def test_the_edition_is_marked_until_it_is_replaced_even_when_the_draft_is_mended(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    publish_journey(session, journey, SITE)
    take_back(session, 2)
    second = sorted(set(session.exec(select(Evidence.segment_id)).all()))[1]
    for step in all_steps(session, journey):
        uncite(session, journey, step, second)
    read_again(session, journey)
    session.commit()
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    marked = "Lezers zien nu een uitgave die rust op ingetrokken toestemming"
    assert marked in client.get(composer).text

    publish_journey(session, journey, SITE)
    session.commit()

    assert marked not in client.get(composer).text


def test_a_story_that_does_not_rest_on_it_is_not_bothered(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    second = sorted(set(session.exec(select(Evidence.segment_id)).all()))[1]
    for step in all_steps(session, journey):
        uncite(session, journey, step, second)
    publish_journey(session, journey, SITE)
    take_back(session, 2)
    session.commit()

    assert "ingetrokken" not in client.get(f"/onderzoeken/{study.slug}/").text
    assert blocking(session, journey) == []


def test_words_of_who_left_stay_recognised_in_a_quote(session: Session, journey: Journey) -> None:
    said = outline_of(session, journey).steps[0].evidence.quotations[0]
    change_step(session, journey, all_steps(session, journey)[0], "quote", said[:60])
    withdraw_consent(session, respondent(session, 1), Purpose.QUOTE_REWORDED, DAY)

    assert "Stap 1: voor dit letterlijke citaat is geen toestemming, herschrijf het" in blocking(session, journey)


@pytest.mark.parametrize("number", [1])
def test_undo_of_a_withdrawn_consent_opens_the_story_again(session: Session, journey: Journey, number: int) -> None:
    from interviews.respondents.contacts import contact_area

    take_back(session, number)
    undo(session, contact_area(respondent(session, number)))

    assert blocking(session, journey) == []


# What the council reads


def test_a_reading_round_says_which_pieces_rest_on_what_was_taken_back(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    started = make_round(session, journey)
    uncite_everywhere_but(session, journey, number=2, steps=(1, 3))
    second = close_and_start(session, journey, started)
    session.commit()
    pages = [f"/onderzoeken/{study.slug}/leesrondes/{suffix}" for suffix in (second.round.id, "")]
    overview = f"/onderzoeken/{study.slug}/"
    assert "ingetrokken" not in client.get(pages[0]).text + client.get(pages[1]).text

    take_back(session, 2)
    session.commit()

    page, rounds = (client.get(address).text for address in pages)
    assert "Voor een deel van dit verhaal is de toestemming ingetrokken" in page
    assert "Het gaat om stukje 1 en 3." in page
    assert rounds.count("rust op ingetrokken toestemming") == 1, "the closed round is read no more"
    task = f"{journey.title}: toestemming ingetrokken bij stukje 1 en 3 van de leesronde"
    assert task in client.get(overview).text

    uncite_everywhere_but(session, journey, number=2, steps=())
    session.commit()
    assert "Het gaat om stukje 1 en 3." in client.get(pages[0]).text, "what they read was frozen before it was mended"

    client.post(f"{pages[0]}/sluiten", data={"zeker": "ja"})
    assert "Het gaat om stukje" not in client.get(pages[0]).text
    assert task not in client.get(overview).text


def test_a_reading_round_does_not_begin_with_words_that_were_taken_back(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    uncite_everywhere_but(session, journey, number=2, steps=(1, 3))
    take_back(session, 2)
    session.commit()
    new = f"/onderzoeken/{study.slug}/leesrondes/nieuw"
    typed = {"journey": journey.slug, "members": "Piet Jansen", "contact": "Fenna", "telephone": "085-0001234"}

    answer = client.post(new, data={**typed, "closes_on": today().isoformat()})

    assert answer.status_code == 422
    assert "Bij stap 1 en 3 van deze klantreis is geen toestemming (meer)" in answer.text
    assert "Piet Jansen" in answer.text, "what was typed stays"
    uncite_everywhere_but(session, journey, number=2, steps=())
    read_again(session, journey)
    session.commit()
    assert client.post(new, data={**typed, "closes_on": today().isoformat()}).status_code == 201


def test_a_round_from_before_that_was_kept_tells_it_by_what_the_steps_cite(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    review_round = make_round(session, journey).round
    review_round.rests_on = review_round.quoted = None
    uncite_everywhere_but(session, journey, number=2, steps=(2,))
    take_back(session, 2)
    session.commit()

    assert "Het gaat om stukje 2." in client.get(f"/onderzoeken/{study.slug}/leesrondes/{review_round.id}").text


def test_who_only_follows_a_round_hears_nothing_of_consent(
    engine: Engine,
    organisation: Organisation,
    session: Session,
    study: Study,
    journey: Journey,
    sign_in_as: SignInAs,
) -> None:
    review_round = make_round(session, journey).round
    take_back(session, 2)
    session.commit()
    with unit_of_work(engine, across=True) as across:
        sanne = add_person(across, organisation, "s@voorbeeld.nl", "Sanne", Role.SOCIAL_TEAM)
        across.expunge(sanne)

    follower = sign_in_as(sanne)

    for place in ("", "leesrondes/", f"leesrondes/{review_round.id}"):
        assert "ingetrokken" not in follower.get(f"/onderzoeken/{study.slug}/{place}").text


def uncite_everywhere_but(session: Session, journey: Journey, number: int, steps: tuple[int, ...]) -> None:
    """Let the story of one person stand at these steps alone."""
    segment_id = sorted(set(session.exec(select(Evidence.segment_id)).all()))[number - 1]
    for place, step in enumerate(all_steps(session, journey), start=1):
        cited = session.exec(select(Evidence.segment_id).where(Evidence.step_id == step.id)).all()
        if place not in steps and segment_id in cited:
            uncite(session, journey, step, segment_id)


def close_and_start(session: Session, journey: Journey, started: StartedRound) -> StartedRound:
    close_round(session, started.round, is_meant=True)
    return make_round(session, journey)
