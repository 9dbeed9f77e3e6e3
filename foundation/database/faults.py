"""What is wrong with a database when no statement is: its disk, its file or its server. Nothing was stored then.

DatabaseFault           503  what somebody who runs it has to put right; `sentence` says it to them, without names
├── DiskFull
├── ReadOnlyPlace
├── FileDamaged
└── DatabaseAway
"""

import errno
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import DBAPIError

from foundation.dutch import _
from foundation.errors import ResearcherError

MOST_WORDS = 500
"""Characters of what a server said; a name with many addresses gives a line for each."""


class DatabaseFault(ResearcherError):
    """`str(error)` is for whoever was working; `sentence` for whoever runs the program."""

    status = 503
    sentence = ""

    def __init__(self, told: str) -> None:
        super().__init__(told)


class DiskFull(DatabaseFault):
    def __init__(self) -> None:
        super().__init__(_("De schijf van de server is vol. Vraag je beheerder om plaats te maken."))
        self.sentence = _("De schijf is vol. Maak plaats op de schijf van de gegevens, en probeer het opnieuw.")


class ReadOnlyPlace(DatabaseFault):
    def __init__(self) -> None:
        super().__init__(_("De server kan nu alleen lezen en niets bewaren. Vraag je beheerder om dat te herstellen."))
        self.sentence = _(
            "De gegevens zijn alleen te lezen. Geef de gebruiker die het programma draait schrijfrecht op hun map. "
            "Kijk ook of de schijf niet alleen-lezen is."
        )


class FileDamaged(DatabaseFault):
    def __init__(self) -> None:
        super().__init__(_("De gegevens zijn beschadigd. Stop met werken en waarschuw meteen je beheerder."))
        self.sentence = _(
            "De database is beschadigd, of is geen database. Stop het programma en bewaar de map met de gegevens "
            "zoals die nu is. Zet dan een reservekopie terug: zie docs/backup.md."
        )


class DatabaseAway(DatabaseFault):
    def __init__(self, said: str = "") -> None:
        super().__init__(_("De server kan nu niet bij de gegevens. Probeer het over een minuut nog een keer."))
        sentence = _(
            "De database is niet te bereiken. Kijk of de map met de gegevens er is en of de databaseserver draait. "
            "Kloppen VERHAALLIJN_DATA_DIR en VERHAALLIJN_DATABASE_URL?"
        )
        self.sentence = _("%(why)s De databaseserver zei: %(said)s", why=sentence, said=said) if said else sentence


Fault = Callable[[], DatabaseFault]

_ON_SQLITE: dict[int, Fault] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnlyPlace,
    sqlite3.SQLITE_PERM: ReadOnlyPlace,
    sqlite3.SQLITE_CORRUPT: FileDamaged,
    sqlite3.SQLITE_NOTADB: FileDamaged,
    sqlite3.SQLITE_IOERR: DatabaseAway,
    sqlite3.SQLITE_CANTOPEN: DatabaseAway,
}
_ON_POSTGRESQL: dict[str, Fault] = {
    "53100": DiskFull,
    "25006": ReadOnlyPlace,
    "XX001": FileDamaged,
    "XX002": FileDamaged,
}
_AWAY = ("08", "53", "57P", "58")
"""How PostgreSQL's codes begin when it is stopped, overloaded or can't read its own files."""
_OF_SYSTEM: dict[int | None, Fault] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: ReadOnlyPlace,
}


def fault_in(error: BaseException) -> DatabaseFault | None:
    """What it says of the place of the data; None when it is of something else, such as a statement that is wrong."""
    if isinstance(error, DatabaseFault):
        return error
    cause = getattr(error, "orig", None) or error
    kind = _kind(cause, isinstance(error, DBAPIError) and error.connection_invalidated)
    if kind is DatabaseAway:
        return DatabaseAway(said_by_server(cause))
    return kind() if kind else None


def said_by_server(cause: BaseException) -> str:
    """Why PostgreSQL let nobody in, in its own words, which hold no password; empty when something else is wrong."""
    cause = getattr(cause, "orig", None) or cause
    if getattr(cause, "sqlstate", "") is not None or type(cause).__name__ != "OperationalError":
        return ""
    return " ".join(str(cause).removeprefix("connection failed: ").split())[:MOST_WORDS]


def _kind(cause: Any, is_broken: bool) -> Fault | None:
    if isinstance(cause, sqlite3.Error):
        # The last byte says what it is; the others which kind of it.
        return _ON_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(cause, OSError):
        return _OF_SYSTEM.get(cause.errno)
    return _on_postgresql(cause, is_broken)


def _on_postgresql(cause: Any, is_broken: bool) -> Fault | None:
    if not hasattr(cause, "sqlstate"):
        return None
    state = cause.sqlstate or ""
    # Without a code the server never answered.
    is_away = is_broken or state.startswith(_AWAY) or (not state and type(cause).__name__ == "OperationalError")
    return _ON_POSTGRESQL.get(state) or (DatabaseAway if is_away else None)
