"""The edition of a story that readers have now, and what it says."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from foundation.dutch import _
from foundation.errors import NotFound
from journeys.models import Journey, Publication
from journeys.story import Story, from_json


class NotPublished(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit verhaal is er niet, of niet meer. Kijk of het adres klopt."))


def current_publication(session: Session, journey_slug: str) -> Publication:
    """The newest version that stands at this public address. Raises NotPublished."""
    publication = session.exec(standing_editions(journey_slug).limit(1)).first()
    if publication is None:
        raise NotPublished
    return publication


def story_of(publication: Publication) -> Story:
    """What readers of this version see."""
    return from_json(publication.content)


def standing_editions(journey_slug: str) -> SelectOfScalar[Publication]:
    return (
        select(Publication)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.slug == journey_slug, col(Publication.withdrawn_at).is_(None))
        .order_by(col(Publication.version).desc())
    )
