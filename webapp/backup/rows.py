"""What stands in a database, told by table."""

from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, literal, table
from sqlmodel import SQLModel, func, select

import webapp.tables  # noqa: F401  every table is counted
from foundation.database.engine import read_only
from foundation.database.full_text.index import is_of_the_tables
from foundation.database.row_security import see_all

_OF_WHO_STARTS_IT = {"alembic_version", "key_fingerprint", "worker", "attempts"}
"""Tables that have rows as soon as a new installation runs."""


def revision_of(engine: Engine) -> str:
    """The last migration that this database had; empty for one without tables."""
    with read_only(engine).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def counted_rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has, in a database of the newest shape."""
    with read_only(engine).connect() as connection:
        see_all(connection)
        tables = SQLModel.metadata.sorted_tables
        return {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables}


def holds_nothing(engine: Engine) -> bool:
    """Whether nobody has put anything in it yet, whatever its shape."""
    with read_only(engine).connect() as connection:
        see_all(connection)
        names = set(inspect(connection).get_table_names()) - _OF_WHO_STARTS_IT
        kept = [name for name in sorted(names) if is_of_the_tables(None, name, "table", True, None)]
        return all(connection.scalar(select(literal(1)).select_from(table(name)).limit(1)) is None for name in kept)
