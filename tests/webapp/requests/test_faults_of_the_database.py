"""A full disk, a damaged file, a server that is away: people hear what is not stored, and keep what they typed."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from foundation.database.engine import open_engine
from studies.models import Study
from tests.webapp.requests.test_nothing_typed_lost import BROWSER, fields_to_send_again
from webapp.application import create_app
from webapp.settings import Settings

TITLE = "Jeugdhulp in Lindermeer 2027"
NEW = {"title": TITLE, "municipality": "Lindermeer"}


@pytest.fixture
def full(engine: Engine, settings: Settings) -> Iterator[None]:
    """The database may not grow any more and has no page left: SQLite says of this what it says of a full disk."""

    def limit(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    engine.dispose()
    with closing(sqlite3.connect(settings.data_dir / "verhaallijn.db", isolation_level=None)) as filling:
        limit(filling)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            filling.executemany("INSERT INTO attempts VALUES (?, 0, 0, 0)", ((str(one),) for one in count()))
    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    engine.dispose()


def reference_in(page: str) -> str:
    found = re.search(r"Nummer van deze fout</dt><dd>([^<]+)</dd>", page)
    assert found, page
    return found[1]


def _long(title: str) -> dict[str, str]:
    """So much that it does not fit on a page that is there already."""
    return {"question": title * 400, "version": "", "used_for": title * 400, "party_name": "Raad"}


@pytest.mark.of_sqlite("a full disk of PostgreSQL is the server's")
def test_on_a_full_disk_it_says_that_it_is_not_stored_and_gives_back_what_was_typed(
    client: FlaskClient, study: Study, engine: Engine, full: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/onderzoeken/jeugdhulp/afspraken", data=_long("Waarom? "), headers=BROWSER)

    assert answer.status_code == 503
    assert "<h1>Niet bewaard</h1>" in answer.text
    assert "De schijf van de server is vol. Vraag je beheerder om plaats te maken." in answer.text
    assert fields_to_send_again(answer.text)["question"].startswith("Waarom? Waarom?")
    assert reference_in(answer.text) in caplog.text


@pytest.mark.of_sqlite("a full disk of PostgreSQL is the server's")
def test_a_disk_that_is_full_at_the_very_end_says_so_too(
    client: FlaskClient, study: Study, engine: Engine, session: Session
) -> None:
    """Storing comes after the page was made: nobody is told then that it is stored."""

    def full_at_commit(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
        connection.exec_driver_sql("CREATE TABLE filling (words TEXT)")

    event.listen(engine, "commit", full_at_commit)
    try:
        answer = client.post("/onderzoeken/nieuw", data=NEW, headers=BROWSER)
    finally:
        event.remove(engine, "commit", full_at_commit)

    assert answer.status_code == 503
    assert "Wat je deed, is niet bewaard." in answer.text
    assert len(reference_in(answer.text)) >= 8
    assert TITLE not in session.exec(select(Study.title)).all()


@pytest.mark.of_sqlite("a damaged file of PostgreSQL is the server's")
@pytest.mark.parametrize("asked", ["/onderzoeken", "/verhalen"])
def test_a_damaged_database_is_a_sentence_and_no_defect(
    client: FlaskClient, study: Study, engine: Engine, settings: Settings, asked: str
) -> None:
    engine.dispose()
    _spoil(settings.data_dir / "verhaallijn.db")

    answer = client.get(asked, follow_redirects=True, headers=BROWSER)

    assert answer.status_code == 503
    assert "Deze pagina kan nu niet open" in answer.text


def test_a_server_that_is_away_is_told_to_people_and_to_scripts(settings: Settings) -> None:
    app = create_app(settings, open_engine("postgresql+psycopg://verhaallijn@127.0.0.1:1/nothing"))
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = {"email": "l.veldman@voorbeeld.nl", "password": "geheim"}

    page = app.test_client().post("/aanmelden", data=wrong, headers=BROWSER)
    script = app.test_client().post("/aanmelden", data=wrong, headers={"Accept": "application/json"})

    assert (page.status_code, script.status_code) == (503, 503)
    assert "De server kan nu niet bij de gegevens." in page.text
    assert "geheim" not in page.text
    assert script.json is not None
    assert script.json["reference"]


def _spoil(file: Path) -> None:
    for log in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        log.unlink(missing_ok=True)
    with file.open("r+b") as content:
        content.write(b"\xff" * 65_536)
