"""What somebody typed on the coding screen and did not save: kept for them alone, until it is saved or thrown away.

Each page writes on a slip of its own, so that two tabs with one memo keep both texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from coding.models import Code, Draft, Segment
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.retention.due import Kept, check_takes_in

MOST_TYPED = 30_000


class TypedTooMuch(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit is te lang om vast te houden. Bewaar een deel, of maak het korter."))


@dataclass(frozen=True)
class Typed:
    """What stands on a slip: {name of the field: text}, and what was saved of those fields when they were typed."""

    slip: str
    typed: dict[str, str]
    over: dict[str, str] = field(default_factory=dict)


def keep_draft(
    session: Session, study_id: int, about: Segment | Code | None, kept: Typed, instead: Mapping[str, str] | None = None
) -> None:
    """Keep what was typed about a segment or a code; about None is a code to be made. Nothing typed: nothing is kept.

    `instead`: {slip: version} of others whose text is now in this one; what was typed on one since stays. An empty
    version: whatever stands there, for only this page writes on it.
    Raises TypedTooMuch, PastLastDay.
    """
    _check(session, study_id, about, kept)
    there = _slips(session, {kept.slip, *(instead or {})})
    for slip, version in (instead or {}).items():
        if slip in there and version in ("", version_of_draft(there[slip])):
            session.delete(there.pop(slip))
    draft = there.get(kept.slip)
    if kept.typed:
        _write(session, study_id, about, kept, draft)
    elif draft is not None:
        session.delete(draft)
    session.flush()


def drafts_of(session: Session, study_id: int) -> list[Draft]:
    """What whoever works in this session typed in this study and did not save, what was typed last comes last."""
    query = select(Draft).where(Draft.study_id == study_id, Draft.person_id == session.info["person_id"])
    return list(session.exec(query.order_by(col(Draft.moment), col(Draft.id))).all())


def version_of_draft(draft: Draft) -> str:
    """Another word whenever something else stands on the slip."""
    return draft.moment.isoformat()


def _check(session: Session, study_id: int, about: Segment | Code | None, kept: Typed) -> None:
    if any(_length(texts) > MOST_TYPED for texts in (kept.typed, kept.over)):
        raise TypedTooMuch
    if kept.typed and (isinstance(about, Segment) or kept.typed.get("example")):
        check_takes_in(session, study_id, Kept.TRANSCRIPTS)


def _write(session: Session, study_id: int, about: Segment | Code | None, kept: Typed, earlier: Draft | None) -> None:
    draft = earlier or Draft(study_id=study_id, person_id=session.info["person_id"], slip=kept.slip, typed={}, over={})
    draft.study_id = study_id
    draft.segment_id = about.id if isinstance(about, Segment) else None
    draft.code_id = about.id if isinstance(about, Code) else None
    draft.typed, draft.over, draft.moment = kept.typed, kept.over, now()
    session.add(draft)


def _length(texts: dict[str, str]) -> int:
    return sum(len(name) + len(text) for name, text in texts.items())


def _slips(session: Session, slips: set[str]) -> dict[str, Draft]:
    of_me = select(Draft).where(Draft.person_id == session.info["person_id"], col(Draft.slip).in_(slips))
    return {draft.slip: draft for draft in session.exec(of_me.order_by(col(Draft.id))).all()}
