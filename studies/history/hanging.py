"""What only hangs on a row that a change brought or took, or only made room for it: undo of that row needs none of it.

Somebody else may have taken such a row away since, tied it elsewhere or put it elsewhere in its list. That stays so.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect

from foundation.tables import Scoped
from studies.history.operations import Operation
from studies.models import ChangeRecord

PLACE = "position"
"""The column with the place of a row among others; where it stands is no change to the row itself."""


def only_hangs(record: ChangeRecord, table: type[Scoped], operation: Operation) -> bool:
    """Whether an operation does nothing but tie a row to one that comes or goes with this change, or make room."""
    if operation["before"] is None or operation["after"] is None:
        return False
    whole = {(one["table"], one["id"]) for one in record.operations if one["before"] is None or one["after"] is None}
    ties = operation["after"].keys() - {PLACE}
    return bool(whole) and all(_is_tied_to(whole, table, key, operation) for key in ties)


def tied_again(
    row: Any, wanted: Operation, expected: Operation, stands: Callable[[Any, Operation], bool]
) -> dict[str, Any]:
    """What to set on a row that only hangs on another; nothing when it is gone or was tied elsewhere since.

    A row that only makes room does so from where it is by now. `stands(row, values)`: whether a row has these values.
    """
    ties = wanted.keys() - {PLACE}
    if row is None or not stands(row, {key: expected[key] for key in ties}):
        return {}
    return dict(wanted) if ties else {PLACE: getattr(row, PLACE) + wanted[PLACE] - expected[PLACE]}


def but_its_place(values: Operation) -> Operation:
    return {key: value for key, value in values.items() if key != PLACE}


def _is_tied_to(whole: set[tuple[str, int]], table: type[Scoped], key: str, operation: Operation) -> bool:
    column = inspect(table).columns.get(key)
    targets = {one.column.table.name for one in column.foreign_keys} if column is not None else set()
    numbers = [operation[side][key] for side in ("before", "after")] if targets else []
    return any((target, number) in whole for target in targets for number in numbers)
