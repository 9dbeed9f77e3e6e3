"""An installation with something of everything in it, and an empty place to bring it back."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlmodel import Session

from exports.publishing.publish import publish_journey
from foundation.secrets import age
from interviews.respondents.contacts import ContactVault, save_contact
from interviews.respondents.register import add_respondent
from journeys.models import Journey
from studies.keys.keeping import study_key
from studies.models import Study
from tests.conftest import Databases
from tests.databases.chosen import IS_POSTGRESQL
from tests.journeys.making import SITE, make_finished
from webapp.commands.verhaallijn import main
from webapp.keys.keeping import keep_keys
from webapp.settings import Settings

PASSPHRASE = "vijf losse woorden op een rij"
RunAt = Callable[..., Result]


@pytest.fixture(autouse=True)
def easy_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """What guards nobody need not be dear."""
    monkeypatch.setattr(age.SealedWriter.__init__, "__defaults__", (4,))


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """The file it stands in."""
    file = tmp_path / "wachtzin"
    file.touch(mode=0o600)
    file.write_text(f"{PASSPHRASE}\n")
    return file


@pytest.fixture
def run_at(monkeypatch: pytest.MonkeyPatch, passphrase: Path) -> RunAt:
    """Runs `verhaallijn …` on the installation of these settings."""

    def run(settings: Settings, *arguments: object) -> Result:
        monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
        monkeypatch.setenv("VERHAALLIJN_DATABASE_URL", settings.database_url)
        monkeypatch.setenv("VERHAALLIJN_BACKUP_PASSPHRASE_FILE", str(passphrase))
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def filled(engine: Engine, settings: Settings, session: Session, study: Study) -> Journey:
    """A published story, the conversations behind it, whom to call, and files of the demonstration."""
    keep_keys(engine, settings)
    journey = make_finished(session, study)
    somebody = add_respondent(session, study, "ouder", {"leeftijd": "41"})
    save_contact(session, ContactVault(study_key(session, study.id)), somebody, "Wilma Jansen", "0612345678")
    study.names_gone_on = date(2027, 3, 1)
    publish_journey(session, journey, SITE)
    session.commit()
    settings.mark_as_demonstration()
    (settings.data_dir / "publicaties").mkdir()
    (settings.data_dir / "publicaties" / "klantreis.pdf").write_bytes(b"%PDF-1.7 ...")
    return journey


@pytest.fixture
def elsewhere(tmp_path: Path, databases: Databases, settings: Settings) -> Iterator[Settings]:
    """Settings of an installation where nothing is yet."""
    folder = tmp_path / "elsewhere"
    url = databases.new(folder) if IS_POSTGRESQL else ""
    yield Settings(data_dir=folder, database_url=url, public_url=settings.public_url)
    databases.clear_away()


def refused(result: Result) -> str:
    """The sentence with which a command stopped; no traceback."""
    assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.exception
    sentence: Any = result.output
    assert sentence.startswith("Error: ")
    return str(sentence)
