"""A story as readers would get it now, with its number, its address and its document."""

from dataclasses import replace

from sqlmodel import Session

from exports.reader_contacts import contact_of
from foundation.clock import today
from foundation.numbering import next_number
from journeys.models import Journey, Publication
from journeys.public.address import slug_for_readers
from journeys.public.freezing import frozen_story
from journeys.site import Site
from journeys.story import Story


def draft_story(session: Session, journey: Journey, site: Site) -> Story:
    """The story as readers would get it now, whether or not it may be published."""
    story = frozen_story(
        session,
        journey,
        version=next_version(session, journey),
        published_on=today(),
        public_address=address_of(slug_for_readers(session, journey), site.public_url),
    )
    contact = contact_of(session, journey.organisation_id)
    return replace(story, telephone=contact.telephone, email=contact.email)


def next_version(session: Session, journey: Journey) -> int:
    """The number of the edition that publishing makes."""
    return next_number(session, Publication.version, Publication.journey_id == journey.id)


def document_of(story: Story) -> bytes:
    """The story as PDF."""
    # reportlab takes half a second to load: at the first document, not at web start.
    from exports.pdf.journey.document import journey_pdf

    return journey_pdf(story)


def address_of(journey_slug: str, public_url: str) -> str:
    """The public address of a journey."""
    return f"{public_url.rstrip('/')}/verhalen/{journey_slug}"
