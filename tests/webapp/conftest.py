"""Who signs in, in tests of the whole application."""

import pytest
from sqlalchemy import Engine

from studies.models import Organisation, Person
from tests.webapp.anna import add_anna


@pytest.fixture
def anna(engine: Engine, organisation: Organisation) -> Person:
    return add_anna(engine, organisation)
