"""Two reminders with the same code; none after an answer, after no, or where mail does not arrive."""

from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.answers.sending import take_back
from feedback.invitations.mailing import MailRoom
from feedback.invitations.stopping import stop_inviting
from feedback.measurements.agreement import close_measurement
from feedback.measurements.models import Measurement
from feedback.people.models import InvitationState, WhyLeftOut
from foundation.mail.coming_back.bounces import Bounce, note_bounce
from foundation.mail.models import OutgoingMail
from tests.feedback.invitations.conftest import MONDAY, Await, at, code_in, room_to, rounds, stored
from tests.feedback.making import answer, entered, keys
from tests.foundation.mail.post_office import PostOffice, free_port
from webapp.settings import Settings
from webapp.work.tidying import keep_promises

FIRST, SECOND = MONDAY + timedelta(days=7), MONDAY + timedelta(days=21)


@pytest.fixture
def asked(engine: Engine, room: MailRoom, awaits: Await) -> None:
    """Somebody was asked on a Monday."""
    awaits()
    assert rounds(engine, room, MONDAY) == 1


def days_on_which_mail_goes(engine: Engine, room: MailRoom, until: date) -> list[int]:
    """Days after the invitation, with the worker's hour in between."""
    found = []
    for number in range(1, (until - MONDAY).days + 1):
        day = MONDAY + timedelta(days=number)
        found += [number] * rounds(engine, room, day)
        with at(day, 13):
            keep_promises(engine)
    return found


@pytest.mark.usefixtures("asked")
def test_who_does_not_answer_is_reminded_after_a_week_and_after_three(
    engine: Engine, office: PostOffice, room: MailRoom
) -> None:
    assert days_on_which_mail_goes(engine, room, MONDAY + timedelta(days=59)) == [7, 21]

    assert [mail["Subject"].startswith("Herinnering: ") for mail in office.messages] == [False, True, True]
    assert len({code_in(office, number) for number in range(3)}) == 1
    assert len({mail["Message-ID"] for mail in office.messages}) == 3
    assert "de laatste keer" in words_of(office.messages[2])
    assert "de laatste keer" not in words_of(office.messages[1])


@pytest.mark.usefixtures("asked")
def test_who_answered_is_not_reminded_also_after_taking_it_back(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom
) -> None:
    code = code_in(office)
    with at(MONDAY + timedelta(days=2)):
        answer(session, code, 4)
        session.commit()
    assert rounds(engine, room, FIRST) == 0
    with at(FIRST):
        take_back(session, keys(session), entered(session, code))
        session.commit()

    assert days_on_which_mail_goes(engine, room, SECOND + timedelta(days=20)) == []
    assert stored(session)[0].state is InvitationState.ASKED


@pytest.mark.usefixtures("asked")
def test_who_says_no_is_not_reminded(engine: Engine, session: Session, room: MailRoom) -> None:
    stop_inviting(session, stored(session)[0])
    session.commit()

    assert days_on_which_mail_goes(engine, room, SECOND) == []


@pytest.mark.usefixtures("asked")
def test_a_closed_measurement_reminds_nobody(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement
) -> None:
    close_measurement(session, inviting)
    session.commit()

    assert days_on_which_mail_goes(engine, room, SECOND) == []


@pytest.mark.usefixtures("asked")
def test_a_mail_that_came_back_is_said_and_not_followed(engine: Engine, session: Session, room: MailRoom) -> None:
    """Accepted at first: the bounce comes a while later."""
    message_id = session.exec(select(OutgoingMail.message_id)).one()
    session.rollback()
    with at(MONDAY, 12):
        note_bounce(engine, Bounce(message_id, "5.1.1"))
        keep_promises(engine)

    (row,) = stored(session)
    assert (row.state, row.why_left_out, row.sealed) == (InvitationState.LEFT_OUT, WhyLeftOut.BOUNCED, None)
    session.rollback()
    assert days_on_which_mail_goes(engine, room, SECOND) == []


def test_an_address_that_is_refused_at_once_is_said(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()
    office.at_address["a.voorbeeld@mail.example"] = ["550 5.1.1 nobody here"]
    rounds(engine, room, MONDAY)
    with at(MONDAY, 12):
        keep_promises(engine)

    assert stored(session)[0].why_left_out is WhyLeftOut.BOUNCED


@pytest.mark.usefixtures("asked")
def test_after_a_reminder_that_came_back_none_follows_and_who_was_asked_stays_so(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom
) -> None:
    office.at_address["a.voorbeeld@mail.example"] = ["550 5.1.1 nobody here"]

    assert days_on_which_mail_goes(engine, room, SECOND) == [7]
    assert stored(session)[0].state is InvitationState.ASKED


def test_what_still_waits_is_not_sent_after_an_answer(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await, settings: Settings
) -> None:
    """The mail server is away when the reminder is written down, and they answer meanwhile."""
    awaits()
    rounds(engine, room, MONDAY)
    rounds(engine, room_to(free_port(), settings), FIRST)
    with at(FIRST, 12):
        answer(session, code_in(office), 9)
        session.commit()
        keep_promises(engine)

    rounds(engine, room, FIRST + timedelta(days=1))
    assert len(office.messages) == 1


def test_an_invitation_that_still_waits_is_not_sent_once_the_measurement_is_closed(
    engine: Engine,
    session: Session,
    office: PostOffice,
    room: MailRoom,
    awaits: Await,
    settings: Settings,
    inviting: Measurement,
) -> None:
    awaits()
    rounds(engine, room_to(free_port(), settings), MONDAY)
    close_measurement(session, inviting)
    session.commit()
    with at(MONDAY, 12):
        keep_promises(engine)

    rounds(engine, room, MONDAY + timedelta(days=1))
    assert office.messages == []
    assert stored(session)[0].why_left_out is WhyLeftOut.TOO_LATE


def test_who_got_nothing_so_far_is_not_reminded_of_it(
    engine: Engine, session: Session, office: PostOffice, awaits: Await, settings: Settings
) -> None:
    awaits()
    nowhere = room_to(free_port(), settings)

    assert rounds(engine, nowhere, MONDAY) == 1
    assert rounds(engine, nowhere, FIRST) == 0


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
