"""What the stances of the fragments still ask before a journey goes to its readers."""

from collections.abc import Iterator

from journeys.open_point import OpenPoint
from journeys.outline import Outline
from journeys.wording import judge_ties


def points_of_stances(outline: Outline) -> Iterator[OpenPoint]:
    """Fragments to judge: until then they count as the same subject, never as telling the step."""
    waiting = outline.unjudged
    if waiting:
        number = sum(step.evidence.unjudged_segments for step in waiting)
        yield OpenPoint(judge_ties(number), "onderbouwing", is_blocking=False, step_id=waiting[0].step.id)
