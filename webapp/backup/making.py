"""Making a backup while others go on working, and keeping the keys in a file of their own."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from foundation.backup.archive import BackupContents, pack
from foundation.backup.moving import rows_moved
from foundation.backup.on_postgresql import size_of
from foundation.backup.on_sqlite import copy_file
from foundation.backup.places import see_room, usable, work_folder, written_whole
from foundation.clock import now
from foundation.database.engine import open_engine, read_only, unit_of_work
from foundation.database.leaving_files import empty_log
from foundation.dutch import _, clock_time, long_date
from foundation.secrets.keys import known_keys
from studies.trail.kinds import Kind
from studies.trail.noting import note_everywhere
from webapp.backup.contents import DATABASE, FILES, KEYS, files_of
from webapp.backup.rows import counted_rows, revision_of
from webapp.migration import migrate
from webapp.settings import Settings


def make_backup(engine: Engine, settings: Settings, file: Path, passphrase: str) -> BackupContents:
    """Everything as it is at one moment, but for the keys. Raises what `written_whole` and `see_room` raise."""
    with written_whole(file) as into, work_folder(settings.data_dir) as folder:
        made_at, copy, files = now(), folder / DATABASE, files_of(settings)
        size = _size_of(engine)
        see_room((folder, size), (file.parent, size + sum(one.stat().st_size for one in files.values())))
        _copy(engine, copy)
        contents = _contents_of(copy, made_at)
        pack(into, passphrase, contents, _read_me(made_at), {DATABASE: copy, **files})
    with unit_of_work(engine, across=True) as session:
        note_everywhere(session, Kind.BACKUP_MADE)
    return contents


def keep_keys_apart(settings: Settings, file: Path, passphrase: str) -> None:
    """The keys alone, in a file that a passphrase opens. Raises what `written_whole` and `read_key` raise."""
    made_at, keys = now(), {f"{name}.key": settings.key_file(name) for name in KEYS}
    for name in KEYS:
        settings.key(name)
    with written_whole(file) as into:
        pack(into, passphrase, BackupContents(made_at, ""), _read_me_of_keys(made_at), keys)


def _contents_of(copy: Path, made_at: datetime) -> BackupContents:
    engine = open_engine(f"sqlite:///{copy}")
    try:
        with unit_of_work(read_only(engine), across=True) as session:
            keys = known_keys(session)
        return BackupContents(made_at, revision_of(engine), keys, counted_rows(engine))
    finally:
        engine.dispose()


def _read_me(made_at: datetime) -> str:
    return _(
        "Reservekopie van Verhaallijn, van %(day)s, %(time)s.\n\n"
        "Terugzetten: verhaallijn restore BESTAND --keys SLEUTELS\n\n"
        "Zonder Verhaallijn: met het programma age (age --decrypt BESTAND | tar x) staat alles in een map. "
        "%(database)s is een database van SQLite, die veel programma's lezen. Wat er verder in de "
        "map met gegevens stond, staat in ‘%(files)s’. De sleutels zitten hier niet bij. Zonder die sleutels gaan "
        "vervangen namen en telefoonnummers niet open; al het andere is te lezen.\n\n"
        "Bewaar dit niet langer dan is afgesproken: wat later is gewist, staat hier nog in.\n",
        day=long_date(made_at),
        time=clock_time(made_at),
        database=DATABASE,
        files=FILES,
    )


def _read_me_of_keys(made_at: datetime) -> str:
    return _(
        "De sleutels van Verhaallijn, bewaard op %(day)s. Zet ze terug met: verhaallijn restore BESTAND --keys DIT. "
        "Bewaar ze ergens anders dan de reservekopieën: samen openen ze alle namen.\n",
        day=long_date(made_at),
    )


def _copy(engine: Engine, into: Path) -> None:
    """The database as a file of SQLite, whatever engine it is on."""
    if engine.dialect.name == "sqlite":
        copy_file(_file_of(engine), into)
        return
    target = open_engine(f"sqlite:///{into}")
    try:
        migrate(target)
        with rows_moved(engine, target, compared=False):
            pass
        empty_log(target)
    finally:
        target.dispose()


def _file_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def _size_of(engine: Engine) -> int:
    if engine.dialect.name != "sqlite":
        with read_only(engine).connect() as connection:
            return size_of(connection)
    file = _file_of(engine)
    with usable(file):
        return sum(one.stat().st_size for one in file.parent.glob(f"{file.name}*"))
