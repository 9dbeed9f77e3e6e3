"""When somebody who is signed in last showed who they are. Whoever sits down behind an open screen can't."""

from datetime import datetime, timedelta

from sqlmodel import Session

from foundation.clock import now
from studies.models import SignIn

PROOF_LASTS = timedelta(minutes=15)


def is_fresh(proved_at: datetime) -> bool:
    return now() - proved_at < PROOF_LASTS


def note_proof(session: Session, sign_in_id: int, *, by_second_step: bool = False) -> None:
    """They showed it at this moment."""
    sign_in = session.get_one(SignIn, sign_in_id)
    sign_in.proved_at = now()
    sign_in.has_second_step = sign_in.has_second_step or by_second_step
    session.flush()
