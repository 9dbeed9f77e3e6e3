"""Faults of a database that may be over in a moment: it is locked, away or full, or the way to it broke."""

import logging
import sqlite3
import time
from collections.abc import Callable
from itertools import chain, repeat
from typing import TypeVar

from sqlalchemy import exc

from foundation.database.write_turn import CannotWriteNow

Made = TypeVar("Made")

_PAUSES = (0.1, 0.2, 0.4, 0.8)
"""Seconds; after these always one: who comes back first goes on."""
_PASSING_ON_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}

log = logging.getLogger(__name__)


def is_passing(error: BaseException) -> bool:
    """Whether the same may well succeed when it is tried again; never so for a statement that is wrong."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        # The last byte says what it is; the others which kind of it.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _PASSING_ON_SQLITE
    if isinstance(error, exc.DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, CannotWriteNow | exc.OperationalError | exc.TimeoutError)


def patiently(act: Callable[[], Made], seconds: float, what: str) -> Made:
    """What `act` gives, tried again while faults are passing; raises the last of them after so many seconds."""
    began = time.monotonic()
    for pause in chain(_PAUSES, repeat(1.0)):
        try:
            return act()
        except Exception as error:
            if not is_passing(error) or time.monotonic() - began > seconds:
                raise
            log.warning("%s has to wait: %s", what, getattr(error, "orig", None) or error)
        time.sleep(pause)
    raise AssertionError("pauses have no end")
