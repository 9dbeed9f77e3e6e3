"""Lines of the log, for people at a terminal or (JSON) for programs. What people typed is in none of them.

Of an error its kind and the places in the code are written, and its message only where that holds no values: messages
of Python quote what they stumbled over, and that may be somebody's words.
"""

import json
import logging
import sqlite3
import traceback
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

_HARMLESS = (SQLAlchemyError, sqlite3.Error, OSError)
"""Told without values: see foundation.database.engine."""
_CHATTY = ("alembic", "huey", "waitress", "gunicorn")
_REQUESTS = "webapp.running.request_log"


class PlainLine(logging.Formatter):
    """'2026-11-30 09:10:11,123 INFO webapp.work.worker worker ready'"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's own name
        return what_broke(ei[1]) if isinstance(ei, tuple) and ei[1] else ""


class JsonLine(logging.Formatter):
    """One object a line: time (UTC), level, logger, message, and what `extra={"told": {...}}` brings along."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = what_broke(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def write_log(form: str) -> None:
    """From here on this process logs to standard error; each request too when a program reads along."""
    to_error = logging.StreamHandler()
    to_error.setFormatter(JsonLine() if form == "json" else PlainLine())
    logging.basicConfig(level=logging.INFO, handlers=[to_error])
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger(_REQUESTS).setLevel(logging.INFO if form == "json" else logging.WARNING)


def what_broke(error: BaseException) -> str:
    """Its kind and where in the code, for it and what caused it; the newest last."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = f"{type(error).__name__}: {error}" if isinstance(error, _HARMLESS) else type(error).__name__
    places = [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]
    return "\n".join([*([what_broke(earlier)] if earlier else []), told, *places])
