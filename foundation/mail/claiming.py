"""Who sends a message keeps the others away from it until a moment.

A worker that dies lets that moment pass, and the message is sent again under the same Message-ID. The number of the
attempt fences off who was too slow: what became of a message is told by its last sender alone.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_
from sqlmodel import Session, col, select, update

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.database.leaving_files import names_erased
from foundation.dutch import _
from foundation.mail.models import MailState, OutgoingMail

LEASE = timedelta(minutes=5)
"""For so long nobody else sends a message that somebody is sending."""
MOST_ATTEMPTS = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClaimedMail:
    """A message that is ours to send, for a while."""

    mail_id: int
    organisation_id: int
    kind: str
    message_id: str
    written_at: datetime
    until: datetime | None
    attempt: int
    sealed: bytes = field(repr=False)


def claim_mail(engine: Engine, mail_id: int | None = None) -> ClaimedMail | None:
    """The message that waits longest, or this one. Nobody who writes is kept waiting while there is none."""
    due = select(OutgoingMail).where(_is_due(mail_id)).order_by(col(OutgoingMail.next_try_at), col(OutgoingMail.id))
    while _is_any(engine, due):
        with unit_of_work(engine, across=True) as session:
            row = session.exec(due.limit(1).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            if claimed := _taken(session, row):
                return claimed
    return None


def record_mail(engine: Engine, claimed: ClaimedMail, **values: Any) -> bool:
    """Store what became of it. False when another worker has it now, or nobody wants it sent any more."""
    with unit_of_work(engine, claimed.organisation_id) as session:
        changed = session.exec(
            update(OutgoingMail)
            .where(
                col(OutgoingMail.message_id) == claimed.message_id,
                col(OutgoingMail.attempts) == claimed.attempt,
                col(OutgoingMail.state) == MailState.WAITING,
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        names_erased(session)
        return int(changed.rowcount) == 1


def _is_due(mail_id: int | None) -> ColumnElement[bool]:
    due = and_(col(OutgoingMail.state) == MailState.WAITING, col(OutgoingMail.next_try_at) <= now())
    return due if mail_id is None else and_(due, col(OutgoingMail.id) == mail_id)


def _is_any(engine: Engine, due: Any) -> bool:
    with unit_of_work(read_only(engine), across=True) as session:
        return session.exec(due.limit(1)).first() is not None


def _taken(session: Session, row: OutgoingMail) -> ClaimedMail | None:
    """Ours for as long as the lease; None when it is over with this message."""
    if row.until is not None and row.until < now():
        _give_up(row, _("Dit bericht kwam niet meer op tijd."))
        row.sealed = None
        return None
    if row.attempts >= MOST_ATTEMPTS:
        _give_up(row, row.last_error or _("Het versturen brak elke keer af."))
        return None
    row.attempts, row.next_try_at = row.attempts + 1, now() + LEASE
    session.flush()
    return ClaimedMail(
        mail_id=row.id,
        organisation_id=row.organisation_id,
        kind=row.kind,
        message_id=row.message_id,
        written_at=row.written_at,
        until=row.until,
        attempt=row.attempts,
        sealed=row.sealed or b"",
    )


def _give_up(row: OutgoingMail, why: str) -> None:
    row.state, row.ended_at, row.last_error = MailState.FAILED, now(), why
    log.warning("mail %s (%s) was given up: %s", row.id, row.kind, why)
