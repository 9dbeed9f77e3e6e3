"""Taking a story offline: readers have it no more, its editions are kept."""

from sqlmodel import Session

from exports.publishing.current_edition import standing_editions
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.models import Journey
from journeys.public.kept_editions import keep_edition
from studies.history.changes import noted


class NotPublic(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze klantreis staat niet op de website. Er is niets veranderd."))


def withdraw_journey(session: Session, journey: Journey) -> None:
    """Take the journey off the public site; what they have of it is kept. Raises NotPublic."""
    standing = session.exec(standing_editions(journey.slug)).all()
    if not standing:
        raise NotPublic
    keep_edition(session, standing[0])
    for publication in standing:
        publication.withdrawn_at = now()
    noted(session, journey.study_id, publication_area(journey), _("klantreis offline gehaald"))


def publication_area(journey: Journey) -> str:
    """Apart from the changes of the composer: what readers saw cannot be undone, only followed by something else."""
    return f"publication:{journey.id}"
