"""What watches over the program hears whether it lives and can work, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, Engine, MetaData, String, Table

from foundation.database.engine import open_engine
from studies.models import Person
from tests.signed_in import client_of
from webapp.application import create_app
from webapp.keys.keeping import keep_keys
from webapp.settings import COOKIES, NAMES, Settings


@pytest.fixture
def watcher(app: Flask, engine: Engine, settings: Settings) -> FlaskClient:
    keep_keys(engine, settings)
    return app.test_client()


def test_what_works_is_ready_and_tells_nothing_more(watcher: FlaskClient, asked: list[str]) -> None:
    assert watcher.get("/health").json == {"alive": True}
    assert asked == []
    answer = watcher.get("/ready")
    assert (answer.status_code, answer.json) == (200, {"ready": True})
    assert "Set-Cookie" not in answer.headers


def test_nobody_is_looked_up_for_it(
    watcher: FlaskClient, app: Flask, engine: Engine, researcher: Person, asked: list[str]
) -> None:
    signed_in = client_of(app, engine, researcher.id)
    asked.clear()
    assert signed_in.get("/health").json == {"alive": True}
    assert asked == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda settings: settings.key_file(NAMES).unlink(),
        lambda settings: settings.key_file(NAMES).write_bytes(b"x" * 32),
        lambda settings: settings.key_file(COOKIES).chmod(0o644),
    ],
)
def test_without_its_keys_it_is_not_ready(
    watcher: FlaskClient, settings: Settings, spoil: Callable[[Settings], object]
) -> None:
    spoil(settings)
    answer = watcher.get("/ready")
    assert answer.status_code == 503
    assert answer.json == {
        "ready": False,
        "reason": "Een sleutel is er niet, is beschadigd, past niet of is open voor anderen.",
    }
    assert str(settings.data_dir) not in answer.text
    assert watcher.get("/health").status_code == 200


@pytest.mark.parametrize("other", ["0051", "9999"])
def test_with_a_database_of_another_version_it_is_not_ready(watcher: FlaskClient, engine: Engine, other: str) -> None:
    version = Table("alembic_version", MetaData(), Column("version_num", String))
    with engine.begin() as connection:
        before = connection.execute(version.select()).scalar_one()
        connection.execute(version.update().values(version_num=other))
    try:
        answer = watcher.get("/ready")
    finally:
        with engine.begin() as connection:
            connection.execute(version.update().values(version_num=before))
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "reason": "De database heeft niet de vorm van deze versie."}


def test_without_a_database_it_lives_and_is_not_ready(settings: Settings) -> None:
    url = "postgresql+psycopg://verhaallijn:geheim@127.0.0.1:1/nothing"
    watcher = create_app(settings, open_engine(url)).test_client()
    assert watcher.get("/health").status_code == 200
    answer = watcher.get("/ready")
    assert (answer.status_code, answer.json) == (503, {"ready": False, "reason": "De database antwoordt niet."})


@pytest.mark.of_sqlite("a file in the data folder")
def test_without_its_folder_it_is_not_ready(watcher: FlaskClient, settings: Settings, engine: Engine) -> None:
    engine.dispose()
    shutil.move(settings.data_dir, Path(f"{settings.data_dir}.away"))
    assert watcher.get("/ready").status_code == 503
    assert watcher.get("/health").status_code == 200
