"""Something that stands between a journey and its readers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenPoint:
    """Something to solve. `anchor` is where in the composer, of step `step_id` when that is given;
    what `is_of_council` is solved in the reading round instead, what `is_of_study` where the study's own facts are,
    what `is_of_organisation` on the page of the organisation, what `is_of_coding` where people code.

    A blocking point refuses publication; the others are signals.
    """

    sentence: str
    anchor: str
    is_blocking: bool = True
    step_id: int | None = None
    is_of_council: bool = False
    is_of_study: bool = False
    is_of_organisation: bool = False
    is_of_coding: bool = False
