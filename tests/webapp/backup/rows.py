"""All that stands in a database."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel, select

import webapp.tables  # noqa: F401  registers every table
from foundation.database.engine import read_only
from tests.databases.seeing import seeing_all


def rows_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """By table, in the order of their numbers."""
    with seeing_all(read_only(engine)) as connection:
        return {
            one.name: [tuple(row) for row in connection.execute(select(one).order_by(*one.primary_key))]
            for one in SQLModel.metadata.sorted_tables
        }
