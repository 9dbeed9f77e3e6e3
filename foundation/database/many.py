"""Many rows at once, for who needs none of them back: a tenth of what it costs to add each."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, inspect
from sqlmodel import Session

from foundation.database.wall import NoOrganisation
from foundation.tables import Scoped


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
