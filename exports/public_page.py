"""What the public page shows beside the story itself: its curves, and other stories."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from journeys.curve import Curve, Stop, feeling_curve
from journeys.models import Journey, Publication
from journeys.published import PublishedJourney, from_json

MOST_OTHERS = 4
_NARROW_COLUMN = 44.0


@dataclass(frozen=True)
class Curves:
    """The feeling curve for a wide screen, with a dot per conversation, and for a telephone, without."""

    wide: Curve
    narrow: Curve


def curves_of(story: PublishedJourney) -> Curves:
    """Both drawings of the story's feeling."""
    stops = [Stop(step.number - 1, step.feeling, step.spread) for step in story.steps]
    silent = [Stop(stop.column, stop.feeling) for stop in stops]
    return Curves(
        feeling_curve(stops, len(stops)),
        feeling_curve(silent, len(silent), max(_NARROW_COLUMN, 352 / max(len(silent), 1))),
    )


@dataclass(frozen=True)
class StoryCard:
    """A published story in a list."""

    slug: str
    title: str
    about: str
    portrait: str
    municipality: str
    published_at: datetime


def public_stories(session: Session) -> list[StoryCard]:
    """The standing version of every published journey, the newest first."""
    found = session.exec(
        select(Publication, Journey.slug)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(col(Publication.withdrawn_at).is_(None))
        .order_by(col(Publication.published_at).desc(), col(Publication.id).desc())
    ).all()
    newest: dict[str, StoryCard] = {}
    for publication, slug in found:
        newest.setdefault(slug, _card(publication, slug))
    return list(newest.values())


def other_stories(session: Session, shown: Publication) -> list[StoryCard]:
    """Stories of the same organisation to read on, without the one that is shown."""
    found = session.exec(
        select(Publication, Journey.slug)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(
            col(Publication.withdrawn_at).is_(None),
            Publication.organisation_id == shown.organisation_id,
            Publication.journey_id != shown.journey_id,
        )
        .order_by(col(Publication.published_at).desc(), col(Publication.id).desc())
    ).all()
    cards = {slug: _card(publication, slug) for publication, slug in reversed(found)}
    return list(cards.values())[:MOST_OTHERS]


def _card(publication: Publication, slug: str) -> StoryCard:
    story = from_json(publication.content)
    return StoryCard(
        slug, story.title, story.introduction, story.persona.portrait, story.municipality, publication.published_at
    )
