"""Nothing goes public while readers can ask nobody."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from exports.publishing.publish import NotReady, publish_journey
from journeys.models import Journey
from studies.models import Organisation, Study
from tests.journeys.making import SITE

SENTENCE = "Vul eerst een telefoonnummer of e-mailadres in waar inwoners terechtkunnen"


def _gave(session: Session, telephone: str, email: str) -> None:
    organisation = session.get_one(Organisation, session.info["organisation_id"])
    organisation.telephone, organisation.email = telephone, email
    session.commit()


def test_without_anybody_to_ask_a_story_is_not_published(session: Session, journey: Journey) -> None:
    _gave(session, "", "")
    with pytest.raises(NotReady, match=SENTENCE):
        publish_journey(session, journey, SITE)


@pytest.mark.parametrize(("telephone", "email"), [("043-1234567", ""), ("", "post@lindermeer.example")])
def test_one_way_to_ask_is_enough(session: Session, journey: Journey, telephone: str, email: str) -> None:
    _gave(session, telephone, email)
    assert publish_journey(session, journey, SITE).version == 1


def test_the_point_leads_to_where_it_is_solved(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    _gave(session, "", "")
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    for page in (composer, f"{composer}/publiceren"):
        shown = client.get(page).text
        assert SENTENCE in shown
        assert 'href="/organisatie#telephone"' in shown
    assert 'id="telephone"' in client.get("/organisatie").text
