"""Where somebody is signed in now, and ending it there."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound
from studies.accounts.models import HalfSignIn
from studies.accounts.noted_changes import note_account
from studies.accounts.sign_ins.lifetime import still_lasts
from studies.models import SignIn, SignInLink
from studies.trail.kinds import Kind


class SignInGone(NotFound):
    """It is somebody else's, or was ended before; the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("Dat apparaat was al afgemeld."))


def sign_ins_of(session: Session, person_id: int) -> list[SignIn]:
    """That can be used now; the one that was used last comes first."""
    query = select(SignIn).where(SignIn.person_id == person_id, still_lasts())
    return list(session.exec(query.order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id).desc())).all())


def end_sign_in(session: Session, person_id: int, number: int) -> None:
    """Whoever works there has to sign in again. Raises SignInGone."""
    own = delete(SignIn).where(col(SignIn.id) == number, col(SignIn.person_id) == person_id)
    if session.exec(own).rowcount == 0:
        raise SignInGone
    note_account(session, Kind.SIGN_INS_ENDED, person_id)


def end_every_sign_in(session: Session, person_id: int) -> None:
    if session.exec(delete(SignIn).where(col(SignIn.person_id) == person_id)).rowcount:
        note_account(session, Kind.SIGN_INS_ENDED, person_id)


def end_other_sign_ins(session: Session, person_id: int, here: int) -> None:
    """All but the one of this number, and whatever was on its way in: an open link, a password without second step."""
    others = delete(SignIn).where(col(SignIn.person_id) == person_id, col(SignIn.id) != here)
    if session.exec(others).rowcount:
        note_account(session, Kind.SIGN_INS_ENDED, person_id)
    session.execute(delete(SignInLink).where(col(SignInLink.person_id) == person_id))
    session.execute(delete(HalfSignIn).where(col(HalfSignIn.person_id) == person_id))
