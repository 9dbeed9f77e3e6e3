"""The table view of a journey: a column per step, phases above, and the curve over all columns."""

from dataclasses import dataclass

from journeys.composer.curve import Curve, Stop, feeling_curve
from journeys.evidence.outline import Outline, OutlineStep
from journeys.models import Phase


@dataclass(frozen=True)
class MapColumn:
    """One step; None where a phase has no step yet."""

    phase: Phase
    step: OutlineStep | None
    is_last_of_phase: bool


@dataclass(frozen=True)
class JourneyMap:
    """`spans` says how many columns each phase has."""

    columns: tuple[MapColumn, ...]
    spans: tuple[tuple[Phase, int], ...]
    curve: Curve


def map_of(outline: Outline) -> JourneyMap:
    """The journey as a map; a phase without steps takes one empty column."""
    columns: list[MapColumn] = []
    spans: list[tuple[Phase, int]] = []
    for phase in outline.phases:
        steps: tuple[OutlineStep | None, ...] = phase.steps or (None,)
        spans.append((phase.phase, len(steps)))
        columns += [MapColumn(phase.phase, step, place == len(steps)) for place, step in enumerate(steps, start=1)]
    stops = [
        Stop(place, column.step.step.feeling, column.step.evidence.spread, column.step.evidence.beside)
        for place, column in enumerate(columns)
        if column.step
    ]
    return JourneyMap(tuple(columns), tuple(spans), feeling_curve(stops, len(columns)))
