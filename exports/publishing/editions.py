"""Editions: the document of a published version follows its measures, and every earlier one is kept."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from exports.publishing.current_edition import story_of
from exports.publishing.draft import document_of
from exports.reader_contacts import contact_of
from foundation.clock import today
from journeys.models import Journey, Publication, PublicationEdition
from journeys.public.measures import with_current_measures
from journeys.story import Story, as_json, from_json
from studies.models import Study
from studies.retention.due import transcripts_are_gone


def current_story(session: Session, publication: Publication) -> Story:
    """What readers get now: the frozen story with its measures as they stand, and the number of its edition."""
    told, since = _as_it_is_now(session, publication)
    newest = newest_edition(session, publication)
    if newest is None:
        return told if told == story_of(publication) else replace(told, edition=1, edition_on=since)
    stored = from_json(newest.content)
    if told == replace(stored, edition=0, edition_on=None):
        return replace(told, edition=newest.number, edition_on=stored.edition_on)
    return replace(told, edition=newest.number + 1, edition_on=since)


def newest_edition(session: Session, publication: Publication) -> PublicationEdition | None:
    """The newest document that was made after publication; None when the published one still holds."""
    return session.exec(
        select(PublicationEdition)
        .where(PublicationEdition.publication_id == publication.id)
        .order_by(col(PublicationEdition.number).desc())
        .limit(1)
    ).first()


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
    pdf = document_of(story)
    session.add(
        PublicationEdition(publication_id=publication.id, number=story.edition, content=as_json(story), pdf=pdf)
    )
    session.flush()
    return pdf


def _as_it_is_now(session: Session, publication: Publication) -> tuple[Story, date]:
    """The story as it is to be told now, and since which day."""
    published_at, story = publication.published_at, story_of(publication)
    story = with_current_measures(session, publication.journey_id, published_at, story)
    study = session.exec(
        select(Study).join(Journey, col(Journey.study_id) == Study.id).where(Journey.id == publication.journey_id)
    ).one()
    contact, is_there = contact_of(session, publication.organisation_id), not transcripts_are_gone(study)
    days = [day for day in (story.measures_on, study.transcripts_gone_on) if day]
    story = replace(story, telephone=contact.telephone, email=contact.email, has_transcripts=is_there)
    return story, max(days, default=today())
