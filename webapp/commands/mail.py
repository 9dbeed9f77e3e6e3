"""Mail from the command line: trying it out, how it stands, and a way in for somebody who is new."""

import os
import time
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, func, select

from foundation.clock import now
from foundation.database.engine import open_engine, read_only, unit_of_work
from foundation.database.faults import fault_in
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from foundation.mail.coming_back.bounces import MOST_BYTES, NoBounce, note_bounce, read_bounce
from foundation.mail.letter import Letter
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.not_sent import NotSent
from foundation.mail.outbox import MailDoor, Message, post, try_again
from foundation.mail.sending import send_one
from studies.accounts.signing_in import make_link
from studies.letters.sign_in import post_sign_in_link
from studies.models import Organisation, Person
from webapp.settings import Settings

_TRIAL = "trial"
PATIENCE = 60.0
"""Seconds to wait for a worker that was first."""


class NoMailServer(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Er is geen mailserver ingesteld. Zet VERHAALLIJN_SMTP_HOST en VERHAALLIJN_MAIL_FROM. "
                "De README zegt wat er nog meer kan."
            )
        )


class NobodyYet(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is nog geen organisatie. Maak eerst iemand aan met: verhaallijn person add"))


class TrialFailed(ResearcherError):
    """With the mail server's own words, which only whoever tries reads."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(_("%(why)s De mailserver zei: %(said)s", why=why, said=said) if said else why)


def send_trial(engine: Engine, door: MailDoor | None, address: str) -> str:
    """The line to print. Through the outbox, as all mail. Raises NoMailServer, NobodyYet, EmailWrong, TrialFailed."""
    door = _checked(door)
    with unit_of_work(engine, across=True) as session:
        mail_id = post(session, door, _trial(session, address)).id
    trouble = send_one(engine, door, mail_id)
    if isinstance(trouble, NotSent):
        raise TrialFailed(str(trouble), trouble.said)
    _wait_for(engine, mail_id)
    _forget_failed_trials(engine)
    return _("Verstuurd naar %(address)s, via %(server)s.", address=address, server=door.server)


def send_again(engine: Engine, door: MailDoor | None) -> str:
    """The line to print. Raises NoMailServer."""
    _checked(door)
    with unit_of_work(engine, across=True) as session:
        number = try_again(session)
    return _("%(messages)s. De worker verstuurt ze.", messages=_messages(number, MailState.WAITING))


def take_bounce(settings: Settings, report: BinaryIO) -> tuple[str, int]:
    """(the line to print, exit code as mail servers read it): only what may go well later is offered again."""
    try:
        bounce = read_bounce(report.read(MOST_BYTES + 1))
        engine = open_engine(settings.url)
        try:
            return note_bounce(engine, bounce), os.EX_OK
        finally:
            engine.dispose()
    except NoBounce as refused:
        return str(refused), os.EX_DATAERR
    except (DBAPIError, OSError) as error:
        fault = fault_in(error)
        return fault.sentence if fault else _("De database geeft nu geen antwoord."), os.EX_TEMPFAIL


def mail_standing(engine: Engine, door: MailDoor | None) -> str:
    """A line per state, and one per reason why something did not go."""
    server = _("E-mail gaat via %(server)s.", server=door.server) if door else str(NoMailServer())
    with unit_of_work(read_only(engine), across=True) as session:
        states = session.exec(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)).all()
        reasons = session.exec(
            select(OutgoingMail.last_error, func.count())
            .where(OutgoingMail.last_error != "")
            .group_by(OutgoingMail.last_error)
            .order_by(col(OutgoingMail.last_error))
        ).all()
    found = dict(states)
    lines = [_messages(found.get(state, 0), state) for state in MailState]
    return "\n".join([server, *lines, *(f"{number} × {why}" for why, number in reasons)])


def way_in(session: Session, settings: Settings, person: Person, by_mail: bool) -> str:
    """The line to print: a link to sign in, or that it is on its way. Raises NoMailServer, EmailWrong, EmailUnusual."""
    if not by_mail:
        return f"{settings.public_url}/aanmelden/link/{make_link(session, person.id)}"
    post_sign_in_link(session, _checked(settings.mail), person, settings.public_url)
    return _("Een link om aan te melden gaat per e-mail naar %(email)s. De worker verstuurt hem.", email=person.email)


def _checked(door: MailDoor | None) -> MailDoor:
    if door is None:
        raise NoMailServer
    return door


def _trial(session: Session, address: str) -> Message:
    organisation = session.exec(select(Organisation).order_by(col(Organisation.id)).limit(1)).first()
    if organisation is None:
        raise NobodyYet
    letter = Letter(
        subject=_("Proefbericht van Verhaallijn"),
        greeting=_("Dag,"),
        before=(
            _("Dit is een proefbericht. Lees je dit, dan kan Verhaallijn e-mail versturen. Je hoeft niets te doen."),
        ),
        closing=(_("Met vriendelijke groet,"), organisation.name),
    )
    # Whoever tries waits for it: what does not go now is not sent an hour later.
    return Message(
        _TRIAL,
        letter,
        address,
        sender_name=organisation.name,
        organisation_id=organisation.id,
        until=now() + timedelta(seconds=30),
    )


def _forget_failed_trials(engine: Engine) -> None:
    """Mail works now: what was tried before would be told of as mail that somebody still lacks."""
    with unit_of_work(engine, across=True) as session:
        failed = col(OutgoingMail.kind) == _TRIAL, col(OutgoingMail.state) == MailState.FAILED
        session.exec(delete(OutgoingMail).where(*failed))


def _wait_for(engine: Engine, mail_id: int) -> None:
    """Until it was sent, by whoever was first. Raises TrialFailed."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        with unit_of_work(read_only(engine), across=True) as session:
            mail = session.get_one(OutgoingMail, mail_id)
        if mail.state is MailState.SENT:
            return
        if mail.state is MailState.FAILED:
            raise TrialFailed(mail.last_error)
        time.sleep(0.2)
    raise TrialFailed(_("De worker was eerder, en is na een minuut nog niet klaar. Kijk zo met: verhaallijn mail"))


def _messages(number: int, state: MailState) -> str:
    messages = counted(number, "bericht", "berichten")
    return {
        MailState.WAITING: _("%(messages)s om te versturen", messages=messages),
        MailState.SENT: _("%(messages)s verstuurd", messages=messages),
        MailState.FAILED: _("%(messages)s niet verstuurd", messages=messages),
    }[state]
