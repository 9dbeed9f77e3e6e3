"""Looking at what stands in a database, of whatever organisation."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from foundation.database.row_security import see_all


@contextmanager
def seeing_all(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        see_all(connection)
        yield connection
