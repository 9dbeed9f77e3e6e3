"""What somebody typed on the coding screen and did not save: kept for them alone, until it is saved or thrown away."""

from sqlmodel import Session, col, select

from coding.models import Code, Draft, Segment
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.retention import Kept, check_takes_in

MOST_TYPED = 30_000


class TypedTooMuch(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit is te lang om vast te houden. Bewaar een deel, of maak het korter."))


def keep_draft(session: Session, study_id: int, about: Segment | Code | None, typed: dict[str, str]) -> None:
    """Keep what was typed about a segment or a code; about None is a code to be made. Nothing typed: nothing is kept.

    Raises TypedTooMuch, PastLastDay.
    """
    if sum(len(name) + len(value) for name, value in typed.items()) > MOST_TYPED:
        raise TypedTooMuch
    if typed and (isinstance(about, Segment) or typed.get("example")):
        check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    segment_id = about.id if isinstance(about, Segment) else None
    code_id = about.id if isinstance(about, Code) else None
    of_me = select(Draft).where(Draft.study_id == study_id, Draft.person_id == session.info["person_id"])
    same = session.exec(
        of_me.where(Draft.segment_id == segment_id, Draft.code_id == code_id).order_by(col(Draft.id))
    ).first()
    if same is not None and not typed:
        session.delete(same)
    elif typed:
        draft = same or Draft(
            study_id=study_id, person_id=session.info["person_id"], segment_id=segment_id, code_id=code_id, typed={}
        )
        draft.typed, draft.moment = typed, now()
        session.add(draft)
    session.flush()


def drafts_of(session: Session, study_id: int) -> list[Draft]:
    """What whoever works in this session typed in this study and did not save, the oldest first."""
    query = select(Draft).where(Draft.study_id == study_id, Draft.person_id == session.info["person_id"])
    return list(session.exec(query.order_by(col(Draft.id))).all())
