"""What a mail server sends back when a message could not be delivered after all (RFC 3464).

Anybody can send such a message. It says something of ours only when it holds the Message-ID of one, which is random and
known to who got it alone.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message

from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.mail.models import MailState, OutgoingMail

MOST_BYTES = 10_000_000
"""A report brings along the message that it is about, or the head of it; ours are some tens of kilobytes."""
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_MESSAGE_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,255}>")


class NoBounce(ResearcherError):
    """Not one that can be noted: said in one line, and the mail server decides what becomes of it."""


@dataclass(frozen=True)
class Bounce:
    """Which message was not delivered, and the code of why ('5.1.1'; '' when it gives none)."""

    message_id: str
    code: str


def read_bounce(raw: bytes) -> Bounce:
    """Raises NoBounce, for whatever anybody sends."""
    if len(raw) > MOST_BYTES:
        raise NoBounce(_("Dit bericht is te groot. Er is niets opgeschreven."))
    try:
        found = _found_in(message_from_bytes(raw))
    except Exception as error:  # whatever the library makes of what a stranger sends
        raise NoBounce(_("Dit bericht is niet te lezen. Er is niets opgeschreven.")) from error
    if found is None:
        raise NoBounce(_("Dit is geen melding dat een bericht niet bezorgd kon worden. Er is niets opgeschreven."))
    return found


def note_bounce(engine: Engine, bounce: Bounce) -> str:
    """The line to print. That it came back is noted as a refusal by a mail server is. Raises NoBounce."""
    with unit_of_work(engine, across=True) as session:
        mail = _mail(session, bounce.message_id)
        if mail.state is MailState.SENT:
            mail.state, mail.ended_at, mail.bounced_at = MailState.FAILED, now(), now()
            code = bounce.code or "-"
            mail.last_error = _("Dit bericht kwam terug: het kon niet bezorgd worden (%(code)s).", code=code)
        return _("Bericht %(number)s is niet bezorgd. Dat is opgeschreven.", number=mail.id)


def _mail(session: Session, message_id: str) -> OutgoingMail:
    """One that left. Raises NoBounce."""
    query = select(OutgoingMail).where(OutgoingMail.message_id == message_id).with_for_update()
    mail = session.exec(query).first()
    if mail is None or mail.state is MailState.WAITING:
        raise NoBounce(_("Deze melding gaat over geen bericht van hier. Er is niets opgeschreven."))
    return mail


def _found_in(report: Message) -> Bounce | None:
    is_report = report.get_content_type() == "multipart/report"
    if not is_report or str(report.get_param("report-type", "")).lower() != "delivery-status":
        return None
    parts = _parts(report)
    code = next((code for part in parts if (code := _failure_in(part)) is not None), None)
    message_id = next(filter(None, map(_returned_id, parts)), None)
    return Bounce(message_id, code) if code is not None and message_id else None


def _failure_in(part: Message) -> str | None:
    """The code of the recipient for whom it failed; None when it failed for nobody: late, or passed on."""
    if part.get_content_type() != "message/delivery-status":
        return None
    for block in _parts(part):
        if str(block.get("Action", "")).strip().lower() == "failed":
            status = _STATUS.match(str(block.get("Status", "")).strip())
            return status[0] if status else ""
    return None


def _returned_id(part: Message) -> str | None:
    """Of the message that comes along, whole or its head."""
    returned = _parts(part)[:1] if part.get_content_type() == "message/rfc822" else []
    if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
        returned = [message_from_string(str(part.get_payload()))]
    found = _MESSAGE_ID.search(str(returned[0].get("Message-ID", ""))) if returned else None
    return found[0] if found else None


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
