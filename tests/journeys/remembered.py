"""What a maker of rows made in an empty study, made again as the same rows: the domain decides them once per run.

Nothing else differs from making them, but that they were made some minutes ago. Where a study holds anything already,
where a test says what time it is, or on PostgreSQL, they are made as ever.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from foundation.clock import now
from studies.models import Study
from tests.databases.chosen import IS_POSTGRESQL

Rows = dict[str, list[tuple[Any, ...]]]
BEGUN = {
    "alembic_version",
    "membership",
    "organisation",
    "person",
    "sign_in",
    "sign_in_link",
    "study",
    "study_key",
    "study_role",
    "trail_entry",
    "sqlite_sequence",
}
"""Tables that hold something before anybody worked in a study."""

_known: dict[Hashable, tuple[Rows, Any]] = {}


def remembered(session: Session, study: Study, asked: Hashable, make: Callable[[], Any]) -> Any:
    """The key of what `make` makes in this study, of which `asked` says what it is made from."""
    if IS_POSTGRESQL:
        return make()
    session.flush()
    connection = session.connection()
    before = rows_of(connection)
    is_pretended = abs(now() - datetime.now(UTC)) > timedelta(minutes=1)
    if is_pretended or not {name for name, rows in before.items() if rows} <= BEGUN:
        return make()
    values = [getattr(study, name) for name in Study.model_fields]
    begun = tuple(str(value) for value in values if not isinstance(value, datetime))
    known_as = (make.__qualname__, asked, begun, session.info.get("person_id"))
    if known_as in _known:
        added, key = _known[known_as]
        _add(connection, added)
        return key
    key = make()
    session.flush()
    after = rows_of(connection)
    if all(after[name] == before[name] for name in BEGUN - {"sqlite_sequence"}):
        _known[known_as] = ({name: rows for name, rows in after.items() if rows != before[name]}, key)
    return key


def rows_of(connection: Connection) -> Rows:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND (name NOT LIKE '%\\_index%' ESCAPE '\\'"
        " OR name LIKE '%\\_index\\_left' ESCAPE '\\')"
    ).scalars()
    return {name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in list(names)}  # noqa: S608


def _add(connection: Connection, added: Rows) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, rows in added.items():
        if name == "sqlite_sequence":
            continue
        places = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608
    for name, last in added.get("sqlite_sequence", []):
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, name))
