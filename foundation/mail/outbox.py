"""Writing a message down: in the transaction of what it tells of, so that neither is there without the other."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from foundation.clock import now
from foundation.database.leaving_files import names_erased
from foundation.forms.written import one_line
from foundation.mail.addresses import address_of, domain_of
from foundation.mail.contents import Contents, sealed_contents
from foundation.mail.letter import Letter, as_html, as_text
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.server import MailServer
from foundation.secrets.sealing import Seal
from foundation.secrets.tokens import new_name


@dataclass(frozen=True)
class MailDoor:
    """How mail leaves here, and the seal on what waits."""

    server: MailServer
    seal: Seal = field(repr=False)


@dataclass(frozen=True)
class Message:
    """A letter, to whom, and from whom it seems to come to the reader."""

    kind: str
    letter: Letter
    to: str = field(repr=False)
    name: str = field(default="", repr=False)
    sender_name: str = ""
    answers_to: str = ""
    unsubscribe: str = ""
    """Address of the web or 'mailto:', for a message of which more people get one alike."""
    about: str = ""
    """Of one thing (the digest of the link in it) goes one message; '' when it tells of nothing that is kept."""
    study_id: int | None = None
    organisation_id: int | None = None
    """None: that of the session."""
    until: datetime | None = None
    """After this moment it need not be sent any more."""


def post(session: Session, door: MailDoor, message: Message) -> OutgoingMail:
    """To be sent once this transaction is committed. What is on its way already is not sent twice.

    Raises EmailWrong, EmailUnusual.
    """
    known = mail_about(session, message.about) if message.about else None
    if known is not None and known.state is not MailState.FAILED:
        return known
    contents = _contents(message)
    if known is not None:
        session.delete(known)
        session.flush()
    row = _row(door, message, contents)
    session.add(row)
    session.flush()
    return row


def take_back(session: Session, about: Collection[str]) -> None:
    """What these messages tell of holds no more: those that wait are not sent."""
    is_waiting = col(OutgoingMail.state) == MailState.WAITING
    gone = session.exec(delete(OutgoingMail).where(col(OutgoingMail.about).in_(about), is_waiting))
    if gone.rowcount:
        names_erased(session)


def mail_about(session: Session, about: str) -> OutgoingMail | None:
    """The message that tells of this."""
    return session.exec(select(OutgoingMail).where(OutgoingMail.about == about)).first()


def mails_about(session: Session, about: Collection[str]) -> dict[str, OutgoingMail]:
    """The messages that tell of these things, by what they tell of."""
    found = session.exec(select(OutgoingMail).where(col(OutgoingMail.about).in_(about))).all()
    return {str(mail.about): mail for mail in found}


def try_again(session: Session) -> int:
    """Let wait anew what was given up and is not late by now; how many those are. What bounced is wiped already."""
    is_in_time = col(OutgoingMail.until).is_(None) | (col(OutgoingMail.until) > now())
    changed = session.exec(
        update(OutgoingMail)
        .where(col(OutgoingMail.state) == MailState.FAILED, col(OutgoingMail.sealed).is_not(None), is_in_time)
        .values(state=MailState.WAITING, attempts=0, next_try_at=now(), ended_at=None)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)


def move_mail(session: Session, old: Seal, new: Seal) -> None:
    """Seal what waits under another key. Raises KeyDoesNotFit."""
    for mail in session.exec(select(OutgoingMail).where(col(OutgoingMail.sealed).is_not(None))).all():
        mail.sealed = old.moved_to(new, mail.sealed or b"", mail.message_id.encode())
    session.flush()


def _contents(message: Message) -> Contents:
    return Contents(
        to=address_of(message.to),
        name=one_line(message.name),
        sender_name=one_line(message.sender_name),
        answers_to=address_of(message.answers_to) if message.answers_to else "",
        unsubscribe=one_line(message.unsubscribe),
        subject=one_line(message.letter.subject),
        text=as_text(message.letter),
        html=as_html(message.letter),
    )


def _row(door: MailDoor, message: Message, contents: Contents) -> OutgoingMail:
    message_id = f"<{new_name()}@{domain_of(door.server.sender)}>"
    row = OutgoingMail(
        message_id=message_id,
        kind=message.kind,
        study_id=message.study_id,
        about=message.about or None,
        until=message.until,
        sealed=sealed_contents(door.seal, contents, message_id),
    )
    if message.organisation_id is not None:
        row.organisation_id = message.organisation_id
    return row
