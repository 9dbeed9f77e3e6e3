"""Which tables point at a table, so that a package need not know who hangs what on its rows."""

from typing import Any

from sqlalchemy import inspect

from foundation.tables import Scoped


def pointing_at(pointed_at: type[Scoped], *rules: str) -> list[tuple[type[Scoped], str]]:
    """(table class, column) of every foreign key to this table with one of these rules on deletion, by table name.

    An index hangs on nothing: it goes and comes with what it is of.
    """
    target = inspect(pointed_at).local_table
    keys: list[tuple[type[Scoped], str]] = []
    mappers: Any = inspect(pointed_at).registry.mappers
    for mapper in sorted(mappers, key=lambda one: str(one.local_table)):
        if issubclass(mapper.class_, Scoped) and mapper.class_.is_index:
            continue
        keys += [
            (mapper.class_, mapper.get_property_by_column(key.parent).key)
            for key in mapper.local_table.foreign_keys
            if key.column.table is target and key.ondelete in rules
        ]
    return keys
