"""At every start the keys are those with which the data were made, or nothing starts and somebody hears what to do."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from foundation.secrets.keys import KeyDamaged, KeyExchanged, KeyLost, KeyOpenToAll, make_key
from foundation.secrets.sealing import new_key
from interviews.respondents.contacts import ContactVault, save_contact
from interviews.respondents.register import add_respondent
from studies.keys.keeping import study_key
from studies.models import Study
from webapp.commands.verhaallijn import main
from webapp.keys.keeping import keep_keys
from webapp.settings import COOKIES, NAMES, Settings


@pytest.fixture
def file(settings: Settings) -> Path:
    return settings.key_file(NAMES)


@pytest.fixture
def known(engine: Engine, settings: Settings, file: Path) -> Path:
    """The key of an installation that was started before."""
    keep_keys(engine, settings)
    return file


@pytest.fixture
def contact(session: Session, study: Study, settings: Settings) -> None:
    """A telephone number that only the key opens."""
    somebody = add_respondent(session, study, "ouder", {})
    save_contact(session, ContactVault(study_key(session, study.id)), somebody, "Wilma Jansen", "0612345678")
    session.commit()


def test_a_new_installation_makes_keys_that_only_their_owner_reads(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new").prepared()

    keep_keys(engine, settings)

    keys = [settings.key(name) for name in (COOKIES, NAMES)]
    assert [len(key) for key in keys] == [32, 32]
    assert keys[0] != keys[1]
    assert {settings.key_file(name).stat().st_mode & 0o777 for name in (COOKIES, NAMES)} == {0o600}
    keep_keys(engine, settings)
    assert [settings.key(name) for name in (COOKIES, NAMES)] == keys


def test_a_lost_key_is_never_replaced(engine: Engine, settings: Settings, known: Path) -> None:
    known.unlink()

    with pytest.raises(KeyLost, match="Zet hem terug uit je reservekopie"):
        keep_keys(engine, settings)

    assert not known.exists()
    with pytest.raises(KeyLost):
        settings.key(NAMES)


@pytest.mark.parametrize("content", [b"", bytes(32), b"kort", bytes(range(1, 34))])
def test_what_is_no_key_is_refused(engine: Engine, settings: Settings, known: Path, content: bytes) -> None:
    known.write_bytes(content)

    with pytest.raises(KeyDamaged, match="geen sleutel"):
        keep_keys(engine, settings)


def test_another_key_and_one_that_others_read_are_refused(engine: Engine, settings: Settings, known: Path) -> None:
    key = known.read_bytes()
    known.write_bytes(new_key())
    with pytest.raises(KeyExchanged, match="een andere sleutel"):
        keep_keys(engine, settings)

    known.write_bytes(key)
    known.chmod(0o644)
    with pytest.raises(KeyOpenToAll, match="chmod 600"):
        keep_keys(engine, settings)


def test_of_an_older_installation_a_key_is_accepted_when_it_opens_what_is_there(
    engine: Engine, settings: Settings, file: Path, contact: None
) -> None:
    key = file.read_bytes()
    file.write_bytes(new_key())
    with pytest.raises(KeyExchanged):
        keep_keys(engine, settings)
    file.unlink()
    with pytest.raises(KeyLost):
        keep_keys(engine, settings)

    make_key(file)
    file.write_bytes(key)
    keep_keys(engine, settings)


def test_a_command_says_it_in_one_sentence_and_starts_nothing(
    settings: Settings, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    known.unlink()

    for command in (["check"], ["serve"], ["worker"]):
        answer = CliRunner().invoke(main, command)
        assert answer.exit_code == 1
        assert answer.output.startswith("Error: De sleutel ")


def test_a_lost_key_of_cookies_is_made_anew(engine: Engine, settings: Settings, known: Path) -> None:
    settings.key_file(COOKIES).unlink()

    keep_keys(engine, settings)

    with unit_of_work(engine, across=True):
        assert len(settings.key(COOKIES)) == 32


def test_no_key_is_made_where_keys_only_of_a_study_are_kept(
    engine: Engine, settings: Settings, file: Path, session: Session, study: Study
) -> None:
    """Nothing was sealed of it yet, and what will be would open with no key that is made now."""
    session.close()
    file.unlink()

    with pytest.raises(KeyLost):
        keep_keys(engine, settings)
    assert not file.exists()
