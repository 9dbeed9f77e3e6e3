"""A measurement that invites, people who wait for their day, and a mail server on this computer."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from feedback.founding import NewMeasurement, add_measurement
from feedback.invitations.mailing import MailRoom
from feedback.invitations.rounds import go_round
from feedback.measurements.agreement import TERMS, agree, keep_terms
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measurement, Way
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.expecting import Expected, expect
from feedback.people.models import OpinionInvitation
from foundation.clock import AMSTERDAM, pretend_it_is
from foundation.mail.contents import mail_seal
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import send_waiting
from foundation.mail.server import MailServer, Tls
from studies.models import Organisation
from tests.foundation.mail.post_office import PostOffice, opened
from webapp.settings import NAMES, Settings

MONDAY = date(2026, 12, 7)
URL = "https://verhalen.lindermeer.example"
BY_MAIL = Contact(name="mevrouw A. Voorbeeld", email="a.voorbeeld@mail.example")
BY_LETTER = Contact(name="de heer B. Brief", street="Lindelaan 1", postcode="6231 AB", town="Lindermeer")
Await = Callable[..., OpinionInvitation]


def at(day: date, hour: int = 11, minute: int = 0) -> AbstractContextManager[None]:
    return pretend_it_is(datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM))


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def port(office: PostOffice) -> Iterator[int]:
    with opened(office) as port:
        yield port


@pytest.fixture
def room(port: int, settings: Settings) -> MailRoom:
    return room_to(port, settings)


def room_to(port: int, settings: Settings) -> MailRoom:
    server = MailServer("localhost", port, Tls.NONE, "verhalen@lindermeer.example")
    return MailRoom(MailDoor(server, mail_seal(settings.key(NAMES))), URL)


@pytest.fixture
def inviting(session: Session, organisation: Organisation) -> Measurement:
    """About the municipality's own work."""
    with at(MONDAY - timedelta(days=30)):
        session.get_one(Organisation, organisation.id).telephone = "0850001234"
        made = add_measurement(
            session, NewMeasurement("Hulp in huis", "Iedereen met hulp in huis", "de hulp in huis", Way.INVITED)
        )
        keep_terms(session, made, dict.fromkeys(TERMS, "Zo is het afgesproken."))
        agree(session, made)
    session.commit()
    return made


@pytest.fixture
def awaits(session: Session, inviting: Measurement) -> Await:
    """Somebody waits for their day."""

    def wait(
        contact: Contact = BY_MAIL, due_on: date = MONDAY, group: str = "", measured_id: int = 0
    ) -> OpinionInvitation:
        measured_id = measured_id or measured_in(session, inviting.id)[0][0].id
        row = expect(session, InviteeVault.of(session), Expected(measured_id, contact, due_on, group))
        session.commit()
        return row

    return wait


def rounds(engine: Engine, room: MailRoom, day: date, hour: int = 11) -> int:
    """A round of the worker, and the mail sent; how many were written down."""
    with at(day, hour):
        written = go_round(engine, room)
        send_waiting(engine, room.door)
    return written


def stored(session: Session) -> list[OpinionInvitation]:
    """As it is now in the database."""
    session.rollback()
    session.expire_all()
    return list(session.exec(select(OpinionInvitation).order_by(col(OpinionInvitation.id))).all())


def code_in(office: PostOffice, number: int = -1) -> str:
    """The code in a mail that arrived."""
    text = office.messages[number].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return str(text.partition("/mening#")[2].split()[0])
