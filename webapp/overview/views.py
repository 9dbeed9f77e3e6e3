"""The overview of a study: the line of stations, what waits for this person, and its journeys.

It stands in the shell because it asks every package; nothing below may do that.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, url_for
from sqlmodel import Session

import coding.overview
import interviews.overview
import journeys.overview.answers
import studies.overview.agreement
from foundation.clock import today
from foundation.request_session import request_session, signed_in
from interviews.texts.interview_counts import interviews_by_state
from journeys.following.measure_list import measure_list
from journeys.following.waiting_words import waiting_of_study
from journeys.overview.lines import lines_of
from journeys.story import MeasureState
from studies.access import EVERYONE, Role, requires
from studies.models import Study
from studies.overview.answers import Answering, Place, Task
from studies.planning import study_by_slug
from webapp.requests.guard import may_open

blueprint = Blueprint("overview", __name__)

PACKAGES: tuple[Answering, ...] = (
    studies.overview.agreement,
    interviews.overview,
    coding.overview,
    journeys.overview.answers,
)
"""In the order of the line."""


@blueprint.get("/onderzoeken/<slug>/")
@requires(*EVERYONE)
def page(slug: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    if signed_in().role in (Role.SOCIAL_TEAM, Role.COMMISSIONER):
        return _of_social_team(session, study)
    return render_template(
        "webapp/overview/page.html",
        study=study,
        stations=[one for package in PACKAGES for one in package.stations(session, study, may_open)],
        tasks=tasks_of(session, study),
        at=_address_at(study),
        journeys=lines_of(session, study.id),
        interviews=interviews_by_state(session, study.id).total(),
    )


def _address_at(study: Study) -> Callable[[Place], str]:
    """Where a place of this study is."""

    def address(place: Place) -> str:
        values: dict[str, Any] = {**place.values, **({"slug": study.slug} if place.is_of_study else {})}
        return url_for(place.endpoint, _anchor=place.anchor, **values)

    return address


def tasks_of(session: Session, study: Study) -> list[Task]:
    """What waits for this person, the most urgent first; nothing that their role may not open."""
    tasks = [one for package in PACKAGES for one in package.waiting_tasks(session, study, may_open)]
    return sorted(tasks, key=lambda one: one.urgency)


def _of_social_team(session: Session, study: Study) -> str:
    """What the social team and the commissioner follow: measures, pain points without one, and the stories."""
    returned = [one.words.returned_at is not None for one in waiting_of_study(session, study.id)]
    return render_template(
        "webapp/overview/team.html",
        study=study,
        interviews=interviews_by_state(session, study.id).total(),
        listed=measure_list(session, study.id, today()),
        waiting=returned.count(False),
        returned=returned.count(True),
        journeys=lines_of(session, study.id),
        tasks=tasks_of(session, study),
        at=_address_at(study),
        states=MeasureState,
    )
