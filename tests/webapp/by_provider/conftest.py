"""An organisation whose people sign in at a service of their own, that runs in a thread of the test."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.accounts.by_provider.configuring import ProviderForm, keep_provider
from studies.accounts.by_provider.vault import ProviderVault
from studies.models import Organisation
from tests.webapp.by_provider.provider import CLIENT, SECRET, LocalProvider, local_provider
from webapp.settings import NAMES, Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The service stands on this computer, which whoever runs the installation allows."""
    return settings.model_copy(update={"sign_in_networks": "127.0.0.0/8"})


@pytest.fixture
def service() -> Iterator[LocalProvider]:
    """One that is of no organisation yet."""
    with local_provider() as provider:
        yield provider


@pytest.fixture
def provider(app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider) -> LocalProvider:
    """The one of the organisation, in use."""
    set_up_for(app, engine, organisation, service)
    return service


def set_up_for(app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider, **said: object) -> None:
    """`said`: what else stands in the form."""
    vault = ProviderVault(app.config["SETTINGS"].key(NAMES))
    form = ProviderForm(service.issuer, CLIENT, SECRET, is_on=True)
    with unit_of_work(engine, across=True) as session:
        keep_provider(session, vault, organisation.id, ProviderForm(**{**vars(form), **said}))
