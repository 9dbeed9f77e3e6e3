"""The figures of a measurement as they stand now: for researchers alone.

Who hands out cards and looks before and after a visit would see what one person gave; they read the published ones.
"""

from flask import Blueprint, render_template

from feedback.measurements.agreement import statutory_rule
from feedback.measurements.lookup import measurement_by_slug
from feedback.scores import wording
from feedback.scores.drawing import Spread, line_of, start_of
from feedback.scores.figures import figures_of
from foundation.clock import today
from foundation.request_session import request_session
from studies.access import Role, requires

blueprint = Blueprint("figures", __name__, url_prefix="/metingen")


@blueprint.get("/<measurement>/cijfers")
@requires(Role.RESEARCHER)
def of_measurement(measurement: str) -> str:
    found = measurement_by_slug(request_session(), measurement)
    figures = figures_of(request_session(), found, today())
    start = start_of([*(one.grade for one in figures.rows), *(one.grade for one in figures.line)])
    return render_template(
        "feedback/scores/figures.html",
        measurement=found,
        figures=figures,
        axis=Spread(start),
        wide=line_of(figures.line, start, width=860, height=240, name_every=1),
        narrow=line_of(figures.line, start, width=328, height=220, name_every=3),
        statutory=statutory_rule() if found.is_statutory else "",
        words=wording,
    )
