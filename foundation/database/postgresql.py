"""The engine on PostgreSQL: what holds on SQLite holds here too.

Who writes in an organisation is alone there until the commit, so 'is it there? no: add it' is true when it is stored.
A lock of the transaction does it, asked for before anything is read; other organisations go on meanwhile. What only
reads waits for nobody, and sees one moment from begin to end.
"""

from typing import Any

from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, Integer, event
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import SessionTransaction

from foundation.database import write_turn
from foundation.database.row_security import working_for
from foundation.database.write_turn import WriteTurnLate
from foundation.errors import NumberBeyondReach

# A connection that broke while nobody used it is made again, before a person notices. The one that was used last has
# its statements prepared.
POOL: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20, "pool_use_lifo": True}
READS_ONLY: dict[str, Any] = {
    "verhaallijn_reads_only": True,
    "postgresql_readonly": True,
    "isolation_level": "REPEATABLE READ",
}

_WRITING, _MIGRATING, _NAMING = 1_447_383_635, 1_447_383_636, 1_447_383_637
"""Which kind of lock: numbers that nothing else in the database is likely to use."""
_NOBODY = 0  # no organisation has this number
_LARGEST = 2**31 - 1
_LOCK_NOT_AVAILABLE, _DEADLOCK, _OUT_OF_RANGE, _UNIQUE = "55P03", "40P01", "22003", "23505"
_DATA, _CONSTRAINT = "22", "23"
"""How codes of these kinds of errors begin."""


def prepare(engine: Engine) -> None:
    _refuse_large_numbers(engine.dialect)
    event.listen(engine, "handle_error", _say_it_our_way)


def write_alone(connection: Connection, organisation_id: int | None, *first: str) -> None:
    """Wait until nobody else writes in this organisation; None: outside any. Holds until the transaction ends.

    `first`: SQL that is done in the same statement.
    """
    _hold(connection, _WRITING, organisation_id or _NOBODY, *first)


def migrate_alone(connection: Connection) -> None:
    _hold(connection, _MIGRATING, _NOBODY)


def name_alone(connection: Connection) -> None:
    """For what is chosen once in the whole installation, such as an address. On SQLite who writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        _hold(connection, _NAMING, _NOBODY)


def is_taken(error: Any) -> bool:
    """Whether the database refused a row because there may be one such row."""
    return getattr(error, "sqlstate", "") == _UNIQUE


def _hold(connection: Connection, kind: int, number: int, *first: str) -> None:
    longest = f"set_config('lock_timeout', '{write_turn.LONGEST_WAIT * 1000:.0f}', true)"
    asked = ", ".join((*first, longest, f"pg_advisory_xact_lock({kind:d}, {number:d})"))
    connection.exec_driver_sql(f"SELECT {asked}")


@event.listens_for(OrmSession, "after_begin")
def _begin(session: OrmSession, transaction: SessionTransaction, connection: Connection) -> None:
    """Tell for whom it works; who may write waits until nobody else writes in that organisation, or outside any."""
    if connection.dialect.name != "postgresql" or transaction.nested:
        return
    whose = working_for(session.info)
    if connection.get_execution_options().get("verhaallijn_reads_only"):
        connection.exec_driver_sql(f"SELECT {whose}")
    else:
        write_alone(connection, session.info.get("organisation_id"), whose)


def _refuse_large_numbers(dialect: Dialect) -> None:
    """Before the query runs, as SQLite's driver does: an error of the database would end the transaction."""
    known: Any = dialect.colspecs[Integer]

    def bind_processor(_self: Any, _dialect: Dialect) -> Any:
        def within_reach(value: int | None) -> int | None:
            if value is not None and not -_LARGEST <= value <= _LARGEST:
                raise OverflowError
            return value

        return within_reach

    within = type("IntegerWithinReach", (known,), {"bind_processor": bind_processor})
    dialect.colspecs = {**dialect.colspecs, Integer: within}


def _say_it_our_way(context: ExceptionContext) -> None:
    error: Any = context.original_exception
    state = getattr(error, "sqlstate", None) or ""
    if isinstance(error, OverflowError) or state == _OUT_OF_RANGE:
        raise NumberBeyondReach from error
    if state in (_LOCK_NOT_AVAILABLE, _DEADLOCK):
        raise WriteTurnLate from error
    if state.startswith((_DATA, _CONSTRAINT)):
        _leave_out_values(error, context.sqlalchemy_exception)


def _leave_out_values(error: Any, told: Any) -> None:
    """PostgreSQL tells which values it refused; an error ends up in a log, and what people said may not."""
    is_constraint = error.sqlstate.startswith(_CONSTRAINT)
    name = f"{type(error).__name__} {error.sqlstate}"
    plain = f"{name}: {error.diag.constraint_name or error.diag.column_name}" if is_constraint else name
    error.args = (plain,)
    if told is not None:
        told.args = (plain,)
