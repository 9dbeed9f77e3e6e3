"""A real database for every test: a fresh copy of a migrated one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from demo.build import Demonstration
from foundation.database.engine import open_engine, open_session, unit_of_work
from studies.access import Role
from studies.accounts import add_organisation, add_person, make_link
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.demonstration import build_demonstration
from webapp.application import create_app
from webapp.migration import migrate
from webapp.settings import Settings


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no rows."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """Settings of an application whose data folder is this test's own."""
    settings = Settings(data_dir=tmp_path / "instance", public_url="https://verhalen.lindermeer.example").prepared()
    shutil.copy(migrated_file, settings.data_dir / "verhaallijn.db")
    return settings


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.url)
    yield engine
    engine.dispose()


@pytest.fixture
def organisation(engine: Engine) -> Organisation:
    with unit_of_work(engine, across=True) as session:
        organisation = add_organisation(session, "Gemeente Lindermeer", "lindermeer")
        organisation.telephone, organisation.email = "043-1234567", "verhalen@lindermeer.example"
        session.flush()
        session.expunge(organisation)
    return organisation


@pytest.fixture
def researcher(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "l.veldman@voorbeeld.nl", "Lotte Veldman", Role.RESEARCHER)
        session.expunge(person)
    return person


@pytest.fixture
def session(engine: Engine, organisation: Organisation, researcher: Person) -> Iterator[Session]:
    """The researcher's session; commit to let the application see what a test wrote."""
    with open_session(engine, organisation.id, researcher.id) as session:
        yield session


@pytest.fixture
def study(session: Session) -> Study:
    study = add_study(session, "Jeugdhulp in Lindermeer 2026", municipality="Lindermeer", slug="jeugdhulp")
    session.commit()
    return study


@pytest.fixture
def app(settings: Settings, engine: Engine) -> Flask:
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return app


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The whole demonstration study; tests that use it read only, and share one run by xdist_group."""
    demo = build_demonstration(tmp_path_factory.mktemp("demonstration"))
    yield demo
    demo.engine.dispose()


SignInAs = Callable[[Person], FlaskClient]


@pytest.fixture
def sign_in_as(app: Flask, engine: Engine) -> SignInAs:
    """A client that is signed in as a person, through a link as that person would."""

    def sign_in(person: Person) -> FlaskClient:
        with unit_of_work(engine, across=True) as session:
            token = make_link(session, person.id)
        client = app.test_client()
        assert client.get(f"/aanmelden/link/{token}").status_code == 302
        return client

    return sign_in


@pytest.fixture
def client(sign_in_as: SignInAs, researcher: Person) -> FlaskClient:
    """A browser of the researcher."""
    return sign_in_as(researcher)
