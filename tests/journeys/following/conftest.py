"""A measure of a public story, of a study that keeps a name, and somebody of the social team."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.name_kinds import NameKind
from journeys.composing.fields import change_step
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts.persons import add_person
from studies.keys.keeping import study_key
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.journeys.making import all_steps, make_finished, stored
from webapp.settings import Settings


@pytest.fixture
def journey(session: Session, study: Study, settings: Settings, client: FlaskClient) -> Journey:
    """A public story of a study in which somebody is called Yassin, with one measure."""
    journey = make_finished(session, study)
    vault = PseudonymVault(study_key(session, study.id))
    hidden = vault.hide(NameKind.PERSON, "Yassin", "Verzonnen")
    session.add(
        Pseudonym(
            study_id=study.id,
            kind=NameKind.PERSON,
            digest=hidden.digest,
            pseudonym=hidden.pseudonym,
            sealed=hidden.sealed,
        )
    )
    first = all_steps(session, journey)[0]
    change_step(session, journey, first, "pain_point", "Niemand belt terug.")
    add_measure(session, journey, MeasureText("Direct bellen", MeasureState.BUSY), first)
    session.commit()
    assert client.post(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/publiceren").status_code == 302
    return journey


@pytest.fixture
def measure(session: Session, journey: Journey) -> int:
    return stored(session, lambda fresh: fresh.exec(select(Measure).where(Measure.title == "Direct bellen")).one().id)


@pytest.fixture
def team(engine: Engine, organisation: Organisation, sign_in_as: SignInAs) -> FlaskClient:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    return sign_in_as(person)
