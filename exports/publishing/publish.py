"""Publishing: the gate is asked, the story is frozen, its document is made, and readers see both."""

from sqlmodel import Session

from exports.publishing.current_edition import standing_editions
from exports.publishing.draft import document_of, draft_story
from exports.publishing.nothing_new import is_public_as_it_is
from exports.publishing.taking_offline import publication_area
from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.checks.gate import open_points
from journeys.evidence.outline import Outline, outline_of
from journeys.models import Journey, Publication
from journeys.open_point import OpenPoint
from journeys.public.address import slug_for_readers
from journeys.public.kept_editions import keep_edition
from journeys.public.readers_edition import current_story
from journeys.site import Site
from journeys.story import Story, as_json
from journeys.withdrawing.rests_on import quoted, rests_on
from studies.history.changes import noted


class NotReady(ResearcherError):
    """The gate is closed; `points` says why, each with the place where it is solved."""

    def __init__(self, points: list[OpenPoint]) -> None:
        self.points = points
        reasons = " ".join(f"{point.sentence}." for point in points)
        super().__init__(_("Deze klantreis kan nog niet naar buiten. %(reasons)s", reasons=reasons))


class NothingNew(ResearcherError):
    """Readers have this already: an edition that is equal to the one before says nothing to anybody."""

    def __init__(self, edition: str) -> None:
        super().__init__(
            _(
                "Lezers hebben dit verhaal al precies zo, als uitgave %(edition)s. Er is niets veranderd.",
                edition=edition,
            )
        )


def publish_journey(session: Session, journey: Journey, site: Site) -> Publication:
    """Freeze the journey as its next version, with its PDF. Raises NotReady while the gate is closed, NothingNew."""
    if blocking := points_that_stop(session, journey, site):
        raise NotReady(blocking)
    story = draft_story(session, journey, site)
    outline = outline_of(session, journey)
    public = public_as_it_is(session, journey, story, outline)
    if public is not None:
        raise NothingNew(current_story(session, public).edition_name)
    for ending in session.exec(standing_editions(journey.slug).limit(1)).all():
        keep_edition(session, ending)
    publication = Publication(
        journey_id=journey.id,
        version=story.version,
        content=as_json(story),
        pdf=document_of(story),
        published_by=session.info.get("person_id"),
        rests_on=rests_on(outline),
        quoted=quoted(outline),
    )
    journey.slug = slug_for_readers(session, journey)
    session.add(publication)
    label = _("klantreis openbaar gemaakt, uitgave %(version)s", version=story.version)
    noted(session, journey.study_id, publication_area(journey), label)
    return publication


def points_that_stop(session: Session, journey: Journey, site: Site, outline: Outline | None = None) -> list[OpenPoint]:
    """Why this journey cannot go out now; none when it can."""
    return [point for point in open_points(session, journey, outline, site) if point.is_blocking]


def public_as_it_is(session: Session, journey: Journey, story: Story, outline: Outline) -> Publication | None:
    """The edition that readers have, when publishing `story` would give them the same once more."""
    public = session.exec(standing_editions(journey.slug).limit(1)).first()
    if public is None or not is_public_as_it_is(session, public, story, (rests_on(outline), quoted(outline))):
        return None
    return public
