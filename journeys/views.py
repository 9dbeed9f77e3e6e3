"""What the routes of stories share: which journey an address is about, and where stories go."""

from typing import cast

from flask import current_app

from foundation.request_session import request_session
from journeys.lookup import journey_by_slug
from journeys.models import Journey
from journeys.site import Site
from studies.models import Study
from studies.planning import study_by_slug


def journey_at(slug: str, journey: str) -> tuple[Study, Journey]:
    """The study and the journey that an address is about. Raises StudyUnknown, JourneyUnknown."""
    study = study_by_slug(request_session(), slug)
    return study, journey_by_slug(request_session(), study.id, journey)


def site() -> Site:
    """Where stories go."""
    return cast(Site, current_app.config["SETTINGS"].site)
