"""A copy is of one moment, whoever writes meanwhile, and holds up nobody."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from foundation.database.engine import open_engine, unit_of_work
from journeys.models import Journey
from studies.models import Organisation, Study
from tests.webapp.backup.conftest import PASSPHRASE
from webapp.backup.making import make_backup
from webapp.backup.restoring import restore_backup
from webapp.settings import NAMES, ROOT, Settings

COPIES = 3
# Adds studies one by one, each in two rows of one transaction, and tells of each once it is stored.
_WRITER = """
import sys
from itertools import count
from foundation.database.engine import open_engine, unit_of_work
from studies.planning import add_study
from studies.models import Study
from foundation.secrets.keys import seal_with
from webapp.settings import NAMES, Settings
engine, organisation_id = open_engine(Settings().url), int(sys.argv[1])
seal_with(engine, Settings().key_file(NAMES))
for number in count(1):
    with unit_of_work(engine, organisation_id) as session:
        study = add_study(session, f"Onderzoek {number}", slug=f"onderzoek-{number}")
        session.flush()
        study.question = f"Vraag {number}"
    print(number, flush=True)
"""


class Writer:
    """Another process that writes; `stored` is the last it was told to have."""

    def __init__(self, organisation: Organisation) -> None:
        self.stored = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(organisation.id)], stdout=subprocess.PIPE, text=True
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.stored = int(line)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reading.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def writer(
    settings: Settings, session: Session, filled: Journey, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Writer]:
    session.close()
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    writer = Writer(organisation)
    yield writer
    writer.end()


@contextmanager
def _restored(settings: Settings, file: Path, keys: Path) -> Iterator[Session]:
    settings.prepared()
    settings.key_file(NAMES).write_bytes(keys.read_bytes())
    settings.key_file(NAMES).chmod(0o600)
    restore_backup(settings, file, PASSPHRASE)
    engine = open_engine(settings.url)
    with unit_of_work(engine, across=True) as session:
        yield session
    engine.dispose()


def test_what_was_stored_before_it_began_is_in_it_and_nothing_is_in_it_by_halves(
    settings: Settings, writer: Writer, elsewhere: Settings, tmp_path: Path
) -> None:
    before = []
    engine = open_engine(settings.url)
    for number in range(COPIES):
        while writer.stored < 3 * (number + 1):
            pass
        before.append(writer.stored)
        make_backup(engine, settings, tmp_path / f"{number}.age", PASSPHRASE)
    engine.dispose()
    assert writer.stored > before[-1], "nobody wrote meanwhile"
    writer.end()

    with _restored(elsewhere, tmp_path / f"{COPIES - 1}.age", settings.key_file(NAMES)) as session:
        rows = session.exec(
            select(Study.slug, Study.question).where(Study.slug != "jeugdhulp").order_by(col(Study.id))
        ).all()
    assert len(rows) >= before[-1]
    assert list(rows) == [(f"onderzoek-{number}", f"Vraag {number}") for number in range(1, len(rows) + 1)]
