"""What is followed up, by whom, and how it ended. Days go when it is closed: then only a month is known."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from feedback.unordered import Large, Unordered
from foundation.dutch import _
from foundation.tables import ByValue, one_of


class CaseKind(StrEnum):
    CRITICAL = "critical"
    SAFETY = "safety"


class Outcome(StrEnum):
    SOLVED = "solved"
    SOLUTION_FOLLOWS = "solution_follows"
    NOTHING_TO_DO = "nothing_to_do"
    NOT_REACHED = "not_reached"
    NOT_WANTED = "not_wanted"

    @property
    def dutch(self) -> str:
        return {
            Outcome.SOLVED: _("Opgelost"),
            Outcome.SOLUTION_FOLLOWS: _("De oplossing volgt op een datum"),
            Outcome.NOTHING_TO_DO: _("Niets aan te doen"),
            Outcome.NOT_REACHED: _("Drie keer niet bereikt"),
            Outcome.NOT_WANTED: _("Geen contact gewenst, of het mag niet"),
        }[self]


class FollowUpCase(Unordered, table=True):
    """Of one answer. `due_on` is there as long as it is open, `closed_in`, the first day of a month, from then on."""

    __tablename__ = "follow_up_case"
    __table_args__ = (
        one_of("kind", CaseKind),
        one_of("outcome", Outcome),
        CheckConstraint("(due_on IS NULL) = (closed_in IS NOT NULL)", name="due_while_open"),
        CheckConstraint("(closed_in IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        CheckConstraint("(closed_in IS NULL) = (in_time IS NULL)", name="closed_in_time_or_not"),
        CheckConstraint("closed_in IS NULL OR what_was_done <> ''", name="closed_with_what_was_done"),
        CheckConstraint("(outcome = 'solution_follows') = (solution_on IS NOT NULL)", name="solution_on_a_day"),
    )
    names_people = True

    response_id: int = Field(foreign_key="response.id", unique=True, ondelete="CASCADE", sa_type=Large)
    kind: CaseKind = Field(sa_type=ByValue(CaseKind))
    due_on: date | None = None
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    outcome: Outcome | None = Field(default=None, sa_type=ByValue(Outcome))
    what_was_done: str = ""
    solution_on: date | None = None
    closed_in: date | None = Field(default=None, index=True)
    in_time: bool | None = None


class StepKind(StrEnum):
    TAKEN = "taken"
    NOT_REACHED = "not_reached"
    NOTED = "noted"
    NOT_SAFETY = "not_safety"

    @property
    def dutch(self) -> str:
        return {
            StepKind.TAKEN: _("nam het op zich"),
            StepKind.NOT_REACHED: _("belde, en kreeg niemand te pakken"),
            StepKind.NOTED: _("schreef op wat er gedaan is"),
            StepKind.NOT_SAFETY: _("zei dat het geen veiligheidssignaal is"),
        }[self]


class FollowUpStep(Unordered, table=True):
    """What somebody did about it, the `place`-th from 1; `day` goes when the case is closed."""

    __tablename__ = "follow_up_step"
    __table_args__ = (UniqueConstraint("case_id", "place"), one_of("kind", StepKind))
    names_people = True

    case_id: int = Field(foreign_key="follow_up_case.id", ondelete="CASCADE", sa_type=Large)
    place: int
    kind: StepKind = Field(sa_type=ByValue(StepKind))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    day: date | None = None
    text: str = ""
