"""Looking: that somebody saw raw material is noted too. The same person, the same thing, within an hour: once.

So a page that somebody works in for a morning leaves a few rows, not hundreds, and most of what is read writes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from sqlmodel import Session, and_, col, select

from foundation.clock import now
from studies.models import Study
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry

ONCE_WITHIN = timedelta(hours=1)
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Look:
    """What a route shows. `number`: the part of its address that says of which respondent, conversation, …"""

    kind: Kind
    about: About | None = None
    number: str = "number"
    is_each_time: bool = False
    """Also within the hour: for what leaves as a file."""


def shows(
    kind: Kind, about: About | None = None, number: str = "number", *, is_each_time: bool = False
) -> Callable[[View], View]:
    """Declare that who opens a route sees raw material, or takes it along: it is noted before the answer leaves."""

    def declare(view: View) -> View:
        view.shows = Look(kind, about, number, is_each_time)  # type: ignore[attr-defined]
        return view

    return declare


@dataclass(frozen=True)
class Seen:
    """A look by somebody, and the study it was in; `is_told`: it was noted within the hour."""

    study_id: int | None
    is_told: bool


def seen_before(session: Session, look: Look, about_id: int | None, slug: str | None) -> Seen:
    """Whether this is noted already, and of which study. Only reads: one question."""
    told = and_(
        TrailEntry.person_id == session.info["person_id"],
        TrailEntry.kind == look.kind.value,
        TrailEntry.about == (look.about.value if look.about else ""),
        col(TrailEntry.moment) > now() - ONCE_WITHIN,
        True if about_id is None else TrailEntry.about_id == about_id,
    )
    if slug is None:
        return Seen(None, session.exec(select(TrailEntry.id).where(told).limit(1)).first() is not None)
    query = select(Study.id, TrailEntry.id).outerjoin(TrailEntry, and_(told, TrailEntry.study_id == Study.id))
    found = session.exec(query.where(Study.slug == slug).limit(1)).first()
    return Seen(found[0], found[1] is not None) if found else Seen(None, is_told=True)
