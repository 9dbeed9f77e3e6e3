"""Who helps people in."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs


@pytest.fixture
def administrator(engine: Engine, sign_in_as: SignInAs, organisation: Organisation, study: Study) -> FlaskClient:
    """A browser of an administrator of the organisation, which has a study."""
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "b@voorbeeld.nl", "Bea", Role.ADMINISTRATOR)
        across.expunge(person)
    return sign_in_as(person)
