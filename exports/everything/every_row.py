"""Every row that belongs to an organisation, table by table, a line of JSON each: nothing is forgotten."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, SQLModel, select

from exports.everything.writing import write
from foundation.tables import Scoped


def write_rows_of(session: Session, organisation_id: int, folder: Path) -> dict[str, int]:
    """How many rows of each table were written; a table without any has no file."""
    written = {}
    for table in scoped_tables():
        lines = list(_lines(session, table, organisation_id))
        if lines:
            write(folder / f"{table.name}.jsonl", "".join(lines))
            written[table.name] = len(lines)
    return written


def scoped_tables() -> list[Table]:
    """Those whose rows belong to an organisation, by name; but for indexes of words, and for keys."""
    every: Any = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    kinds = [one for one in every if issubclass(one, Scoped)]
    left_out = {one.__tablename__ for one in kinds if one.is_index or one.is_of_this_place}
    scoped = {one.__tablename__ for one in kinds} - left_out
    return sorted((one for one in SQLModel.metadata.tables.values() if one.name in scoped), key=lambda one: one.name)


def _lines(session: Session, table: Table, organisation_id: int) -> Iterator[str]:
    query = select(*table.columns).where(table.c.organisation_id == organisation_id).order_by(*table.primary_key)
    for row in session.connection().execute(query).mappings():
        yield json.dumps({str(name): _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """Bytes in base64, moments and days as ISO 8601 has them."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value
