"""Every night a copy that was read again, and no copy is kept longer than the settings say."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from foundation.clock import now, pretend_it_is, today
from journeys.models import Journey
from tests.webapp.backup.conftest import RunAt, refused
from tests.webapp.work.real_worker import until
from webapp.backup.nightly import backups_in, keep_nightly, kept
from webapp.backup.passphrase import PassphraseMissing
from webapp.settings import ROOT, Settings

NIGHT = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)  # three o'clock in Amsterdam
# A worker as the command starts it, for which every hour is night.
_WORKER = """
from datetime import time
from webapp.backup import nightly
from webapp.commands.verhaallijn import main
nightly.FROM = time(0)
main(["worker"])
"""


@pytest.fixture
def nightly(settings: Settings, passphrase: Path, tmp_path: Path) -> Settings:
    folder = tmp_path / "copies"
    folder.mkdir()
    return settings.model_copy(
        update={"backup_folder": folder, "backup_passphrase_file": passphrase, "backup_days": 3, "backup_weeks": 2}
    )


def _days(settings: Settings) -> list[date]:
    assert settings.backup_folder is not None
    return list(backups_in(settings.backup_folder))


def test_one_is_made_in_the_night_and_no_second(engine: Engine, nightly: Settings, filled: Journey) -> None:
    with pretend_it_is(NIGHT - timedelta(hours=2)):
        keep_nightly(engine, nightly)
    assert _days(nightly) == []

    for hours in (0, 1, 20):
        with pretend_it_is(NIGHT + timedelta(hours=hours)):
            keep_nightly(engine, nightly)

    assert _days(nightly) == [date(2026, 11, 30)]


def test_older_ones_go_and_other_files_stay(engine: Engine, nightly: Settings, filled: Journey) -> None:
    assert nightly.backup_folder is not None
    for day in range(1, 30):
        (nightly.backup_folder / f"verhaallijn-2026-11-{day:02d}.age").touch()
    (nightly.backup_folder / "voor-de-verhuizing.age").touch()

    with pretend_it_is(NIGHT):
        keep_nightly(engine, nightly)

    assert [day.day for day in _days(nightly)] == [30, 29, 28, 22]
    assert (nightly.backup_folder / "voor-de-verhuizing.age").exists()


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 6, 30)), min_size=1), st.integers(1, 20), st.integers(0, 10))
def test_nothing_is_kept_longer_than_said_but_the_newest(days: set[date], for_days: int, for_weeks: int) -> None:
    last = max(days)

    stay = kept(days, last, for_days, for_weeks)

    assert last in stay <= days
    assert {day for day in days if last - day < timedelta(days=for_days)} <= stay
    assert all(last - day < timedelta(days=max(for_days, 7 * for_weeks)) for day in stay - {last})
    older = [day for day in stay if last - day >= timedelta(days=for_days)]
    assert len({day.isocalendar()[:2] for day in older}) == len(older)


def test_what_goes_wrong_stands_in_the_log_and_leaves_older_ones(
    engine: Engine, nightly: Settings, filled: Journey, passphrase: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert nightly.backup_folder is not None
    (nightly.backup_folder / "verhaallijn-2025-01-01.age").touch()
    passphrase.write_text("kort")

    with pretend_it_is(NIGHT):
        keep_nightly(engine, nightly)
        keep_nightly(engine, nightly.model_copy(update={"backup_folder": Path("/nergens/kopie")}))

    assert _days(nightly) == [date(2025, 1, 1)]
    assert "Deze wachtzin is te kort." in caplog.text
    assert "/nergens/kopie is niet te gebruiken" in caplog.text


def test_the_check_says_when_the_last_one_was_made(
    run_at: RunAt, nightly: Settings, filled: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = nightly.backup_folder
    assert folder is not None
    monkeypatch.setenv("VERHAALLIJN_BACKUP_FOLDER", str(folder))
    assert "Er is nog geen reservekopie in " in run_at(nightly, "check").output

    old = folder / "verhaallijn-2026-01-02.age"
    old.touch()
    told = run_at(nightly, "check")
    assert "De laatste reservekopie is van 2 januari 2026" in told.output
    assert (told.exit_code, "Draait hij, en wat zegt het log?" in told.output) == (1, True)

    old.rename(folder / f"verhaallijn-{today().isoformat()}.age")
    told = run_at(nightly, "check")
    assert (told.exit_code, "De laatste reservekopie is van " in told.output) == (0, True)


def test_a_worker_without_a_passphrase_does_not_start(
    run_at: RunAt, nightly: Settings, passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERHAALLIJN_BACKUP_FOLDER", str(nightly.backup_folder))
    passphrase.write_text("")

    assert str(PassphraseMissing()) in refused(run_at(nightly, "worker"))


@pytest.fixture
def worker(nightly: Settings, filled: Journey) -> "Iterator[subprocess.Popen[bytes]]":
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "VERHAALLIJN_DATA_DIR": str(nightly.data_dir),
        "VERHAALLIJN_BACKUP_FOLDER": str(nightly.backup_folder),
        "VERHAALLIJN_BACKUP_PASSPHRASE_FILE": str(nightly.backup_passphrase_file),
    }
    process = subprocess.Popen([sys.executable, "-c", _WORKER], env=environment)
    yield process
    process.kill()
    process.wait()


def test_the_worker_makes_it_beside_its_work(
    run_at: RunAt, nightly: Settings, worker: "subprocess.Popen[bytes]"
) -> None:
    until(lambda: bool(_days(nightly)))
    assert nightly.backup_folder is not None
    file = backups_in(nightly.backup_folder)[_days(nightly)[0]]

    assert abs(_days(nightly)[0] - now().date()) <= timedelta(days=1)
    assert run_at(nightly, "check", "--backup", file).output.startswith("De reservekopie is heel: 1 onderzoek")
    assert worker.poll() is None
