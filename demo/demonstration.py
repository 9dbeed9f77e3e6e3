"""Where the demonstration is built, as whom and when: what every stage of it stands on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import AMSTERDAM, pretend_it_is
from foundation.database.engine import unit_of_work
from interviews.deidentification.pseudonyms import PseudonymVault
from journeys.site import Site
from studies.models import Study

Tell = Callable[[int, int], None]
"""Moves the progress bar of a stage: done, total."""

_AN_ORDINARY_HOUR = time(10, 30)


@dataclass(frozen=True)
class Demonstration:
    """Where the demonstration is built, and as whom."""

    engine: Engine
    organisation_id: int
    person_id: int
    study_id: int
    vault: PseudonymVault
    site: Site
    folder: Path
    """Where the published documents are written too."""

    @contextmanager
    def at_work(self) -> Iterator[tuple[Session, Study]]:
        """The researcher's session and study; committed at the end."""
        with self.at_work_as(self.person_id) as found:
            yield found

    @contextmanager
    def at_work_as(self, person_id: int) -> Iterator[tuple[Session, Study]]:
        """Somebody's session and the study; committed at the end."""
        with unit_of_work(self.engine, self.organisation_id, person_id) as session:
            yield session, session.get_one(Study, self.study_id)


@dataclass(frozen=True)
class Stage:
    """One part of the work. `on` is the day on which it was done, as the demonstration tells it; None is today."""

    name: str
    work: Callable[[Demonstration, Tell], str]
    on: date | None = None

    def run(self, demo: Demonstration, tell: Tell) -> str:
        """Do it; what it made, in words."""
        if self.on is None:
            return self.work(demo, tell)
        with pretend_it_is(moment(self.on)):
            return self.work(demo, tell)


def moment(day: date, hour: time = _AN_ORDINARY_HOUR) -> datetime:
    """A time of day in the Netherlands."""
    return datetime.combine(day, hour, AMSTERDAM)
