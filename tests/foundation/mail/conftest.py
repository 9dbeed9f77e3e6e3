from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session
from foundation.mail.contents import mail_seal
from foundation.mail.letter import Letter
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor, Message, post
from foundation.mail.server import MailServer, Tls
from studies.models import Organisation
from tests.foundation.mail.post_office import PostOffice, opened

LETTER = Letter(
    subject="Leest u mee? Café ‘De Brink’",
    greeting="Dag Piet Jansen,",
    before=("Wilt u een verhaal lezen?",),
    link=("Lees het verhaal", "https://verhalen.lindermeer.example/lezen/geheim-kenmerk"),
    closing=("Met vriendelijke groet,", "Lotte Veldman"),
    why=("U krijgt deze e-mail omdat Lotte u vroeg mee te lezen.",),
)
SEAL = mail_seal(bytes(32))
SENDER = "verhalen@lindermeer.example"

Post = Callable[..., OutgoingMail]
Seen = Callable[[OutgoingMail], OutgoingMail]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def door(office: PostOffice) -> Iterator[MailDoor]:
    """To an office that is open."""
    with opened(office) as port:
        yield door_to(port)


def door_to(port: int, tls: Tls = Tls.NONE, **of_server: object) -> MailDoor:
    return MailDoor(MailServer("localhost", port, tls, SENDER, **of_server), SEAL)  # type: ignore[arg-type]


def message(to: str = "piet@voorbeeld.nl", **of_message: object) -> Message:
    return Message(**{"kind": "test", "letter": LETTER, "to": to, "name": "Piet Jansen"} | of_message)  # type: ignore[arg-type]


@pytest.fixture
def posted(session: Session) -> Post:
    """Writes a message down, and commits."""

    def write(door: MailDoor, to: str = "piet@voorbeeld.nl", **of_message: object) -> OutgoingMail:
        row = post(session, door, message(to, **of_message))
        session.commit()
        return row

    return write


@pytest.fixture
def now_stored(engine: Engine, organisation: Organisation) -> Seen:
    def read(mail: OutgoingMail) -> OutgoingMail:
        with open_session(engine, organisation.id) as session:
            return session.exec(select(OutgoingMail).where(OutgoingMail.message_id == mail.message_id)).one()

    return read
