"""Editions: the document of a published version follows what goes on after it, and every earlier one is kept."""

from sqlmodel import Session

from exports.publishing.draft import document_of
from journeys.models import Publication
from journeys.public.kept_editions import keep_edition
from journeys.public.readers_edition import current_story, newest_edition
from journeys.story import Story


def stored_document(session: Session, publication: Publication, story: Story) -> bytes | None:
    """The document of `story` (from current_story); None when it has to be made first."""
    if story.edition == 0:
        return publication.pdf
    newest = newest_edition(session, publication)
    return newest.pdf if newest and newest.number == story.edition else None


def make_edition(session: Session, publication: Publication) -> bytes:
    """The document as it is now, made and stored unless that was done meanwhile."""
    story = current_story(session, publication)
    stored = stored_document(session, publication, story)
    if stored is not None:
        return stored
    keep_edition(session, publication)
    edition = newest_edition(session, publication)
    if edition is None or edition.number != story.edition:
        return document_of(story)
    edition.pdf = document_of(story)
    session.flush()
    return edition.pdf
