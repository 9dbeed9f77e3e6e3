"""The public address of a story. It is made of the title, which the gate reads; the address readers type counts too."""

import re

from sqlmodel import Session

from foundation.dutch import _
from foundation.slugs import slug_of
from journeys.checks.names import names_in_story
from journeys.composing.fields import slug_of_journey
from journeys.models import Journey
from journeys.texts.text import StoryText


def slug_for_readers(session: Session, journey: Journey) -> str:
    """Its own, or one made anew of the title of today when a real name of the study stands in the old one.

    A title that may go out makes an address that may. Where the names are erased nobody can tell, so it is made
    anew as well.
    """
    if _is_of_title(journey):
        return journey.slug
    words = StoryText(_("Adres"), "journey:slug", journey.slug.replace("-", " ").title(), "poort")
    names = names_in_story(session, journey, [words])
    return slug_of_journey(session, journey.title) if names.found or names.are_gone else journey.slug


def _is_of_title(journey: Journey) -> bool:
    return re.sub(r"-\d+$", "", journey.slug) == re.sub(r"-\d+$", "", slug_of(journey.title))
