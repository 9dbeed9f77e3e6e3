"""A message is there with what it tells of, or not at all; it is about one thing, and can be taken back."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from foundation.database.engine import open_session, unit_of_work
from foundation.forms.email_address import EmailWrong
from foundation.mail.addresses import EmailUnusual
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import MailDoor, mails_about, post, take_back
from foundation.mail.sending import send_waiting
from studies.accounts.persons import add_organisation
from studies.models import Study
from studies.retention.deleting import delete_study
from tests.foundation.mail.conftest import Post, Seen, door_to, message
from tests.foundation.mail.post_office import PostOffice

DOOR = door_to(25)


def _number(session: Session) -> int:
    return session.exec(select(func.count()).select_from(OutgoingMail)).one()


def test_what_is_rolled_back_takes_its_message_along(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor
) -> None:
    post(session, door, message())
    session.rollback()
    send_waiting(engine, door)
    assert _number(session) == 0
    assert office.arrived == []


def test_what_waits_can_not_be_read_without_the_key(session: Session) -> None:
    row = post(session, DOOR, message())
    for words in (b"piet", b"Piet", b"Leest", b"kenmerk"):
        assert words not in (row.sealed or b"")


@pytest.mark.parametrize(
    "address", ["", "piet", "piet@", "a@b@voorbeeld.nl", "a[b@voorbeeld.nl", "a@-b-.nl", "a@b_c.nl"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_stored(session: Session, address: str) -> None:
    with pytest.raises(EmailWrong):
        post(session, DOOR, message(address))
    assert _number(session) == 0


def test_an_address_that_few_servers_take_is_refused(session: Session) -> None:
    with pytest.raises(EmailUnusual):
        post(session, DOOR, message("jörg@voorbeeld.nl"))


def test_of_one_thing_goes_one_message(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor, posted: Post
) -> None:
    first, again = posted(door, about="link 1"), posted(door, about="link 1")
    other = posted(door, about="link 2")
    assert (first.id, first.id == other.id) == (again.id, False)
    send_waiting(engine, door)
    assert posted(door, about="link 1").id == first.id, "it was sent"
    assert len(office.arrived) == 2
    assert set(mails_about(session, ["link 1", "link 2", "link 3"])) == {"link 1", "link 2"}


def test_of_what_did_not_arrive_another_message_goes(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor, posted: Post
) -> None:
    office.at_address = {"weg@voorbeeld.nl": ["550 5.1.1 onbekend"]}
    posted(door, "weg@voorbeeld.nl", about="link 1")
    send_waiting(engine, door)
    session.expire_all()
    posted(door, "piet@voorbeeld.nl", about="link 1")
    send_waiting(engine, door)
    assert office.readers == ["piet@voorbeeld.nl"]
    assert _number(session) == 1


def test_what_holds_no_more_is_not_sent(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    sent = posted(door, about="link 0")
    send_waiting(engine, door)
    posted(door, about="link 1")
    take_back(session, ["link 0", "link 1"])
    session.commit()
    send_waiting(engine, door)
    assert len(office.arrived) == 1
    assert now_stored(sent).state == MailState.SENT


def test_a_study_that_goes_takes_its_messages_along(
    engine: Engine, session: Session, study: Study, office: PostOffice, door: MailDoor, posted: Post
) -> None:
    posted(door, study_id=study.id)
    posted(door, "annie@voorbeeld.nl")
    delete_study(session, study)
    session.commit()
    send_waiting(engine, door)
    assert office.readers == ["annie@voorbeeld.nl"]


def test_another_organisation_does_not_see_it(engine: Engine, posted: Post) -> None:
    posted(DOOR, about="link 1")
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Elders", "elders").id
    with open_session(engine, other) as session:
        assert mails_about(session, ["link 1"]) == {}
