"""A real database for every test: a fresh copy of a migrated one."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event, make_url
from sqlmodel import Session

from demo.build import Demonstration
from exports.pdf.journey import document
from foundation.database.engine import open_session
from foundation.redis_line import RedisLine
from foundation.secrets.keys import make_key, seal_with
from studies.accounts import passwords
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.databases.chosen import IS_POSTGRESQL
from tests.databases.on_postgresql import OnPostgresql
from tests.databases.on_sqlite import OnSqlite
from tests.databases.own_redis import OwnRedis, redis_program
from tests.demonstration import build_demonstration
from tests.founding import Founding, found
from tests.signed_in import client_of
from webapp.application import apply_settings, create_app
from webapp.settings import COOKIES, NAMES, Settings
from webapp.static_files import StaticFiles


class _Compiled(BytecodeCache):
    """Templates, compiled once for all tests instead of once for each."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


Databases = OnSqlite | OnPostgresql
PRODUCTS_HASHER = passwords._HASHER
StaticFiles.jinja_options = {"bytecode_cache": _Compiled()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks the whole application is marked so that `make fast` can leave it out.

    What is of one database alone is skipped on the other, and says why. On PostgreSQL nothing else
    than what asks for a database is run.
    """
    if IS_POSTGRESQL:
        asks = {item: "databases" in getattr(item, "fixturenames", ()) for item in items}
        config.hook.pytest_deselected(items=[item for item in items if not asks[item]])
        items[:] = [item for item in items if asks[item]]
    for item in items:
        if of_other := item.get_closest_marker("of_sqlite" if IS_POSTGRESQL else "of_postgresql"):
            item.add_marker(pytest.mark.skip(reason=of_other.args[0]))
        if {"app", "own_app", "demonstration"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.application)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """A hash that guards nobody need not be dear; `dear_passwords` is for who asks what one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passwords._nobodys_hash.cache_clear()
        yield


@pytest.fixture
def dear_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as outside tests."""
    monkeypatch.setattr(passwords, "_HASHER", PRODUCTS_HASHER)
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def documents_made_once() -> Iterator[None]:
    """The same story gives the same document, so that publishing it in the next test need not set it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "journey_pdf", cache(document.journey_pdf))
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where tests get their databases."""
    databases = OnPostgresql() if IS_POSTGRESQL else OnSqlite(tmp_path_factory.mktemp("database"))
    yield databases
    databases.stop()


@pytest.fixture
def new_database(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own, without tables."""
    yield databases.new(tmp_path)
    databases.clear_away()


@pytest.fixture(scope="session")
def founding(databases: Databases) -> Founding:
    """Who is there before anybody works in a study, put down once."""
    return found(databases)


@pytest.fixture
def settings(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    databases: Databases,
    founding: Founding,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """Settings of an application whose data folder is this test's own; its database knows whom the test asks for."""
    settings = Settings(
        data_dir=tmp_path / "instance",
        public_url="https://verhalen.lindermeer.example",
        secure_cookies=False,  # the browsers of tests come over http
    ).prepared()
    url = databases.begin(founding.known_to(request.fixturenames), settings.data_dir)
    if IS_POSTGRESQL:
        # For commands, and processes that a test starts: SQLite's is in the data folder.
        monkeypatch.setenv("VERHAALLIJN_DATABASE_URL", url)
        settings = settings.model_copy(update={"database_url": url})
    for name in (COOKIES, NAMES):
        make_key(settings.key_file(name))
    return settings


@pytest.fixture(scope="session")
def one_engine(databases: Databases, founding: Founding) -> Engine:
    return databases.one_engine()


@pytest.fixture(scope="session")
def one_redis() -> Iterator[OwnRedis]:
    redis = OwnRedis(redis_program())
    yield redis
    redis.end()


@pytest.fixture
def redis(one_redis: OwnRedis) -> OwnRedis:
    """Empty, and running."""
    RedisLine(one_redis.url).ask(lambda client: client.flushall())
    return one_redis


@pytest.fixture
def engine(settings: Settings, one_engine: Engine) -> Iterator[Engine]:
    one_engine.url = make_url(settings.url)
    seal_with(one_engine, settings.key_file(NAMES))
    yield one_engine
    left_open = one_engine.pool.checkedout()
    one_engine.dispose()
    assert not left_open, "a session was left open; it holds up whoever comes next"


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database was given; clear it to begin counting."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "pg_advisory_xact_lock" not in statement:  # who may write, as BEGIN IMMEDIATE says on SQLite
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def organisation(engine: Engine, founding: Founding) -> Organisation:
    return founding.organisation()


@pytest.fixture
def researcher(engine: Engine, founding: Founding, organisation: Organisation) -> Person:
    return founding.researcher()


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


@pytest.fixture(scope="session")
def one_app(tmp_path_factory: pytest.TempPathFactory, one_engine: Engine) -> tuple[Flask, dict[str, Any]]:
    """One application for all tests, with its configuration as it was made."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("instance"))
    make_key(settings.key_file(COOKIES))
    app = create_app(settings, one_engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app, dict(app.config)


@pytest.fixture
def app(settings: Settings, engine: Engine, one_app: tuple[Flask, dict[str, Any]]) -> Flask:
    """The application over this test's own database; `own_app` is for who changes more of it than its configuration."""
    app, made = one_app
    app.config.clear()
    app.config.update(made)
    apply_settings(app, settings)
    return app


@pytest.fixture
def own_app(settings: Settings, engine: Engine) -> Flask:
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Demonstration]:
    """The whole demonstration study; tests that use it read only, and share one run by xdist_group."""
    folder = tmp_path_factory.mktemp("demonstration")
    demo = build_demonstration(folder, databases.new(folder, stays=True))
    yield demo
    demo.engine.dispose()


SignInAs = Callable[[Person], FlaskClient]


@pytest.fixture
def sign_in_as(app: Flask, engine: Engine) -> SignInAs:
    """A client in which a person is signed in."""
    return lambda person: client_of(app, engine, person.id)


@pytest.fixture
def client(sign_in_as: SignInAs, researcher: Person) -> FlaskClient:
    """A browser of the researcher."""
    return sign_in_as(researcher)
