"""What is brought back is what was there; what can't be brought back whole is not brought back at all."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.draft import document_of
from foundation.database.engine import open_engine, open_session, unit_of_work
from foundation.database.full_text.asked import asked
from foundation.secrets.changing import old_keys
from foundation.secrets.keys import seal_with
from foundation.secrets.sealing import new_key
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import RespondentContact
from interviews.retrieval.search import find_turns, searched
from journeys.models import Journey, Publication
from journeys.public.readers_edition import current_story
from studies.keys.keeping import study_key
from studies.models import Study
from tests.databases.chosen import IS_POSTGRESQL
from tests.files import files_with
from tests.webapp.backup.conftest import PASSPHRASE, RunAt, refused
from tests.webapp.backup.rows import rows_of
from webapp.settings import NAMES, Settings


@pytest.fixture
def copy(tmp_path: Path, run_at: RunAt, settings: Settings, filled: Journey) -> Path:
    made = run_at(settings, "backup", tmp_path / "een.age", "--with-keys", tmp_path / "sleutels.age")
    assert made.exit_code == 0, made.output
    return tmp_path / "een.age"


@pytest.fixture
def keys(copy: Path) -> Path:
    return copy.with_name("sleutels.age")


@contextmanager
def _opened(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.url)
    seal_with(engine, settings.key_file(NAMES))
    yield engine
    engine.dispose()


def but_for_the_copy(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, without the one that tells of making a copy or putting it back: each comes after the copy."""
    rows = rows_of(engine)
    *rows["trail_entry"], last = rows["trail_entry"]
    assert {"backup_made", "backup_restored"} & set(last)
    return rows


def test_everything_is_there_again(
    run_at: RunAt, engine: Engine, settings: Settings, elsewhere: Settings, copy: Path, keys: Path
) -> None:
    result = run_at(elsewhere, "restore", copy, "--keys", keys)

    assert result.exit_code == 0, result.output
    assert "Teruggezet in " in result.output
    assert "1 onderzoek, 3 gesprekken" in result.output
    assert "doe dat opnieuw" in result.output
    with _opened(elsewhere) as restored:
        assert but_for_the_copy(restored) == but_for_the_copy(engine)
    assert (elsewhere.data_dir / "publicaties" / "klantreis.pdf").read_bytes() == b"%PDF-1.7 ..."
    assert (elsewhere.data_dir / "demonstration").exists()
    assert elsewhere.key(NAMES) == settings.key(NAMES)
    assert run_at(elsewhere, "check").output == "Alles klopt.\n"


def test_it_is_searched_opened_and_printed_as_before(
    run_at: RunAt, session: Session, study: Study, settings: Settings, elsewhere: Settings, copy: Path, keys: Path
) -> None:
    run_at(elsewhere, "restore", copy, "--keys", keys)

    with _opened(elsewhere) as engine, open_session(engine, study.organisation_id) as restored:
        assert _told(restored, study, elsewhere) == _told(session, study, settings)
        hits, found, contact, (stored, drawn) = _told(restored, study, elsewhere)
    assert hits > 0
    assert "wachtlijst" in " ".join(found)
    assert contact == ("Wilma Jansen", "0612345678")
    assert stored[:4] == drawn[:4] == b"%PDF"


def _told(session: Session, study: Study, settings: Settings) -> tuple[int, list[str], tuple[str, str], list[bytes]]:
    found = find_turns(session, searched(session, study.id), asked("wachtlijsten"))
    contact = ContactVault(study_key(session, study.id)).open(session.exec(select(RespondentContact)).one())
    public = session.exec(select(Publication)).one()
    drawn = document_of(current_story(session, public))
    return (
        found.page.total,
        [one.turn.text for one in found.turns],
        (contact.name, contact.telephone),
        [public.pdf, drawn],
    )


def test_without_a_word_of_ours_it_is_read_by_other_programs(copy: Path, tmp_path: Path) -> None:
    row = tarfile.open(fileobj=BytesIO(pyrage.passphrase.decrypt(copy.read_bytes(), PASSPHRASE)))  # noqa: SIM115
    row.extractall(tmp_path / "open", filter="data")
    row.close()

    read_me = (tmp_path / "open" / "LEESMIJ.txt").read_text()
    assert "age --decrypt" in read_me
    query = ["-c", "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT title FROM study'))"]
    told = subprocess.run(
        ["python3", *query, str(tmp_path / "open" / "verhaallijn.db")], capture_output=True, text=True, check=True
    )
    assert "Jeugdhulp in Lindermeer 2026" in told.stdout


def test_the_keys_are_not_in_it_and_nothing_in_it_is_read_without_the_passphrase(
    copy: Path, keys: Path, settings: Settings, tmp_path: Path
) -> None:
    within = pyrage.passphrase.decrypt(copy.read_bytes(), PASSPHRASE)
    assert settings.key(NAMES) not in within
    assert b"Wilma" not in within
    assert settings.key(NAMES) in pyrage.passphrase.decrypt(keys.read_bytes(), PASSPHRASE)
    assert [one.stat().st_mode & 0o777 for one in (copy, keys)] == [0o600, 0o600]
    alone = tmp_path / "alone"
    alone.mkdir()
    copy.rename(alone / copy.name)
    assert files_with("wachtlijst", alone) == []


