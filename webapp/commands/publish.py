"""`verhaallijn publish`: a journey onto the public site, and its document into a file."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.current_edition import current_publication
from exports.publishing.editions import make_edition
from exports.publishing.publish import NothingNew, publish_journey
from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from journeys.models import Journey, Publication
from journeys.public.readers_edition import current_story
from journeys.site import Site


def publish_to(engine: Engine, slug: str, file: Path, site: Site) -> str:
    """The line to print. Raises NotReady with every reason, and then publishes nothing.

    What readers have already, word for word, is not published again; its document is written all the same.
    """
    journey = _journey_at(engine, slug)
    with unit_of_work(engine, journey.organisation_id) as session:
        try:
            publication = publish_journey(session, session.get_one(Journey, journey.id), site)
            line = _("Gepubliceerd als uitgave %(edition)s: %(file)s en %(address)s", **_of(session, publication, file))
        except NothingNew:
            publication = current_publication(session, slug)
            line = _(
                "Stond al zo op de website, als uitgave %(edition)s: %(file)s en %(address)s",
                **_of(session, publication, file),
            )
        _write(file, make_edition(session, publication))  # inside the transaction: no file, no publication
    return line


def _of(session: Session, publication: Publication, file: Path) -> dict[str, object]:
    story = current_story(session, publication)
    return {"edition": story.edition_name, "file": file, "address": story.public_address}


def _journey_at(engine: Engine, slug: str) -> Journey:
    with unit_of_work(engine, across=True) as session:
        journey = session.exec(select(Journey).where(Journey.slug == slug)).first()
        if journey is None:
            raise NotFound(_("Er is geen klantreis met de naam ‘%(slug)s’ in het adres.", slug=slug))
        session.expunge(journey)
        return journey


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError:
        message = _("%(file)s kan niet worden geschreven. Kies een andere plek. Er is niets gepubliceerd.", file=file)
        raise ResearcherError(message) from None
