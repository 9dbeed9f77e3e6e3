"""Keeping what people may be called for with their answer, and wiping it when it was promised to go."""

from datetime import timedelta

from sqlmodel import Session, select

from feedback.calling.models import CallPermission
from feedback.calling.typed import Calling
from feedback.codes.keys import CodeKeys
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import Refused

KEPT = timedelta(days=30)
"""After the answer: 'Na 30 dagen gooien we het weg.'"""


class MayNotBeCalled(Refused):
    def __init__(self) -> None:
        super().__init__(_("Voor dit antwoord mag je niemand bellen, of het nummer is al weggegooid."))


def keep_permission(session: Session, keys: CodeKeys, response_id: int, calling: Calling) -> None:
    session.add(
        CallPermission(
            response_id=response_id,
            about_this=calling.about_this,
            for_interview=calling.for_interview,
            sealed=keys.calling().sealed(calling.telephone.encode(), _label(response_id)),
            until=today() + KEPT,
        )
    )
    session.flush()


def permission_of(session: Session, keys: CodeKeys, response_id: int) -> Calling | None:
    """None: they gave none, or it is over."""
    found = _row(session, response_id)
    if found is None or found.until <= today():
        return None
    telephone = keys.calling().opened(found.sealed, _label(response_id)).decode()
    return Calling(found.about_this, found.for_interview, telephone)


def number_to_call(session: Session, keys: CodeKeys, response_id: int, *, for_interview: bool) -> str:
    """The number, for whoever may call for this: for an interview, or else about what was answered.

    Raises MayNotBeCalled.
    """
    calling = permission_of(session, keys, response_id)
    if calling is None or not (calling.for_interview if for_interview else calling.about_this):
        raise MayNotBeCalled
    return calling.telephone


def wipe_permission(session: Session, response_id: int) -> None:
    """With the answer that its writer takes back."""
    found = _row(session, response_id)
    if found is not None:
        session.delete(found)
        session.flush()


def wipe_old_permissions(session: Session) -> int:
    """How many are over."""
    over = session.exec(select(CallPermission).where(CallPermission.until <= today())).all()
    for one in over:
        session.delete(one)
    session.flush()
    return len(over)


def _row(session: Session, response_id: int) -> CallPermission | None:
    return session.exec(select(CallPermission).where(CallPermission.response_id == response_id)).first()


def _label(response_id: int) -> bytes:
    return b"call|%d" % response_id