def test_it_says_where_the_keys_and_the_passphrase_must_go(
    run_at: RunAt, settings: Settings, filled: Journey, tmp_path: Path
) -> None:
    without = run_at(settings, "backup", tmp_path / "een.age").output
    assert f"Zonder {settings.key_file(NAMES)} gaan vervangen namen en telefoonnummers nooit meer open." in without
    assert "--with-keys BESTAND" in without
    assert "Zonder de wachtzin gaat niets hiervan open." in without

    beside = run_at(settings, "backup", tmp_path / "twee.age", "--with-keys", tmp_path / "sleutels.age").output
    assert "Bewaar die ergens anders dan de reservekopie." in beside


def test_a_key_that_is_there_already_will_do(
    run_at: RunAt, settings: Settings, elsewhere: Settings, copy: Path
) -> None:
    elsewhere.prepared().key_file(NAMES).touch(mode=0o600)
    elsewhere.key_file(NAMES).write_bytes(settings.key(NAMES))

    assert run_at(elsewhere, "restore", copy).exit_code == 0
    assert run_at(elsewhere, "check").output == "Alles klopt.\n"


def test_without_its_own_key_nothing_is_put_back(run_at: RunAt, elsewhere: Settings, copy: Path) -> None:
    sentence = refused(run_at(elsewhere, "restore", copy))
    assert "Bij deze reservekopie hoort de sleutel pseudonyms.key, en die zit er niet in." in sentence
    assert _nothing_in(elsewhere)

    elsewhere.key_file(NAMES).touch(mode=0o600)
    elsewhere.key_file(NAMES).write_bytes(new_key())
    assert "past niet bij deze reservekopie" in refused(run_at(elsewhere, "restore", copy))
    assert _nothing_in(elsewhere, "pseudonyms.key")


def test_another_key_that_is_in_the_way_is_never_replaced(
    run_at: RunAt, elsewhere: Settings, copy: Path, keys: Path
) -> None:
    other = new_key()
    elsewhere.prepared().key_file(NAMES).touch(mode=0o600)
    elsewhere.key_file(NAMES).write_bytes(other)

    assert "Hier staat al iets: " in refused(run_at(elsewhere, "restore", copy, "--keys", keys))
    assert elsewhere.key(NAMES) == other
    assert _nothing_in(elsewhere, "pseudonyms.key")


def test_a_copy_from_before_the_master_key_was_changed_wants_the_key_of_its_time(
    run_at: RunAt, session: Session, engine: Engine, settings: Settings, elsewhere: Settings, copy: Path
) -> None:
    session.close()
    engine.dispose()
    assert run_at(settings, "keys", "rotate").exit_code == 0
    (old,) = old_keys(settings.key_file(NAMES))
    shutil.copy(settings.key_file(NAMES), elsewhere.prepared().key_file(NAMES))
    assert "past niet bij deze reservekopie" in refused(run_at(elsewhere, "restore", copy))

    shutil.copy(old, elsewhere.key_file(NAMES))

    assert run_at(elsewhere, "restore", copy).exit_code == 0
    assert run_at(elsewhere, "check").output == "Alles klopt.\n"


def _nothing_in(settings: Settings, *but: str) -> bool:
    return {file.name for file in settings.data_dir.iterdir()} <= set(but)


def test_nothing_is_put_over_what_is_there(
    run_at: RunAt, engine: Engine, settings: Settings, copy: Path, keys: Path
) -> None:
    before = rows_of(engine)

    sentence = refused(run_at(settings, "restore", copy, "--keys", keys))

    assert "Terugzetten gaat alleen waar nog niets is" in sentence
    wanted = (
        "een lege database met VERHAALLIJN_DATABASE_URL" if IS_POSTGRESQL else "een andere map met VERHAALLIJN_DATA"
    )
    assert wanted in sentence, "what would help"
    assert rows_of(engine) == before


def test_an_installation_that_was_started_but_never_used_is_nothing(
    run_at: RunAt, engine: Engine, elsewhere: Settings, copy: Path, keys: Path
) -> None:
    assert run_at(elsewhere, "check").exit_code == 0
    assert "Hier staat al iets: " in refused(run_at(elsewhere, "restore", copy, "--keys", keys)), "its own key"
    elsewhere.key_file(NAMES).unlink()

    assert run_at(elsewhere, "restore", copy, "--keys", keys).exit_code == 0

    with _opened(elsewhere) as restored:
        assert but_for_the_copy(restored) == but_for_the_copy(engine)


@pytest.mark.of_sqlite("a server on PostgreSQL goes on with what it finds")
def test_nothing_is_put_under_a_server_that_runs(run_at: RunAt, elsewhere: Settings, copy: Path, keys: Path) -> None:
    run_at(elsewhere, "check")
    elsewhere.key_file(NAMES).unlink()
    with _opened(elsewhere) as running, running.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM study")
        connection.rollback()

        assert "Stop `verhaallijn serve`" in refused(run_at(elsewhere, "restore", copy, "--keys", keys))


