"""What somebody types in one sitting is one change to them, so one step of undo."""

from datetime import timedelta

from sqlmodel import Session

from studies.models import ChangeRecord

ONE_SITTING = timedelta(minutes=1)
"""Saves of one field within this time of each other are one change."""


def join_in_one_sitting(session: Session, earlier: ChangeRecord | None, latest: ChangeRecord | None) -> None:
    """A text that saves itself while somebody types is one change to them, so one step of undo."""
    if earlier is None or latest is None or latest.moment - earlier.moment > ONE_SITTING:
        return
    if _touched(earlier) != _touched(latest):
        return
    latest.operations = [{**latest.operations[0], "before": earlier.operations[0]["before"]}]
    session.delete(earlier)
    session.flush()


def _touched(record: ChangeRecord) -> list[tuple[str, int, list[str] | None]]:
    """Table, row and columns of each operation; columns are None for a row that came or went."""
    return [
        (one["table"], one["id"], sorted(one["before"]) if one["before"] and one["after"] else None)
        for one in record.operations
    ]
