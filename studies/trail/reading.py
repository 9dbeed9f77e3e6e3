"""Reading the history: of a study, of somebody, of the organisation; by kind, person and period, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, and_, col, select

from foundation.clock import AMSTERDAM
from foundation.pages import Page
from studies.models import Study
from studies.trail.kinds import About, Group, kinds_of
from studies.trail.models import TrailEntry
from studies.trail.wording import names_in, sentence_of, who_did


@dataclass(frozen=True)
class Wanted:
    """Which rows somebody asks for. `of_person`: what they did, and what was done to their account and roles."""

    study_id: int | None = None
    of_person: int | None = None
    by_person: int | None = None
    group: Group | None = None
    since: date | None = None
    until: date | None = None
    """The last day, in Dutch time."""


@dataclass(frozen=True)
class Line:
    """A row as somebody reads it."""

    entry: TrailEntry
    who: str
    sentence: str
    study: str
    """The title of the study it was in; '' where it was in none, or that is gone."""


def page_of_history(session: Session, wanted: Wanted, number: int) -> tuple[Page, list[Line]]:
    """The newest first."""
    conditions = _conditions(wanted)
    total = session.exec(select(func.count(col(TrailEntry.id))).where(*conditions)).one()
    page = Page(number, total)
    query = select(TrailEntry).where(*conditions).order_by(col(TrailEntry.sequence).desc())
    return page, lines_of(session, session.exec(query.offset(page.offset).limit(page.per)).all())


def whole_history(session: Session, wanted: Wanted) -> list[Line]:
    """The oldest first, as the rows hang together."""
    query = select(TrailEntry).where(*_conditions(wanted)).order_by(col(TrailEntry.sequence))
    return lines_of(session, session.exec(query).all())


def lines_of(session: Session, entries: Sequence[TrailEntry]) -> list[Line]:
    """As many questions for many rows as for few."""
    names, numbers = names_in(session, entries), {one.study_id for one in entries} - {None}
    titles = {
        row[0]: row[1] for row in session.execute(select(Study.id, Study.title).where(col(Study.id).in_(numbers)))
    }
    return [
        Line(one, who_did(one, names), sentence_of(one, names), titles.get(one.study_id or 0, "")) for one in entries
    ]


def people_in(session: Session, wanted: Wanted) -> list[int]:
    """Who did something in what is asked for, by number, whoever of them is chosen."""
    asked = Wanted(study_id=wanted.study_id)
    found = session.exec(select(TrailEntry.person_id).where(*_conditions(asked)).distinct()).all()
    return sorted(number for number in found if number is not None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool] | Any]:
    conditions: list[Any] = []
    if wanted.study_id is not None:
        conditions.append(TrailEntry.study_id == wanted.study_id)
    if wanted.of_person is not None:
        is_about = and_(TrailEntry.about == About.PERSON.value, TrailEntry.about_id == wanted.of_person)
        conditions.append(or_(col(TrailEntry.person_id) == wanted.of_person, is_about))
    if wanted.by_person is not None:
        conditions.append(TrailEntry.person_id == wanted.by_person)
    if wanted.group is not None:
        conditions.append(col(TrailEntry.kind).in_([kind.value for kind in kinds_of(wanted.group)]))
    if wanted.since is not None:
        conditions.append(col(TrailEntry.moment) >= _begins(wanted.since))
    if wanted.until is not None:
        conditions.append(col(TrailEntry.moment) < _begins(wanted.until + timedelta(days=1)))
    return conditions


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
