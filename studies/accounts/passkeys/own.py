"""The passkeys of an account: which they are, what they are called, and taking one away."""

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from studies.accounts.models import Passkey
from studies.accounts.noted_changes import note_account
from studies.trail.kinds import Kind

LONGEST_NAME = 60


class NameOfPasskeyMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Geef deze passkey een naam, zoals ‘Mijn telefoon’."))


class PasskeyGone(NotFound):
    """It is somebody else's, or was taken away before; the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("Die passkey was al weggehaald."))


def passkeys_of(session: Session, person_id: int) -> list[Passkey]:
    """The newest last."""
    return list(session.exec(select(Passkey).where(Passkey.person_id == person_id).order_by(col(Passkey.id))).all())


def passkey_name(written: str) -> str:
    """On one line, not too long. Raises NameOfPasskeyMissing."""
    name = one_line(written)[:LONGEST_NAME].strip()
    if not name:
        raise NameOfPasskeyMissing
    return name


def rename_passkey(session: Session, person_id: int, number: int, written: str) -> None:
    """Raises NameOfPasskeyMissing, PasskeyGone."""
    own = update(Passkey).where(col(Passkey.id) == number, col(Passkey.person_id) == person_id)
    if session.exec(own.values(name=passkey_name(written))).rowcount == 0:
        raise PasskeyGone


def remove_passkey(session: Session, person_id: int, number: int) -> None:
    """Raises PasskeyGone."""
    own = delete(Passkey).where(col(Passkey.id) == number, col(Passkey.person_id) == person_id)
    if session.exec(own).rowcount == 0:
        raise PasskeyGone
    note_account(session, Kind.SECOND_STEP_REMOVED, person_id, "passkey")
