"""How a journey stands with its readers: public or not, since when, and of which version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from journeys.models import Journey, Publication
from journeys.public.measures import with_current_measures
from journeys.story import Story, from_json


@dataclass(frozen=True)
class PublicStanding:
    """`version` is the newest; readers_edition tells which edition of it readers have.

    It is public when `offline_since` is None, `since` the first of its spell.
    """

    version: int
    since: datetime
    published_at: datetime
    offline_since: datetime | None = None

    @property
    def is_public(self) -> bool:
        return self.offline_since is None


def standing_of(session: Session, journey: Journey) -> PublicStanding | None:
    """None when it was never published. One query."""
    return standings_of(session, journey.study_id).get(journey.id)


def standings_of(session: Session, study_id: int) -> dict[int, PublicStanding]:
    """{journey id: how it stands} for every journey of a study that was ever published. One query."""
    query = (
        select(Publication.journey_id, Publication.version, Publication.published_at, Publication.withdrawn_at)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(col(Journey.study_id) == study_id)
        .order_by(col(Publication.journey_id), col(Publication.version))
    )
    found: dict[int, PublicStanding] = {}
    for journey_id, version, published_at, withdrawn_at in session.exec(query).all():
        earlier = found.get(journey_id)
        goes_on = earlier is not None and earlier.is_public
        since = earlier.since if earlier is not None and goes_on else published_at
        found[journey_id] = PublicStanding(version, since, published_at, withdrawn_at)
    return found


def story_for_readers(session: Session, journey: Journey, version: int) -> Story:
    """What readers of this edition have now, with its measures as they stand; its document is not read."""
    query = select(Publication.content, Publication.published_at)
    found = session.exec(query.where(Publication.journey_id == journey.id, Publication.version == version)).one()
    content: Mapping[str, Any] = found[0]
    return with_current_measures(session, journey.id, found[1], from_json(content))
