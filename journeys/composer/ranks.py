"""Places after undo or redo: dense again, and what came back stands before what came behind it, wherever that is."""

from collections.abc import Sequence

from sqlmodel import Session

from journeys.lookup import phases_of, steps_of
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure
from journeys.models import Journey, Phase, Step
from studies.history.hanging import PLACE
from studies.models import ChangeRecord

_Part = Phase | Step | Measure
_Rows = set[tuple[str, int]]


def close_ranks(session: Session, journey: Journey, record: ChangeRecord) -> None:
    """After `record` was undone, or done again."""
    came, behind = _came_back(record)
    phases = phases_of(session, journey)
    lists: list[Sequence[_Part]] = [
        phases,
        *(steps_of(session, phase) for phase in phases),
        measures_of(session, journey),
    ]
    for parts in lists:
        for place, part in enumerate(_in_order(parts, came, behind)):
            part.position = place
    session.flush()


def _came_back(record: ChangeRecord) -> tuple[_Rows, _Rows]:
    """(table, id) of what came, and of what made room for it behind it."""
    before, after = ("after", "before") if record.undone else ("before", "after")
    came = {(one["table"], one["id"]) for one in record.operations if one[before] is None}
    behind = {
        (one["table"], one["id"])
        for one in record.operations
        if one[before] and one[after] and one[after].get(PLACE, 0) > one[before].get(PLACE, 0)
    }
    return came, behind


def _in_order(parts: Sequence[_Part], came: _Rows, behind: _Rows) -> list[_Part]:
    ordered = [part for part in parts if (part.__tablename__, part.id) not in came]
    for place, part in enumerate(parts):
        if (part.__tablename__, part.id) in came:
            followers = (at for at, one in enumerate(ordered) if (one.__tablename__, one.id) in behind)
            ordered.insert(next(followers, place), part)
    return ordered
