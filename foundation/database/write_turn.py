"""Whose turn it is to write on SQLite, over threads and processes.

SQLite waits by sleeping up to a tenth of a second between tries: who came later may go first, and a short write starves
beside a busy writer (see bench/write_turns.py). A lock on a file beside the database wakes the next one at once, and
goes with a process that dies. Within a process a lock keeps the others from waiting for the file all at once.
"""

import fcntl
import os
import threading
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Engine, event

from foundation.dutch import _
from foundation.errors import ResearcherError

LONGEST_WAIT = 30.0
"""Seconds. Nobody writes for so long: somebody who waits longer waits for himself, or for what hangs."""

_TURN = "verhaallijn_turn"
_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class CannotWriteNow(ResearcherError):
    """Nothing was stored, and in a moment the same may succeed."""

    status = 503


class PlaceAway(CannotWriteNow):
    """The folder of the database is gone, full or read-only."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bewaren kan nu niet: de map met de gegevens is weg, vol of alleen te lezen. Wat je deed, is nog niet "
                "bewaard. Probeer het zo nog een keer. Lukt het weer niet, vraag dan je beheerder."
            )
        )


class WriteTurnLate(CannotWriteNow):
    """Others wrote for too long."""

    def __init__(self) -> None:
        super().__init__(
            _("Er is nu iets anders bezig met bewaren. Wat je deed, is nog niet bewaard. Probeer het zo nog een keer.")
        )


def keep_turns(engine: Engine) -> None:
    """Let connections of this engine give their turn to the next when they are done."""
    event.listen(engine, "checkin", lambda _connection, record: _give(record.info))
    event.listen(engine, "close", lambda _connection, record: _give(record.info))


def take_turn(connection: Connection) -> None:
    """Wait until this connection may write; it may until it goes back to the pool. Raises CannotWriteNow."""
    file = connection.engine.url.database
    if not file or file == ":memory:" or _TURN in connection.info:
        return
    lock = _locks[file]
    if not lock.acquire(timeout=LONGEST_WAIT):
        raise WriteTurnLate
    try:
        turn = _opened(f"{file}.turn")
        fcntl.flock(turn, fcntl.LOCK_EX)
    except BaseException:
        lock.release()
        raise
    connection.info[_TURN] = (turn, lock)


def _opened(file: str) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PlaceAway from error


def _give(info: dict[str, Any]) -> None:
    held: tuple[int, threading.Lock] | None = info.pop(_TURN, None)
    if held is not None:
        turn, lock = held
        os.close(turn)
        lock.release()
