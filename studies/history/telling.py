"""Telling somebody what another changed in their work: once, by name, with the day it happened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from foundation.clock import now
from studies.models import ChangeNotice, ChangeRecord

MOST_TOLD = 50
_TOLD = "change_tellings"


@dataclass(frozen=True)
class Told:
    """A sentence that names who did what, and when that was."""

    number: int
    sentence: str
    moment: datetime
    is_seen: bool


def tell(session: Session, person_id: int, sentence: str) -> None:
    """Let a person know of the change that is being recorded; within `recorded`, or before `noted`."""
    session.info.setdefault(_TOLD, []).append((person_id, sentence))


def forget_tellings(session: Session) -> Sequence[tuple[int, str]]:
    """What was to be told of the change that ends now."""
    told: Sequence[tuple[int, str]] = session.info.pop(_TOLD, ())
    return told


def keep_tellings(session: Session, change: ChangeRecord, told: Sequence[tuple[int, str]]) -> None:
    """Keep them with the change: what is undone is told no longer."""
    session.add_all(
        ChangeNotice(change_id=change.id, study_id=change.study_id, person_id=person_id, sentence=sentence)
        for person_id, sentence in told
    )
    session.flush()


def has_tellings(session: Session, change: ChangeRecord) -> bool:
    """Whether anybody was told of this change."""
    return session.exec(select(ChangeNotice.id).where(ChangeNotice.change_id == change.id).limit(1)).first() is not None


def told_to(session: Session, study_id: int) -> list[Told]:
    """What was told to whoever works in this session and still stands: the unseen before the seen, the newest first."""
    is_seen = col(ChangeNotice.seen_at).is_not(None)
    query = (
        select(ChangeNotice.id, ChangeNotice.sentence, ChangeRecord.moment, is_seen)
        .join(ChangeRecord, col(ChangeRecord.id) == ChangeNotice.change_id)
        .where(
            ChangeNotice.study_id == study_id,
            ChangeNotice.person_id == session.info["person_id"],
            col(ChangeRecord.undone).is_(False),
        )
        .order_by(is_seen, col(ChangeNotice.id).desc())
        .limit(MOST_TOLD)
    )
    return [Told(*row) for row in session.exec(query).all()]


def mark_seen(session: Session, study_id: int, numbers: Collection[int]) -> None:
    """Whoever works in this session has read these; what was told since still waits."""
    mine = (ChangeNotice.study_id == study_id, ChangeNotice.person_id == session.info["person_id"])
    waiting = (col(ChangeNotice.id).in_(numbers), col(ChangeNotice.seen_at).is_(None))
    for notice in session.exec(select(ChangeNotice).where(*mine, *waiting).order_by(col(ChangeNotice.id))).all():
        notice.seen_at = now()
    session.flush()
