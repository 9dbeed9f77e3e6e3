"""What rests on what somebody told, found by the packages that hold it, for who says that somebody stops."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from sqlmodel import Session


class Reach(IntEnum):
    """Who has it now."""

    DRAFT = 1
    COUNCIL = 2
    READERS = 3


@dataclass(frozen=True)
class Resting:
    """One thing, where it stands (an endpoint with its values and anchor), and what becomes of it."""

    what: str
    becomes: str
    endpoint: str
    values: dict[str, str | int] = field(default_factory=dict)
    reach: Reach = Reach.DRAFT


Finder = Callable[[Session, int, frozenset[int]], list[Resting]]
"""From a study and its interviews."""
_FINDERS: list[Finder] = []


def finds_what_rests(finder: Finder) -> Finder:
    """Declare a function that finds what of its package rests on interviews."""
    _FINDERS.append(finder)
    return finder


def resting_on(session: Session, study_id: int, interview_ids: frozenset[int]) -> list[Resting]:
    """Everything that rests on these interviews; what readers have stands last."""
    if not interview_ids:
        return []
    found = [one for finder in _FINDERS for one in finder(session, study_id, interview_ids)]
    return sorted(found, key=lambda one: one.reach)
