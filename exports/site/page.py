"""What the public page shows beside the story itself: its curves, and other stories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from journeys.composer.curve import Curve, Stop, feeling_curve
from journeys.models import Journey, Publication
from journeys.story import Story, from_json

MOST_OTHERS = 4
_NARROW_COLUMN = 44.0


@dataclass(frozen=True)
class Curves:
    """The feeling curve for a wide screen, with a dot per conversation, and for a telephone, without."""

    wide: Curve
    narrow: Curve


def curves_of(story: Story) -> Curves:
    """Both drawings of the story's feeling."""
    stops = [Stop(step.number - 1, step.feeling, step.spread, step.beside) for step in story.steps]
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
    return _cards(session)


def other_stories(session: Session, shown: Publication) -> list[StoryCard]:
    """The newest stories of the same organisation to read on, without the one that is shown."""
    of_same = Publication.organisation_id == shown.organisation_id
    return _cards(session, of_same, Publication.journey_id != shown.journey_id)[:MOST_OTHERS]


def _cards(session: Session, *conditions: bool) -> list[StoryCard]:
    # Not whole publications: each carries its PDF, and every earlier version stands here too.
    found = session.exec(
        select(Journey.slug, Publication.content, Publication.published_at)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(col(Publication.withdrawn_at).is_(None), *conditions)
        .order_by(col(Publication.published_at).desc(), col(Publication.id).desc())
    ).all()
    newest: dict[str, tuple[Mapping[str, Any], datetime]] = {}
    for slug, content, published_at in found:
        newest.setdefault(slug, (content, published_at))
    return [_card(slug, from_json(content), published_at) for slug, (content, published_at) in newest.items()]


def _card(slug: str, story: Story, published_at: datetime) -> StoryCard:
    return StoryCard(slug, story.title, story.introduction, story.persona.portrait, story.municipality, published_at)
