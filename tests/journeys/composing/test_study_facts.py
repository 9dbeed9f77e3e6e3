"""What readers get of the study itself can be changed, and nothing but what was meant changes."""

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from exports.publishing.draft import draft_story
from interviews.models import Interview
from journeys.texts.study_facts import change_facts
from studies.models import Study
from tests.journeys.making import SITE, make_finished


def test_roles_that_change_places_do_not_become_one(session: Session, study: Study) -> None:
    make_finished(session, study, ("ouder", "ouder", "jongere"))
    first, _second, third = session.exec(select(Interview).order_by(col(Interview.number))).all()

    change_facts(session, study, study.title, study.municipality, {first.id: "jongere", third.id: "ouder"})

    roles = session.exec(select(Interview.role).order_by(col(Interview.number))).all()
    assert roles == ["jongere", "jongere", "ouder"]


def test_a_role_is_not_given_a_name(client: FlaskClient, session: Session, study: Study) -> None:
    journey = make_finished(session, study, ("ouder", "jongere"))
    first = session.exec(select(Interview.id).order_by(col(Interview.number))).first()
    session.commit()
    typed = {"onderzoek-title": "Jeugdhulp", f"rol-{first}": "pleegmoeder van yassin"}

    refused = client.post(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/onderzoek", data=typed)

    assert refused.status_code == 422
    assert "In de rol staat een naam." in refused.text
    assert 'value="pleegmoeder van yassin"' in refused.text
    session.expire_all()
    assert set(session.exec(select(Interview.role)).all()) == {"ouder", "jongere"}


def test_the_sentence_of_whom_was_spoken_with_is_the_one_that_readers_get(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study, ("ouder", "ouder", "jongere"))
    told = draft_story(session, journey, SITE).how_made[0]
    session.commit()

    page = client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/onderzoek").text

    assert told == "We voerden drie gesprekken: twee met een ouder en één met een jongere."
    assert f"‘{told}’" in page
    assert page.count("We voerden") == 1
