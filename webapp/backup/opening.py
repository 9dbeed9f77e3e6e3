"""Opening a backup in a folder of its own, and seeing that it is whole before anything is done with it."""

from collections.abc import Callable
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from foundation.backup.archive import BackupContents, BackupTooNew, NoBackup, unpack
from foundation.backup.on_sqlite import is_whole
from foundation.backup.places import see_room, usable, work_folder
from foundation.secrets.age import SealedFileDamaged
from webapp.backup.contents import DATABASE
from webapp.settings import ROOT, Settings


def opened(file: Path, passphrase: str, folder: Path) -> BackupContents:
    """Unpacked into an empty folder, and found whole. Raises NoBackup, BackupTooNew, and what `unpack` raises."""
    with usable(file):
        see_room((folder, file.stat().st_size))
        with file.open("rb") as reading:
            contents = unpack(reading, passphrase, folder)
    if DATABASE not in contents.files:
        raise NoBackup
    if contents.revision not in _revisions():
        raise BackupTooNew
    if not is_whole(folder / DATABASE):
        raise SealedFileDamaged
    return contents


def verified(
    settings: Settings, file: Path, passphrase: str, look: Callable[[Path], None] | None = None
) -> BackupContents:
    """What is in it, after all of it was read. Raises what `opened` raises; nothing stays of it.

    `look` is given its database, while that is there.
    """
    with work_folder(settings.prepared().data_dir) as folder:
        contents = opened(file, passphrase, folder)
        if look is not None:
            look(folder / DATABASE)
        return contents


def _revisions() -> set[str]:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
