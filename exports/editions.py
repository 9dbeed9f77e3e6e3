"""Editions: the document of a published version follows its measures, and every earlier one is kept."""

from dataclasses import replace

from sqlmodel import Session, col, select

from exports.current_measures import with_current_measures
from exports.publishing import contact_of, document_of, story_of
from journeys.models import Journey, Publication, PublicationEdition
from journeys.published import PublishedJourney, as_json, from_json
from studies.models import Study
from studies.retention import transcripts_are_gone


def current_story(session: Session, publication: Publication) -> PublishedJourney:
    """What readers get now: the frozen story with its measures as they stand, and the number of its edition."""
    told = _as_it_is_now(session, publication)
    newest = newest_edition(session, publication)
    number = newest.number if newest else 0
    if told == (story_of(publication) if newest is None else replace(from_json(newest.content), edition=0)):
        return replace(told, edition=number)
    return replace(told, edition=number + 1)


def newest_edition(session: Session, publication: Publication) -> PublicationEdition | None:
    """The newest document that was made after publication; None when the published one still holds."""
    return session.exec(
        select(PublicationEdition)
        .where(PublicationEdition.publication_id == publication.id)
        .order_by(col(PublicationEdition.number).desc())
        .limit(1)
    ).first()


def stored_document(session: Session, publication: Publication, story: PublishedJourney) -> bytes | None:
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


def _as_it_is_now(session: Session, publication: Publication) -> PublishedJourney:
    story = with_current_measures(session, publication, story_of(publication))
    study = session.exec(
        select(Study).join(Journey, col(Journey.study_id) == Study.id).where(Journey.id == publication.journey_id)
    ).one()
    telephone, email = contact_of(session, publication.organisation_id)
    return replace(story, telephone=telephone, email=email, has_transcripts=not transcripts_are_gone(study))
