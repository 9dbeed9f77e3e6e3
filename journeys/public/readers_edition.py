"""The edition of a story that readers have now: the one place that knows its number, its day and how it came to be.

A version is frozen when it is published. Its measures, whom readers can ask and whether the transcripts are still there
go on after that, and each time one of those differs from the last document, readers have a next edition.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.dutch import _, enumerated, long_date
from journeys.models import Journey, Publication, PublicationEdition
from journeys.public.measures import was_said_after, with_current_measures
from journeys.public.standing import PublicStanding
from journeys.story import Story, from_json
from studies.models import Organisation, Study
from studies.organisation import contact_for_readers
from studies.retention.due import transcripts_are_gone

# Long, and seldom asked for.
_PDF: Any = Publication.pdf
_EDITION_PDF: Any = PublicationEdition.pdf


@dataclass(frozen=True)
class ReadersEdition:
    """What readers have, or had last of a story that is offline: `first` as it was published, `told` as it is now."""

    first: Story
    told: Story

    @property
    def name(self) -> str:
        """'2.1'."""
        return self.told.edition_name

    @property
    def day(self) -> date:
        return self.told.edition_day

    @property
    def since(self) -> str:
        """What readers have that was not published with it, in one sentence; '' when that is nothing."""
        if not self.told.edition:
            return ""
        first = {"first": self.first.edition_name, "day": long_date(self.first.published_on)}
        if not (what := _came_since(self.first, self.told)):
            return _("Sinds uitgave %(first)s van %(day)s is iets veranderd en daarna weer teruggezet.", **first)
        return _("Dit kwam sinds uitgave %(first)s van %(day)s vanzelf mee: %(what)s.", **first, what=enumerated(what))


def edition_for_readers(session: Session, journey: Journey, standing: PublicStanding | None) -> ReadersEdition | None:
    """None when it was never published."""
    if standing is None:
        return None
    query = select(Publication).where(Publication.journey_id == journey.id, Publication.version == standing.version)
    publication = session.exec(query.options(defer(_PDF))).one()
    first = from_json(publication.content)
    if standing.is_public:
        return ReadersEdition(first, current_story(session, publication))
    last = newest_edition(session, publication)
    return ReadersEdition(first, from_json(last.content) if last else first)


def current_story(session: Session, publication: Publication) -> Story:
    """What readers get now: the frozen story with what goes on, the number of its edition and the day of that."""
    newest = newest_edition(session, publication)
    before = from_json(newest.content) if newest else from_json(publication.content)
    told = _as_it_is_now(session, publication)
    if told == replace(before, edition=0, edition_on=None):
        return before
    made_at = newest.made_at if newest else publication.published_at
    return replace(
        told, edition=before.edition + 1, edition_on=_day_of_change(session, publication, before, told, made_at)
    )


def newest_edition(session: Session, publication: Publication) -> PublicationEdition | None:
    """The newest document that was made after publication; None when the published one still holds."""
    return session.exec(
        select(PublicationEdition)
        .where(PublicationEdition.publication_id == publication.id)
        .order_by(col(PublicationEdition.number).desc())
        .options(defer(_EDITION_PDF))
        .limit(1)
    ).first()


def _as_it_is_now(session: Session, publication: Publication) -> Story:
    """The story as it is to be told now."""
    story = with_current_measures(
        session, publication.journey_id, publication.published_at, from_json(publication.content)
    )
    contact = contact_for_readers(_organisation(session, publication))
    is_there = not transcripts_are_gone(_study(session, publication))
    return replace(story, telephone=contact.telephone, email=contact.email, has_transcripts=is_there)


def _day_of_change(session: Session, publication: Publication, before: Story, told: Story, made_at: datetime) -> date:
    """The last day on which anything of this changed since `before`, made at `made_at`; today where nobody noted that.

    Of measures that differ while nothing was said of them since, something was taken back.
    """
    days = [before.edition_day]
    if (before.measures, before.measures_on) != (told.measures, told.measures_on):
        is_said = was_said_after(session, publication.journey_id, made_at)
        days.append((told.measures_on if is_said else None) or today())
    if before.has_transcripts != told.has_transcripts:
        days.append(_study(session, publication).transcripts_gone_on or today())
    if _contact(before) != _contact(told):
        days.append(_organisation(session, publication).contact_since or today())
    return max(days)


def _came_since(first: Story, told: Story) -> list[str]:
    came = []
    if first.measures != told.measures:
        day = long_date(told.measures_on or told.edition_day)
        came.append(_("de maatregelen zoals ze stonden op %(day)s", day=day))
    if _contact(first) != _contact(told):
        came.append(_("telefoon of e-mail van de organisatie"))
    if first.has_transcripts != told.has_transcripts:
        came.append(_("dat de gespreksverslagen zijn gewist"))
    return came


def _contact(story: Story) -> tuple[str, str]:
    return story.telephone, story.email


def _organisation(session: Session, publication: Publication) -> Organisation:
    return session.exec(select(Organisation).where(Organisation.id == publication.organisation_id)).one()


def _study(session: Session, publication: Publication) -> Study:
    of_journey = select(Study).join(Journey, col(Journey.study_id) == Study.id)
    return session.exec(of_journey.where(Journey.id == publication.journey_id)).one()
