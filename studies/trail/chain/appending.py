"""Adding rows at the end of a history. Of two who add at once one is first, and the other goes on after that.

The number of a row is used once in an organisation. Whoever finds it taken reads the end again: the database lets them
wait until the other has committed, on either engine, also where who writes belongs to no organisation (signing in).
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from foundation.clock import now
from studies.trail.chain.hashing import BEGINNING, hash_of
from studies.trail.models import TrailEntry

_TABLE: Table = inspect(TrailEntry).local_table  # type: ignore[assignment]
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def append(connection: Connection, entries: Sequence[TrailEntry]) -> None:
    """At the end of the history of each organisation they are of, which is left as the last thing of a transaction.

    Organisations in the order of their numbers, so that no two wait for each other.
    """
    by_organisation = sorted(entries, key=lambda one: one.organisation_id)
    for organisation_id, of_one in groupby(by_organisation, key=lambda one: one.organisation_id):
        _append_to(connection, organisation_id, list(of_one))


def head_of(connection: Connection, organisation_id: int) -> tuple[int, str]:
    """The number and the digest of the last row; (0, BEGINNING) before there is one."""
    query = select(_TABLE.c.sequence, _TABLE.c.hash).where(_TABLE.c.organisation_id == organisation_id)
    found = connection.execute(query.order_by(_TABLE.c.sequence.desc()).limit(1)).first()
    return (found.sequence, found.hash) if found else (0, BEGINNING)


def _append_to(connection: Connection, organisation_id: int, entries: Sequence[TrailEntry]) -> None:
    moment, is_in = now(), False
    while not is_in:
        sequence, previous = head_of(connection, organisation_id)
        for number, entry in enumerate(entries, sequence + 1):
            entry.sequence, entry.moment, entry.previous = number, moment, previous
            entry.hash = previous = hash_of(entry)
        is_in = _first_is_in(connection, entries[0])
    if rest := list(_values(entries[1:])):
        connection.execute(_TABLE.insert(), rest)


def _first_is_in(connection: Connection, entry: TrailEntry) -> bool:
    """False when its number was taken; the rows after it can't be taken then: only who is first may go on."""
    insert = _INSERTS[connection.dialect.name](_TABLE).on_conflict_do_nothing(
        index_elements=["organisation_id", "sequence"]
    )
    taken = insert.values(next(_values([entry]))).returning(_TABLE.c.id)
    return connection.execute(taken).first() is not None


def _values(entries: Iterable[TrailEntry]) -> Any:
    return (entry.model_dump(exclude={"id"}) for entry in entries)
