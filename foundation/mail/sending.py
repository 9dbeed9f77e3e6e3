"""Sending what waits, a message at a time, until the mail server accepts it or refuses it for good."""

import logging
import traceback
from datetime import timedelta
from threading import Event
from typing import Any

from sqlalchemy import Engine

from foundation.clock import now
from foundation.dutch import _
from foundation.mail.claiming import MOST_ATTEMPTS, ClaimedMail, claim_mail, record_mail
from foundation.mail.contents import opened_contents
from foundation.mail.mime import as_message
from foundation.mail.models import MailState
from foundation.mail.not_sent import Bounced, NotSent, NotYet, RefusedForGood, ServerTrouble
from foundation.mail.outbox import MailDoor
from foundation.mail.server import deliver

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720, 1440, 1440))
"""Between the attempts, three days in all; one less than MOST_ATTEMPTS."""
BETWEEN_LOOKS, AFTER_TROUBLE = 3.0, 30.0
"""Seconds."""

log = logging.getLogger(__name__)


def keep_sending(engine: Engine, door: MailDoor, stop: Event) -> None:
    """Send what waits, until `stop`. What fails here is done again in its turn."""
    while not stop.is_set():
        try:
            is_in_trouble = send_waiting(engine, door, stop)
        except Exception:
            log.exception("looking for mail failed")
            is_in_trouble = True
        stop.wait(AFTER_TROUBLE if is_in_trouble else BETWEEN_LOOKS)


def send_waiting(engine: Engine, door: MailDoor, stop: Event | None = None) -> bool:
    """Send everything that is due. True when the server is in trouble, and the rest is better tried later."""
    while not (stop and stop.is_set()):
        claimed = claim_mail(engine)
        if claimed is None:
            return False
        if isinstance(_send(engine, door, claimed), ServerTrouble):
            return True
    return False


def send_one(engine: Engine, door: MailDoor, mail_id: int) -> NotSent | None:
    """Send this message now, if nobody else does; what stood in the way, if anything did."""
    claimed = claim_mail(engine, mail_id)
    return _send(engine, door, claimed) if claimed else None


def _send(engine: Engine, door: MailDoor, claimed: ClaimedMail) -> NotSent | None:
    trouble = _tried(door, claimed)
    if not record_mail(engine, claimed, **_what_became_of(claimed, trouble)):
        log.warning("mail %s was taken back, or over by another worker", claimed.mail_id)
    elif trouble is None:
        log.info("mail %s (%s) was sent", claimed.mail_id, claimed.kind)
    else:
        log.warning("mail %s (%s), attempt %s: %s", claimed.mail_id, claimed.kind, claimed.attempt, trouble)
    return trouble


def _tried(door: MailDoor, claimed: ClaimedMail) -> NotSent | None:
    try:
        contents = opened_contents(door.seal, claimed.sealed, claimed.message_id)
        message = as_message(contents, door.server.sender, claimed.message_id, claimed.written_at)
        deliver(door.server, message, contents.to)
    except NotSent as trouble:
        return trouble
    except Exception as error:
        # Where it went wrong, without the words of the error: those may be of the message.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("mail %s failed with %s:\n%s", claimed.mail_id, type(error).__name__, places)
        return NotYet(_("Bij het versturen ging iets mis in Verhaallijn zelf."))
    return None


def _what_became_of(claimed: ClaimedMail, trouble: NotSent | None) -> dict[str, Any]:
    """What is not sent is kept for who mends what stood in the way, unless it is the address."""
    if trouble is None:
        return {"state": MailState.SENT, "ended_at": now(), "last_error": "", "sealed": None}
    given_up = {"state": MailState.FAILED, "ended_at": now(), "last_error": str(trouble)}
    if isinstance(trouble, Bounced):
        return given_up | {"bounced_at": now(), "sealed": None}
    next_try_at = now() + PAUSES[min(claimed.attempt, len(PAUSES)) - 1]
    is_last = claimed.attempt == MOST_ATTEMPTS or (claimed.until is not None and claimed.until < next_try_at)
    if is_last or isinstance(trouble, RefusedForGood):
        return given_up
    return {"next_try_at": next_try_at, "last_error": str(trouble)}
