"""What readers got: every edition of every story, as document and as data."""

from pathlib import Path

from sqlmodel import Session, col, select

from exports.everything.writing import write, write_json
from exports.publishing.draft import document_of
from journeys.models import Journey, Publication, PublicationEdition
from journeys.story import from_json
from studies.models import Study


def write_stories(session: Session, study: Study, folder: Path) -> int:
    """How many documents."""
    query = select(Publication, Journey.slug).join(Journey, col(Journey.id) == Publication.journey_id)
    query = query.where(Journey.study_id == study.id).order_by(col(Publication.id))
    written = 0
    for publication, slug in session.exec(query).all():
        editions = session.exec(
            select(PublicationEdition)
            .where(PublicationEdition.publication_id == publication.id)
            .order_by(col(PublicationEdition.number))
        ).all()
        documents: list[Publication | PublicationEdition] = [publication, *editions]
        for number, made in enumerate(documents):
            name = f"{slug}-{publication.version}" + (f"-{number}" if number else "")
            write(folder / f"{name}.pdf", made.pdf or document_of(from_json(made.content)))
            write_json(folder / f"{name}.json", made.content)
            written += 1
    return written
