"""The second wall between organisations, within PostgreSQL: a row of another is not there, whatever was asked.

The first wall (`foundation.database.wall`) adds the organisation to every query. Where one was forgotten, or written as
plain SQL, this one holds: each transaction tells the database for whom it works, and who tells nothing sees no row.
Indexes of words stand outside it, since a search in them would have to read them all; asking them gives numbers only,
of rows that are behind the wall. SQLite has nothing like it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from foundation.tables import Scoped

SETTING = "verhaallijn.organisation"
_ALL, _NOBODY = -1, 0
"""No organisation has these numbers."""
_POLICY = "own_organisation"
_IS_OWN = f"(SELECT NULLIF(current_setting('{SETTING}', true), '')::int) IN ({_ALL}, organisation_id)"
_STANDING = text(
    "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
    " WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity AND relrowsecurity AND polname = :policy"
)
_WALKS_THROUGH = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def working_for(info: Any) -> str:
    """SQL that tells for whom a session works until its transaction ends, by what it knows about itself."""
    whose = _ALL if info.get("across") else info.get("organisation_id") or _NOBODY
    return f"set_config('{SETTING}', '{whose:d}', true)"


def see_all(connection: Connection) -> None:
    """For migrations, copies and checks, which are about the rows of everybody. Until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT {working_for({'across': True})}")


@contextmanager
def past_the_wall(connection: Connection, info: Any) -> Iterator[None]:
    """For the one thing of others that a session may know: whether something is taken. `info`: the session's own."""
    if connection.dialect.name != "postgresql":
        yield
        return
    see_all(connection)
    yield
    connection.exec_driver_sql(f"SELECT {working_for(info)}")


@contextmanager
def standing_within(connection: Connection) -> Iterator[None]:
    """Until the end nothing is kept from the owner of the tables."""
    see_all(connection)
    tables = sorted(guarded_tables())
    for name in tables:
        connection.exec_driver_sql(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    yield
    for name in tables:
        connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def raise_walls(connection: Connection) -> None:
    """Put the wall before each table that has none (any more). Nothing is done twice: it waits for all who work."""
    if connection.dialect.name != "postgresql":
        return
    standing = set(connection.scalars(_STANDING, {"policy": _POLICY}))
    for name in sorted(guarded_tables() - standing):
        connection.exec_driver_sql(f"DROP POLICY IF EXISTS {_POLICY} ON {name}")
        connection.exec_driver_sql(f"CREATE POLICY {_POLICY} ON {name} USING ({_IS_OWN})")
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def guarded_tables() -> set[str]:
    """Names of all tables whose rows belong to an organisation, but those that are indexes of words."""
    kinds: Any = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    return {one.__tablename__ for one in kinds if issubclass(one, Scoped) and not one.is_index}


def is_walked_through(connection: Connection) -> bool:
    """Whether the database lets this user through the wall: it is its superuser, or may pass every wall."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_WALKS_THROUGH))
