"""Whether publishing would give readers anything that they do not have already."""

from dataclasses import replace

from sqlmodel import Session

from journeys.models import Publication
from journeys.public.measures import with_current_measures
from journeys.story import Story, as_json, from_json
from journeys.withdrawing.rests_on import Edition


def is_public_as_it_is(session: Session, public: Publication, story: Story, behind: Edition) -> bool:
    """Whether readers of `public` see `story` now, word for word, and it rests on the same conversations.

    The conversations count too: a fragment that may not be used any more can make place for another, and only
    a new edition lets the old one go.
    """
    now = with_current_measures(session, public.journey_id, public.published_at, from_json(public.content))
    return _told(now) == _told(from_json(as_json(story))) and (public.rests_on, public.quoted) == behind


def _told(story: Story) -> Story:
    """Without what tells editions apart, what is never shown, and what every reader gets as it is today."""
    return replace(
        story,
        version=0,
        published_on=story.published_on.min,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, found_by=None) for step in phase.steps)) for phase in story.phases
        ),
        measures=tuple(replace(measure, updated_on=None, added_on=None) for measure in story.measures),
        measures_on=None,
        edition=0,
        edition_on=None,
        has_transcripts=True,
        telephone="",
        email="",
    )
