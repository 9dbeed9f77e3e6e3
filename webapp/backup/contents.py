"""What belongs to an installation besides its database and its keys."""

from collections.abc import Iterator
from pathlib import Path

from webapp.settings import COOKIES, NAMES, Settings

DATABASE = "verhaallijn.db"
FILES = "bestanden"
"""In a backup, the folder of what the data folder holds besides."""
KEYS = (NAMES, COOKIES)

_OF_THE_INSTALLATION = ("demonstration", "publicaties")


def files_of(settings: Settings) -> dict[str, Path]:
    """{name in a backup: file} of what the data folder holds, but for the database, the bell of workers and keys."""
    found = (file for name in _OF_THE_INSTALLATION for file in _files(settings.data_dir / name))
    return {f"{FILES}/{file.relative_to(settings.data_dir).as_posix()}": file for file in sorted(found)}


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    yield from (file for file in place.rglob("*") if file.is_file())
