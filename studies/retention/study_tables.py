"""Which rows of which tables are of a study.

It is read from the tables themselves: a row that points at the study, or at a row that does. A new table of a study
goes along by itself; a test names those that are of none.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, inspect, or_
from sqlalchemy import select as core_select
from sqlmodel import SQLModel

from foundation.tables import OUTLIVES_STUDY
from studies.models import Study


def tables_of_studies() -> set[str]:
    """The tables of which rows go along with their study."""
    return {table.name for _model, table in children_first() if is_of_study(table, 0) is not None}


def children_first() -> list[tuple[Any, Table]]:
    """Every table, with those that point at a table before it: so no row ever points at one that is gone."""
    models = {mapper.local_table: mapper.class_ for mapper in inspect(Study).registry.mappers}
    return [(models[table], table) for table in reversed(SQLModel.metadata.sorted_tables) if table in models]


def is_of_study(table: Table, study_id: int) -> ColumnElement[bool] | None:
    """Which rows of a table are of a study; None for a table that holds nothing of any."""
    if table is inspect(Study).local_table:
        return table.c.id == study_id
    if table.info.get(OUTLIVES_STUDY):
        return None
    if "study_id" in table.c:
        return table.c.study_id == study_id
    ways = [
        key.parent.in_(core_select(key.column).where(condition))
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is not table and (condition := is_of_study(key.column.table, study_id)) is not None
    ]
    return or_(*ways) if ways else None
