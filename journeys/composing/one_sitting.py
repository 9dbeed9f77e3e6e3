"""What somebody types in one sitting is one change to them, so one step of undo."""

from datetime import timedelta
from itertools import zip_longest

from sqlmodel import Session

from studies.history.operations import Operation
from studies.models import ChangeRecord

ONE_SITTING = timedelta(minutes=1)
"""Saves of one field within this time of each other are one change."""


def join_in_one_sitting(session: Session, earlier: ChangeRecord | None, latest: ChangeRecord | None) -> None:
    """A text that saves itself while somebody types is one change to them, so one step of undo.

    What somebody else wrote in between parts them: undo would take that along.
    """
    if earlier is None or latest is None or latest.moment - earlier.moment > ONE_SITTING:
        return
    pairs = list(zip_longest(earlier.operations, latest.operations))
    if not pairs or not all(_follows(*pair) for pair in pairs):
        return
    latest.operations = [{**after, "before": before["before"]} for before, after in pairs]
    session.delete(earlier)
    session.flush()


def _follows(before: Operation | None, after: Operation | None) -> bool:
    """Whether both changed the same of the same row, and nobody changed it in between."""
    if before is None or after is None or (before["table"], before["id"]) != (after["table"], after["id"]):
        return False
    return bool(before["before"]) and bool(after["after"]) and bool(before["after"] == after["before"])
