"""What a package answers when the overview of a study asks where the material stands and what waits for somebody.

A package has `stations` and `waiting_tasks` (Answering); the shell asks them and puts what waits in order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from sqlmodel import Session

from studies.models import Study

MayOpen = Callable[[str], bool]
"""Whether the person who asks may open an endpoint: nobody is told of what is behind a closed door."""


class Urgency(IntEnum):
    """What comes first."""

    MEND = 1
    """A story says what it may not, or somebody's words for it wait."""
    ENDING = 2
    """It goes by itself, or lies there half done."""
    ASKED = 3
    """The council waits."""
    NEXT = 4
    """The next step with the material."""
    LATER = 5
    """After that."""


@dataclass(frozen=True)
class Place:
    """A page of the study (or of all): its endpoint, what else stands in the address, and a spot on it."""

    endpoint: str
    values: Mapping[str, str | int | None] = field(default_factory=dict)
    anchor: str | None = None
    is_of_study: bool = True


@dataclass(frozen=True)
class Task:
    """Something that waits for this person; `tone` picks the icon's colour."""

    title: str
    why: str
    place: Place
    icon: str
    tone: str
    urgency: Urgency


@dataclass(frozen=True)
class Station:
    """One stop on the line: `state` is done, here or ahead."""

    name: str
    place: Place
    figure: str
    of: str
    note: str
    state: str


Finder = Callable[[Session, Study], Iterable[Task]]


class Answering(Protocol):
    """A module of a package, or of part of one. It asks the database as much for a large study as for a small one."""

    def stations(self, session: Session, study: Study, may_open: MayOpen) -> list[Station]:
        """Where its material stands, in the order of the line."""

    def waiting_tasks(self, session: Session, study: Study, may_open: MayOpen) -> list[Task]:
        """What waits for this person."""


def behind_open_doors(
    session: Session, study: Study, may_open: MayOpen, finders: Iterable[tuple[str, Finder]]
) -> list[Task]:
    """What is found by the finders whose door this person may open."""
    return [task for door, find in finders if may_open(door) for task in find(session, study)]


def state_of(done: int, total: int, *, started: bool = False) -> str:
    """The state of a station at which `done` of `total` have arrived."""
    if total and done == total:
        return "done"
    return "here" if done or started or total else "ahead"
