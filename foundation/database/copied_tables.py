"""Changing tables in a migration: alone, and on SQLite by copying them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from foundation.database.postgresql import migrate_alone
from foundation.database.row_security import see_all


class PointsNowhere(RuntimeError):
    """A migration would leave a row that points at one that is not there. Nothing was changed."""


@contextmanager
def tables_are_copied(connection: Connection) -> Iterator[None]:
    """To change a table, a migration on SQLite copies it and drops the old one. What points at it stays meanwhile.

    Before anything was asked of the connection; the block is one transaction. Raises PointsNowhere.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            # Several processes may start at once; the second one finds nothing left to do.
            migrate_alone(connection)
            see_all(connection)
            yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # it does nothing within a transaction
    try:
        with connection.begin():
            before = driver.total_changes
            yield
            # It walks through every row, so a start with nothing to migrate does without.
            if driver.total_changes == before:
                return
            if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise PointsNowhere(f"{lost[0].table} points at {lost[0].parent} (and {len(lost) - 1} more)")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
