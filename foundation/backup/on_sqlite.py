"""A database on SQLite as it was at one moment, by its own way of copying while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from foundation.dutch import _
from foundation.errors import ResearcherError

_WAIT = 30


class DatabaseUnreadable(ResearcherError):
    def __init__(self, file: Path | str) -> None:
        super().__init__(
            _(
                "De database %(file)s is niet te kopiëren. Misschien is ze er niet, is ze beschadigd, of is de schijf "
                "vol. Er is niets veranderd.",
                file=file,
            )
        )


def copy_file(of: Path, into: Path) -> None:
    """Page by page from one moment; who writes meanwhile goes on. Raises DatabaseUnreadable."""
    try:
        with closing(_connected(of)) as source, closing(sqlite3.connect(into)) as target:
            # If it is broken off, the copy is thrown away.
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
    except sqlite3.Error as error:
        raise DatabaseUnreadable(of) from error
    into.chmod(0o600)


def is_whole(file: Path) -> bool:
    """Whether SQLite finds its pages in order and every row pointing at one that is there."""
    try:
        with closing(_connected(file)) as connection:
            pages = connection.execute("PRAGMA integrity_check(1)").fetchone()
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error:
        return False
    return pages == ("ok",) and lost is None


def is_open_elsewhere(file: Path) -> bool:
    """Whether another program has it open: only who has it alone can change how it is written."""
    try:
        with closing(sqlite3.connect(_address(file), timeout=0, uri=True)) as connection:
            found: tuple[str] = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        return True
    return found != ("delete",)


def _connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(_address(file), timeout=_WAIT, uri=True)


def _address(file: Path) -> str:
    return f"{file.absolute().as_uri()}?mode=rw"