WRONG, CUT, CHANGED, NO_COPY, NO_KEYS, NOT_THERE = "wrong", "cut", "changed", "no copy", "no keys", "not there"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (WRONG, "De wachtzin past niet bij dit bestand."),
        (CUT, "Het bestand is niet heel"),
        (CHANGED, "Het bestand is niet heel"),
        (NO_COPY, "Dit is geen bestand dat met een wachtzin is versleuteld"),
        (NO_KEYS, "zitten geen sleutels"),
        (NOT_THERE, "is niet te gebruiken: het is er niet"),
    ],
)
def test_what_can_not_be_trusted_is_refused_in_a_sentence_and_nothing_stays(
    run_at: RunAt, elsewhere: Settings, passphrase: Path, copy: Path, keys: Path, how: str, said: str
) -> None:
    content = copy.read_bytes()
    file = copy.with_name("te proberen")
    half = len(content) // 2
    damaged = {CUT: content[:half], CHANGED: content[:half] + bytes(9) + content[half + 9 :], NO_COPY: b"PK"}
    if how != NOT_THERE:
        file.write_bytes(damaged.get(how, content))
    if how == WRONG:
        passphrase.write_text("een heel andere wachtzin")

    sentence = refused(run_at(elsewhere, "restore", file, "--keys", copy if how == NO_KEYS else keys))

    assert said in sentence
    assert _nothing_in(elsewhere)
    if how != NO_KEYS:
        assert said in refused(run_at(elsewhere, "check", "--backup", file))


def test_the_check_reads_a_whole_copy_and_leaves_nothing_behind(run_at: RunAt, elsewhere: Settings, copy: Path) -> None:
    result = run_at(elsewhere, "check", "--backup", copy)

    assert result.exit_code == 0
    assert result.output.startswith("De reservekopie is heel: 1 onderzoek, 3 gesprekken en ")
    assert _nothing_in(elsewhere)


def test_the_file_of_keys_is_no_copy(run_at: RunAt, elsewhere: Settings, copy: Path, keys: Path) -> None:
    assert "geen reservekopie van Verhaallijn" in refused(run_at(elsewhere, "restore", keys))


def test_a_copy_of_a_newer_version_says_so(
    run_at: RunAt, elsewhere: Settings, copy: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    newer = copy.with_name("nieuwer")
    with monkeypatch.context() as patch:
        patch.setattr("webapp.backup.making.revision_of", lambda _engine: "9999")
        assert run_at(settings, "backup", newer).exit_code == 0

    assert "gemaakt met een nieuwere versie" in refused(run_at(elsewhere, "restore", newer, "--keys", keys))
    assert _nothing_in(elsewhere)


def test_a_copy_under_way_leaves_its_name_alone(run_at: RunAt, settings: Settings, copy: Path) -> None:
    before = copy.read_bytes()

    assert "wordt niet overschreven" in refused(run_at(settings, "backup", copy))

    assert copy.read_bytes() == before


def test_a_passphrase_is_long_enough_and_read_by_nobody_else(
    run_at: RunAt, settings: Settings, filled: Journey, passphrase: Path, tmp_path: Path
) -> None:
    passphrase.chmod(0o644)
    assert "chmod 600" in refused(run_at(settings, "backup", tmp_path / "een.age"))
    passphrase.chmod(0o600)
    for written, said in (("te kort", "te kort"), ("", "geen wachtzin")):
        passphrase.write_text(written)
        assert said in refused(run_at(settings, "backup", tmp_path / "een.age"))
    passphrase.unlink()
    assert "is niet te gebruiken: het is er niet" in refused(run_at(settings, "backup", tmp_path / "een.age"))


def test_a_session_of_before_is_still_signed_in(
    run_at: RunAt, own_app: Flask, elsewhere: Settings, copy: Path, keys: Path
) -> None:
    """Cookies are sealed with the key that came along."""
    run_at(elsewhere, "restore", copy, "--keys", keys)

    assert elsewhere.key("cookies") == own_app.config["SETTINGS"].key("cookies")


def test_a_copy_tells_what_was_cut_off_the_history_since(
    run_at: RunAt, engine: Engine, settings: Settings, copy: Path
) -> None:
    """Whoever empties the history, and the file beside the database that tells how far it was, forgets the copies."""
    assert run_at(settings, "check", "--backup", copy).exit_code == 0
    on_postgresql = "ALTER TABLE trail_entry DISABLE TRIGGER USER"
    with unit_of_work(engine, across=True) as session:
        connection = session.connection()
        connection.exec_driver_sql(on_postgresql if IS_POSTGRESQL else "DROP TRIGGER trail_entry_stays")
        connection.exec_driver_sql("DELETE FROM trail_entry WHERE sequence > 2")

    assert run_at(settings, "check").output == "Alles klopt.\n", "nothing was noted here yet"
    result = run_at(settings, "check", "--backup", copy)
    assert result.exit_code == 1
    assert "er zijn regels weg aan het eind" in result.output
