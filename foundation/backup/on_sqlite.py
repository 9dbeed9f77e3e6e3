"""A database on SQLite as it was at one moment, by its own way of copying while others write; and its rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, column, insert, select, table

from foundation.dutch import _
from foundation.errors import ResearcherError

_WAIT = 30
_AT_ONCE = 1000
_SEQUENCE = table("sqlite_sequence", column("name"), column("seq"))


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


@contextmanager
def filling(connection: Connection) -> Iterator[None]:
    """Rows come in table by table: what they point at may come later. Nothing may be asked of the connection yet."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # it does nothing within a transaction
    try:
        with connection.begin():
            yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def write_rows(connection: Connection, into: Table, types: Mapping[str, Any], rows: Iterable[Any]) -> None:
    """Each with the numbers it has."""
    values = {name: bindparam(f"of_{name}", type_=kind) for name, kind in types.items()}
    statement, names, rows = insert(into).values(values), list(values), iter(rows)
    while part := list(islice(rows, _AT_ONCE)):
        connection.execute(
            statement, [{f"of_{name}": value for name, value in zip(names, row, strict=True)} for row in part]
        )


def last_numbers(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """The last number that each table gave to a row."""
    query = select(_SEQUENCE.c.name, _SEQUENCE.c.seq).where(_SEQUENCE.c.name.in_(list(tables)), _SEQUENCE.c.seq > 0)
    return {str(name): number for name, number in connection.execute(query)}


def go_on_after(connection: Connection, numbers: Mapping[str, int]) -> None:
    """The next row of each table gets a higher number than this one."""
    connection.execute(_SEQUENCE.delete().where(_SEQUENCE.c.name.in_(list(numbers))))
    if numbers:
        connection.execute(_SEQUENCE.insert(), [{"name": name, "seq": number} for name, number in numbers.items()])


def _connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(_address(file), timeout=_WAIT, uri=True)


def _address(file: Path) -> str:
    return f"{file.absolute().as_uri()}?mode=rw"
