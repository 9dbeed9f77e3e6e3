"""Many rows at once, and counters that many raise at once: statements of their own, past what a flush does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from foundation.database.wall import NoOrganisation
from foundation.tables import Scoped

_UPSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_many(session: Session, model: type[Scoped], rows: Iterable[dict[str, Any]]) -> int:
    """Add rows of the session's own organisation, with every column that has no default in the database; how many.

    What a flush does besides is left out: keep texts that are searched in another way. Raises NoOrganisation.
    """
    organisation_id = session.info.get("organisation_id")
    if organisation_id is None:
        raise NoOrganisation
    values = [{**row, "organisation_id": organisation_id} for row in rows]
    if values:
        session.flush()
        session.connection().execute(insert(inspect(model).local_table), values)
    return len(values)


def add_up(
    session: Session,
    model: type[Scoped],
    keys: Sequence[str],
    amounts: Sequence[tuple[Mapping[str, Any], Mapping[str, int]]],
) -> None:
    """Add to counters in one statement a row: read, add and write back loses counts as soon as two do it at once.

    `amounts`: each ({key column: value}, {counter: by how much}), to the rows of these keys.

    `keys`: the columns of a unique constraint. Rows are taken in the order of their keys: two that raise the same rows
    in another order would wait for each other. Raises NoOrganisation.
    """
    organisation_id = session.info.get("organisation_id")
    if organisation_id is None:
        raise NoOrganisation
    table = inspect(model).local_table
    session.flush()
    connection = session.connection()
    for row, by in sorted(amounts, key=lambda one: [str(one[0][key]) for key in keys]):
        statement = _UPSERT[connection.dialect.name](table).values(organisation_id=organisation_id, **row, **by)
        raised = {name: table.c[name] + statement.excluded[name] for name in by}
        connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=raised))
