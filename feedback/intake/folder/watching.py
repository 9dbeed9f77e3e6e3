"""A folder that is looked in: what lies there is read as last time, or waits for a person with why.

Each source has its own: <folder>/<organisation>/<source>, by their slugs. What was read is deleted there.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from feedback.intake.fates import HAS_INVITATION, Fate, FatedLine, unknown_providers
from feedback.intake.files import is_as_last_time, keep_file, throw_away
from feedback.intake.jobs import ask_to_read_in
from feedback.intake.models import Brought, IntakeFile, IntakeSource
from feedback.intake.table import FileWrong, Table, read_table
from feedback.intake.taking_in import Vaults, begin, look_over
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.models import Measurement
from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _
from studies.models import Organisation

QUIET = timedelta(minutes=10)
"""For so long nothing was written to a file that is whole."""
MOST_BYTES = 25_000_000
_ENDINGS = {".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Watched:
    organisation_id: int
    source_id: int
    place: Path


def look_in(engine: Engine, folder: Path) -> int:
    """Take in whatever lies in the folders of the sources; how many files. One that goes wrong keeps no other back."""
    done = 0
    for watched in _watched(engine, folder):
        for path in _lying(watched.place):
            try:
                _bring(engine, watched, path)
                path.unlink()
                done += 1
            except Exception as error:
                # Neither the name of the file nor the words of the error: both may name people.
                log.error("a file in the folder of source %s stays: %s", watched.source_id, type(error).__name__)
    return done


def _watched(engine: Engine, folder: Path) -> list[_Watched]:
    with unit_of_work(read_only(engine), across=True) as session:
        query = select(IntakeSource, Organisation.slug).join(
            Organisation, col(Organisation.id) == IntakeSource.organisation_id
        )
        found = session.exec(query.order_by(col(IntakeSource.id))).all()
        return [_Watched(one.organisation_id, one.id, folder / slug / one.slug) for one, slug in found]


def _lying(place: Path) -> Iterator[Path]:
    """Files that are whole, by name; no links, which may lead anywhere."""
    if not place.is_dir() or place.is_symlink():
        return
    for path in sorted(place.iterdir()):
        if path.is_file() and not path.is_symlink() and path.suffix.lower() in _ENDINGS and _is_quiet(path):
            yield path


def _is_quiet(path: Path) -> bool:
    stat = path.stat()
    return datetime.fromtimestamp(max(stat.st_mtime, stat.st_ctime), UTC) < now() - QUIET


def _bring(engine: Engine, watched: _Watched, path: Path) -> None:
    table = _read(path)
    with unit_of_work(engine, watched.organisation_id) as session:
        source = session.get_one(IntakeSource, watched.source_id)
        if isinstance(table, str):
            session.add(IntakeFile(source_id=source.id, brought=Brought.FOLDER, trouble=table))
            return
        _keep(session, source, table)


def _read(path: Path) -> Table | str:
    """The list, or why it is none."""
    if path.stat().st_size > MOST_BYTES:
        return _("Dit bestand is te groot. Bewaar alleen de lijst zelf als nieuw bestand, of splits hem op.")
    try:
        return read_table(path.read_bytes())
    except FileWrong as wrong:
        return str(wrong)


def _keep(session: Session, source: IntakeSource, table: Table) -> None:
    vaults = Vaults.of(session)
    file = keep_file(session, vaults.files, source, table, Brought.FOLDER)
    lines = look_over(session, vaults, source, file, table)
    if all(one.fate is Fate.KNOWN for one in lines):
        throw_away(session, file)
        return
    file.trouble = _why_it_waits(session, source, file, lines)
    session.add(file)
    if not file.trouble:
        begin(session, source, file)
        ask_to_read_in(session)
    session.flush()


def _why_it_waits(session: Session, source: IntakeSource, file: IntakeFile, lines: list[FatedLine]) -> str:
    """'' when it can be read in without anybody."""
    if not session.get_one(Measurement, source.measurement_id).is_running:
        return str(NotAgreedYet())
    if not source.columns:
        return _("Van deze bron is nog niets ingelezen. Kies wat elke kolom wordt.")
    if not is_as_last_time(file, source):
        return _("De kolommen zijn anders dan vorige keer. Kijk ze na.")
    if unknown_providers(lines):
        return _("Er staan aanbieders in die we niet kennen. Kies wie dat zijn.")
    if not any(one.fate in HAS_INVITATION for one in lines):
        return _("In dit bestand staat niemand die je iets kunt vragen. Kijk hieronder waarom.")
    return ""
