"""Publishing: the gate, frozen versions, the public page and its document."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.current_edition import NotPublished, current_publication, story_of
from exports.publishing.publish import NotReady, publish_journey
from exports.publishing.taking_offline import withdraw_journey
from exports.site.page import MOST_OTHERS, other_stories, public_stories
from foundation.clock import today
from foundation.database.engine import read_only, unit_of_work
from journeys.composing.fields import add_journey, change_step
from journeys.composing.order import add_step
from journeys.lookup import persona_of, phases_of
from journeys.models import Journey, Publication
from journeys.public.freezing import frozen_story
from journeys.story import Story, as_json
from studies.accounts.persons import add_organisation
from studies.models import Study
from studies.planning import add_study
from tests.journeys.making import SITE, all_steps, make_finished, make_journey

PUBLIC_URL = SITE.public_url


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study)
    session.commit()
    return journey


def test_a_journey_without_evidence_is_refused_with_every_reason(session: Session, study: Study) -> None:
    journey = make_journey(session, study)

    with pytest.raises(NotReady) as refusal:
        publish_journey(session, journey, SITE)

    assert len(refusal.value.points) > 3
    assert all(point.sentence in str(refusal.value) for point in refusal.value.points)
    assert session.exec(select(Publication)).all() == []


def test_two_conversations_are_not_enough(session: Session, study: Study) -> None:
    journey = make_finished(session, study, roles=("ouder", "jongere"))
    with pytest.raises(NotReady, match="drie"):
        publish_journey(session, journey, SITE)


def test_a_published_story_does_not_change_when_the_draft_goes_on(session: Session, journey: Journey) -> None:
    before = story_of(publish_journey(session, journey, SITE))
    change_step(session, journey, all_steps(session, journey)[0], "happens", "Iets heel anders.")

    assert story_of(current_publication(session, journey.slug)) == before
    after = publish_journey(session, journey, SITE)
    assert after.version == 2
    assert story_of(after).steps[0].happens == "Iets heel anders."


def test_the_document_is_a_pdf_that_names_the_public_address(session: Session, journey: Journey) -> None:
    publication = publish_journey(session, journey, SITE)
    assert publication.pdf.startswith(b"%PDF-")
    assert story_of(publication).public_address == f"{PUBLIC_URL}/verhalen/{journey.slug}"


def test_a_withdrawn_journey_is_gone_for_readers_and_kept_for_the_study(session: Session, journey: Journey) -> None:
    publish_journey(session, journey, SITE)
    withdraw_journey(session, journey)

    with pytest.raises(NotPublished):
        current_publication(session, journey.slug)
    assert len(session.exec(select(Publication)).all()) == 1


def test_the_list_of_stories_leaves_out_what_was_withdrawn(app: Flask, session: Session, journey: Journey) -> None:
    publish_journey(session, journey, SITE)
    withdraw_journey(session, journey)
    session.commit()

    assert journey.title not in app.test_client().get("/verhalen/").text


def test_a_story_leads_on_to_the_newest_stories_of_its_own_organisation(
    engine: Engine, session: Session, study: Study, journey: Journey
) -> None:
    read, *others = _published_copies(session, journey, MOST_OTHERS + 2)
    session.commit()
    with unit_of_work(engine, across=True) as across:
        organisation = add_organisation(across, "Gemeente Elders", "elders")
    with unit_of_work(engine, organisation.id) as elsewhere:
        there = make_journey(elsewhere, add_study(elsewhere, "Wmo in Elders"))
        _put_out(elsewhere, there, story_of(read))

    with unit_of_work(read_only(engine), across=True) as across:
        shown = [card.slug for card in other_stories(across, read)]
        assert there.slug in [card.slug for card in public_stories(across)]

    assert shown == _slugs_of(session, others)[::-1][:MOST_OTHERS]


def _published_copies(session: Session, journey: Journey, number: int) -> list[Publication]:
    """So many journeys with the same story, put out one after another."""
    story = frozen_story(session, journey, version=1, published_on=today(), public_address=f"{PUBLIC_URL}/verhalen/x")
    persona = persona_of(session, journey)
    return [_put_out(session, add_journey(session, persona, f"Verhaal {at}"), story) for at in range(number)]


def _put_out(session: Session, journey: Journey, story: Story) -> Publication:
    publication = Publication(journey_id=journey.id, version=1, content=as_json(story), pdf=b"")
    session.add(publication)
    session.flush()
    return publication


def _slugs_of(session: Session, publications: list[Publication]) -> list[str]:
    return [session.get_one(Journey, publication.journey_id).slug for publication in publications]


def test_a_citizen_reads_page_and_document_without_signing_in(app: Flask, session: Session, journey: Journey) -> None:
    publish_journey(session, journey, SITE)
    session.commit()
    citizen = app.test_client()

    page = citizen.get(f"/verhalen/{journey.slug}")
    document = citizen.get(f"/verhalen/{journey.slug}.pdf")

    assert page.status_code == document.status_code == 200
    assert "Verzonnen persoon, echte ervaringen" in page.text
    assert "In de meeste gesprekken vertelde iemand dit." in page.text
    assert document.mimetype == "application/pdf"
    assert journey.title in citizen.get("/verhalen/").text


def test_a_draft_is_not_on_the_public_site(app: Flask, session: Session, journey: Journey) -> None:
    citizen = app.test_client()
    assert citizen.get(f"/verhalen/{journey.slug}").status_code == 404
    assert citizen.get(f"/verhalen/{journey.slug}.pdf").status_code == 404
    assert journey.title not in citizen.get("/verhalen/").text


def test_the_researcher_sees_the_draft_as_readers_will(client: FlaskClient, study: Study, journey: Journey) -> None:
    address = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/voorbeeld"
    assert "Het staat nog niet op de website" in client.get(address).text
    assert client.get(f"{address}.pdf").data.startswith(b"%PDF-")


def test_the_preview_says_truly_whether_the_story_is_on_the_website(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    where = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    client.post(f"{where}/publiceren")
    assert "Zo staat het ook op de website." in client.get(f"{where}/voorbeeld").text

    change_step(session, journey, all_steps(session, journey)[0], "happens", "Iets heel anders.")
    session.commit()
    assert "Op de website staat nu uitgave 1." in client.get(f"{where}/voorbeeld").text

    client.post(f"{where}/offline")
    assert "Het staat nu niet op de website." in client.get(f"{where}/voorbeeld").text


def test_publishing_from_the_screen_leads_to_the_public_page(
    client: FlaskClient, study: Study, journey: Journey
) -> None:
    answer = client.post(f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/publiceren")
    assert answer.headers["Location"] == f"/verhalen/{journey.slug}"
    with client.session_transaction() as kept:
        assert "_flashes" not in kept, "that page tells none, so a later one about something else would"


def test_a_story_without_steps_or_portrait_is_still_a_page(client: FlaskClient, session: Session, study: Study) -> None:
    bare = make_journey(session, study, phases={})
    session.commit()
    assert client.get(f"/onderzoeken/{study.slug}/klantreizen/{bare.slug}/voorbeeld").status_code == 200


def test_the_command_writes_the_document_or_publishes_nothing(
    app: Flask, session: Session, journey: Journey, tmp_path: Path
) -> None:
    from foundation.errors import ResearcherError
    from webapp.commands.publish import publish_to

    engine = app.extensions["engine"]
    session.rollback()  # the command is another process: it must find the database free
    (tmp_path / "in-de-weg").write_text("")
    with pytest.raises(ResearcherError, match="Er is niets gepubliceerd"):
        publish_to(engine, journey.slug, tmp_path / "in-de-weg" / "x.pdf", SITE)
    assert "uitgave 1" in publish_to(engine, journey.slug, tmp_path / "nieuw" / "x.pdf", SITE)
    assert (tmp_path / "nieuw" / "x.pdf").read_bytes().startswith(b"%PDF-")
    assert "al zo op de website, als uitgave 1" in publish_to(engine, journey.slug, tmp_path / "y.pdf", SITE)
    assert (tmp_path / "y.pdf").read_bytes() == (tmp_path / "nieuw" / "x.pdf").read_bytes()


def test_a_step_that_loses_its_evidence_closes_the_gate_again(session: Session, journey: Journey) -> None:
    publish_journey(session, journey, SITE)
    add_step(session, journey, phases_of(session, journey)[0], "Nieuw")
    with pytest.raises(NotReady):
        publish_journey(session, journey, SITE)
