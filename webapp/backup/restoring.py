"""Putting a backup back where nothing is yet: all of it, or nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from foundation.backup.archive import BackupContents, unpack
from foundation.backup.places import sync_folder, usable, work_folder
from foundation.database.engine import open_engine, unit_of_work
from foundation.database.leaving_files import empty_log
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.keys import KeyDamaged, KeyExchanged, KeyLost
from foundation.secrets.tokens import digest_of_file
from studies.trail.chain.heads import HEADS_FILE, note_heads
from studies.trail.kinds import Kind
from studies.trail.noting import note_everywhere
from webapp.backup.contents import DATABASE, FILES, KEYS
from webapp.backup.empty_place import SomethingIsThere, place_of
from webapp.backup.opening import opened
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import NAMES, Settings


class KeysMissing(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "Bij deze reservekopie hoort de sleutel %(name)s, en die zit er niet in. Noem het bestand met de "
                "sleutels met --keys, of zet %(name)s in %(folder)s. Er is niets teruggezet.",
                name=file.name,
                folder=file.parent,
            )
        )


class NoKeys(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(_("In %(file)s zitten geen sleutels. Er is niets teruggezet.", file=file))


class KeyOfOtherData(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "De sleutel %(name)s past niet bij deze reservekopie: namen en telefoonnummers zouden dicht blijven. "
                "Neem de sleutel die bij deze kopie hoort. Er is niets teruggezet.",
                name=file.name,
            )
        )


def restore_backup(settings: Settings, file: Path, passphrase: str, keys: Path | None = None) -> BackupContents:
    """Put everything back and bring it to the newest shape. `keys`: the file that `keep_keys_apart` made.

    Raises SomethingIsThere, StillInUse, KeysMissing, KeyOfOtherData, and what `opened` raises: then nothing changed.
    """
    place = place_of(settings.prepared())
    place.see_nothing_there()
    with work_folder(place.folder) as folder:
        contents = opened(file, passphrase, folder)
        _lay_keys(settings, keys, passphrase, folder)
        _make_ready(settings, folder)
        moves = list(_moves(settings, folder))
        _see_nothing_in_the_way(moves)
        with place.filled_from(folder / DATABASE):
            _put_in_place(moves)
        shutil.move(folder / HEADS_FILE, settings.heads_file)
    return contents


def _lay_keys(settings: Settings, keys: Path | None, passphrase: str, folder: Path) -> None:
    """Beside the database, those of the file, or else those that are in the data folder already."""
    if keys is None:
        for name in KEYS:
            if settings.key_file(name).exists():
                shutil.copy(settings.key_file(name), folder)
        return
    with usable(keys), keys.open("rb") as reading, TemporaryDirectory(dir=folder) as apart:
        found = unpack(reading, passphrase, Path(apart))
        if any(f"{name}.key" not in found.files for name in KEYS):
            raise NoKeys(keys)
        for name in KEYS:
            (Path(apart) / f"{name}.key").rename(folder / f"{name}.key")


def _make_ready(settings: Settings, folder: Path) -> None:
    """The newest shape, with the keys that belong to it. Raises KeysMissing, KeyOfOtherData."""
    own = settings.model_copy(update={"data_dir": folder, "database_url": ""})
    engine = open_engine(own.url)
    try:
        migrate(engine)
        keep_keys(engine, own)
        with unit_of_work(engine, across=True) as session:
            note_everywhere(session, Kind.BACKUP_RESTORED)
        note_heads(engine, folder / HEADS_FILE)
        empty_log(engine)
    except (KeyLost, KeyDamaged):
        raise KeysMissing(settings.key_file(NAMES)) from None
    except KeyExchanged:
        raise KeyOfOtherData(settings.key_file(NAMES)) from None
    finally:
        engine.dispose()


def _moves(settings: Settings, folder: Path) -> Iterator[tuple[Path, Path]]:
    """From where to where, but for the database: until that is there, nothing is there."""
    for file in sorted((folder / FILES).rglob("*")):
        if file.is_file():
            yield file, settings.data_dir / file.relative_to(folder / FILES)
    for name in KEYS:
        if name == NAMES or not settings.key_file(name).exists():
            yield folder / f"{name}.key", settings.key_file(name)


def _see_nothing_in_the_way(moves: list[tuple[Path, Path]]) -> None:
    """What a restoration that was broken off left is no harm."""
    for of, into in moves:
        if into.exists() and digest_of_file(of) != digest_of_file(into):
            raise SomethingIsThere(into)


def _put_in_place(moves: list[tuple[Path, Path]]) -> None:
    for of, into in moves:
        with usable(into):
            into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(of, into)
            sync_folder(into.parent)
