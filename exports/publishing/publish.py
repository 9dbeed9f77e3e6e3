"""Publishing: the gate is asked, the story is frozen, its document is made, and readers see both."""

from dataclasses import replace

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from exports.publishing.nothing_new import is_public_as_it_is
from exports.reader_contacts import contact_of
from foundation.clock import now, today
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.numbering import next_number
from journeys.checks.gate import open_points
from journeys.evidence.outline import Outline, outline_of
from journeys.models import Journey, Publication
from journeys.open_point import OpenPoint
from journeys.public.address import slug_for_readers
from journeys.public.freezing import frozen_story
from journeys.site import Site
from journeys.story import Story, as_json, from_json
from journeys.withdrawing.withdrawn import quoted, rests_on
from studies.history.changes import noted


class NotReady(ResearcherError):
    """The gate is closed; `points` says why, each with the place where it is solved."""

    def __init__(self, points: list[OpenPoint]) -> None:
        self.points = points
        reasons = " ".join(f"{point.sentence}." for point in points)
        super().__init__(_("Deze klantreis kan nog niet naar buiten. %(reasons)s", reasons=reasons))


class NothingNew(ResearcherError):
    """Readers have this already: an edition that is equal to the one before says nothing to anybody."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            _(
                "Lezers hebben dit verhaal al precies zo, als uitgave %(version)s. Er is niets veranderd.",
                version=version,
            )
        )


class NotPublic(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze klantreis staat niet op de website. Er is niets veranderd."))


class NotPublished(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit verhaal is er niet, of niet meer. Kijk of het adres klopt."))


def draft_story(session: Session, journey: Journey, site: Site) -> Story:
    """The story as readers would get it now, whether or not it may be published."""
    story = frozen_story(
        session,
        journey,
        version=next_version(session, journey),
        published_on=today(),
        public_address=address_of(slug_for_readers(session, journey, site), site.public_url),
    )
    contact = contact_of(session, journey.organisation_id)
    return replace(story, telephone=contact.telephone, email=contact.email)


def publish_journey(session: Session, journey: Journey, site: Site) -> Publication:
    """Freeze the journey as its next version, with its PDF. Raises NotReady while the gate is closed, NothingNew."""
    if blocking := points_that_stop(session, journey, site):
        raise NotReady(blocking)
    story = draft_story(session, journey, site)
    outline = outline_of(session, journey)
    public = public_as_it_is(session, journey, story, outline)
    if public is not None:
        raise NothingNew(public.version)
    publication = Publication(
        journey_id=journey.id,
        version=story.version,
        content=as_json(story),
        pdf=document_of(story),
        published_by=session.info.get("person_id"),
        rests_on=rests_on(outline),
        quoted=quoted(outline),
    )
    journey.slug = slug_for_readers(session, journey, site)
    session.add(publication)
    label = _("klantreis openbaar gemaakt, uitgave %(version)s", version=story.version)
    noted(session, journey.study_id, _area(journey), label)
    return publication


def points_that_stop(session: Session, journey: Journey, site: Site, outline: Outline | None = None) -> list[OpenPoint]:
    """Why this journey cannot go out now; none when it can."""
    return [point for point in open_points(session, journey, outline, site) if point.is_blocking]


def public_as_it_is(session: Session, journey: Journey, story: Story, outline: Outline) -> Publication | None:
    """The edition that readers have, when publishing `story` would give them the same once more."""
    public = session.exec(_standing(journey.slug).limit(1)).first()
    if public is None or not is_public_as_it_is(session, public, story, (rests_on(outline), quoted(outline))):
        return None
    return public


def next_version(session: Session, journey: Journey) -> int:
    """The number of the edition that publishing makes."""
    return next_number(session, Publication.version, Publication.journey_id == journey.id)


def document_of(story: Story) -> bytes:
    """The story as PDF."""
    # reportlab takes half a second to load: at the first document, not at web start.
    from exports.pdf.journey.document import journey_pdf

    return journey_pdf(story)


def withdraw_journey(session: Session, journey: Journey) -> None:
    """Take the journey off the public site; its versions are kept. Raises NotPublic."""
    standing = session.exec(_standing(journey.slug)).all()
    if not standing:
        raise NotPublic
    for publication in standing:
        publication.withdrawn_at = now()
    noted(session, journey.study_id, _area(journey), _("klantreis offline gehaald"))


def current_publication(session: Session, journey_slug: str) -> Publication:
    """The newest version that stands at this public address. Raises NotPublished."""
    publication = session.exec(_standing(journey_slug).limit(1)).first()
    if publication is None:
        raise NotPublished
    return publication


def story_of(publication: Publication) -> Story:
    """What readers of this version see."""
    return from_json(publication.content)


def address_of(journey_slug: str, public_url: str) -> str:
    """The public address of a journey."""
    return f"{public_url.rstrip('/')}/verhalen/{journey_slug}"


def _standing(journey_slug: str) -> SelectOfScalar[Publication]:
    return (
        select(Publication)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.slug == journey_slug, col(Publication.withdrawn_at).is_(None))
        .order_by(col(Publication.version).desc())
    )


def _area(journey: Journey) -> str:
    """Apart from the changes of the composer: what readers saw cannot be undone, only followed by something else."""
    return f"publication:{journey.id}"
