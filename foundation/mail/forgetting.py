"""Nothing of a message is kept longer than somebody may still do something with it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, update

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.database.leaving_files import names_erased
from foundation.dutch import _
from foundation.mail.models import MailState, OutgoingMail

KEPT = timedelta(days=7)
"""Longer than the attempts take."""


def forget_old_mail(engine: Engine) -> None:
    """Wipe what was given up a week ago, and what waits for so long that there is nobody to send it."""
    with unit_of_work(engine, across=True) as session:
        long_ago, why = now() - KEPT, _("Een week lang was er niets dat e-mail verstuurt.")
        given_up = OutgoingMail.state == MailState.FAILED, col(OutgoingMail.ended_at) < long_ago
        left = OutgoingMail.state == MailState.WAITING, col(OutgoingMail.next_try_at) < long_ago
        wiped = _wipe(session, *given_up, col(OutgoingMail.sealed).is_not(None))
        wiped += _wipe(session, *left, state=MailState.FAILED, ended_at=now(), last_error=why)
        if wiped:
            names_erased(session)


def _wipe(session: Session, *which: Any, **values: Any) -> int:
    changed = session.exec(
        update(OutgoingMail).where(*which).values(sealed=None, **values).execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)
