"""What shape a story must have: enough steps to be a way that somebody went, and no empty places in it."""

from collections.abc import Iterator

from foundation.dutch import _, counted
from journeys.evidence.outline import Outline
from journeys.open_point import OpenPoint

FEWEST_STEPS = 4


def shape_points(outline: Outline) -> Iterator[OpenPoint]:
    """Too few steps, and phases in which nothing happens."""
    if not outline.steps:
        yield OpenPoint(_("Maak ten minste één stap"), "reis")
        return
    if len(outline.steps) < FEWEST_STEPS:
        steps = counted(len(outline.steps), "stap", "stappen")
        yield OpenPoint(_("De reis heeft %(steps)s, ten minste vier zijn nodig", steps=steps), "reis")
    for of in outline.phases:
        if not of.steps:
            sentence = _("De fase ‘%(title)s’ is nog leeg: zet er een stap in, of verwijder haar", title=of.phase.title)
            yield OpenPoint(sentence, f"eerste-{of.phase.id}")
