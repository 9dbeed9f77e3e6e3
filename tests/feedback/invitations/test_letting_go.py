"""Where people can be reached leaves the files 30 days after our last message; who said no stays known by a digest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.invitations.mailing import MailRoom
from feedback.invitations.stopping import stop_inviting
from feedback.measurements.agreement import close_measurement
from feedback.measurements.models import Measurement
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, Invitee, WhyLeftOut
from tests.feedback.invitations.conftest import BY_LETTER, BY_MAIL, MONDAY, Await, at, code_in, rounds, stored
from tests.feedback.making import answer
from tests.files import contents_of, files_with
from tests.foundation.mail.post_office import PostOffice
from webapp.settings import Settings
from webapp.work.tidying import keep_promises


def tidied(engine: Engine, day: int) -> None:
    """So many days after the Monday."""
    with at(MONDAY + timedelta(days=day), 12):
        keep_promises(engine)


def is_kept(session: Session) -> list[bool]:
    return [row.sealed is not None for row in stored(session)]


def test_contact_data_go_30_days_after_the_last_reminder(
    engine: Engine, session: Session, room: MailRoom, awaits: Await
) -> None:
    awaits()
    for day in (0, 7, 21):
        rounds(engine, room, MONDAY + timedelta(days=day))

    tidied(engine, 50)
    assert is_kept(session) == [True]
    session.rollback()
    tidied(engine, 51)
    assert is_kept(session) == [False]


def test_after_an_answer_they_go_30_days_after_our_last_message(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()
    rounds(engine, room, MONDAY)
    with at(MONDAY + timedelta(days=3)):
        answer(session, code_in(office), 8)
        session.commit()

    tidied(engine, 29)
    assert is_kept(session) == [True]
    session.rollback()
    tidied(engine, 30)
    assert is_kept(session) == [False]


def test_on_that_day_no_file_holds_the_address_the_name_the_code_or_what_sealed_them(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await, settings: Settings
) -> None:
    awaits()
    rounds(engine, room, MONDAY)
    (row,) = stored(session)
    sealed = row.sealed
    assert sealed is not None
    session.rollback()
    assert any(sealed in content for content in contents_of(settings.data_dir).values())
    session.rollback()

    tidied(engine, 30)
    session.rollback()
    engine.dispose()
    for word in ("a.voorbeeld@mail.example", "mevrouw A. Voorbeeld", code_in(office)):
        assert files_with(word, settings.data_dir) == []
    assert not any(sealed in content for content in contents_of(settings.data_dir).values())


@pytest.mark.parametrize("contact", [BY_MAIL, BY_LETTER])
def test_who_could_not_be_asked_within_30_days_is_let_go(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement, awaits: Await, contact: Contact
) -> None:
    awaits(contact)
    close_measurement(session, inviting)
    session.commit()

    tidied(engine, 30)
    assert stored(session)[0].state is InvitationState.WAITING
    session.rollback()
    tidied(engine, 31)
    (row,) = stored(session)
    assert (row.why_left_out, row.sealed) == (WhyLeftOut.TOO_LATE, None)


def test_who_was_asked_may_be_asked_again_after_90_days_and_not_before(
    engine: Engine, session: Session, room: MailRoom, awaits: Await
) -> None:
    awaits()
    rounds(engine, room, MONDAY)
    soon = awaits(due_on=MONDAY + timedelta(days=89))
    later = awaits(due_on=MONDAY + timedelta(days=90))

    assert (soon.why_left_out, later.why_left_out) == (WhyLeftOut.ASKED_RECENTLY, None)
    rounds(engine, room, MONDAY + timedelta(days=91))
    assert stored(session)[2].state is InvitationState.ASKED


def test_a_year_later_nobody_knows_that_they_were_asked_unless_they_said_no(
    engine: Engine, session: Session, room: MailRoom, awaits: Await
) -> None:
    awaits()
    other = replace(BY_MAIL, email="ander@mail.example")
    awaits(other)
    rounds(engine, room, MONDAY)
    stop_inviting(session, stored(session)[1])
    session.commit()

    tidied(engine, 364)
    assert len(session.exec(select(Invitee)).all()) == 2
    session.rollback()
    tidied(engine, 365)

    (known,) = session.exec(select(Invitee)).all()
    assert known.known_by == InviteeVault.of(session).known_by(session, other)
    assert [row.invitee_id for row in stored(session)] == [None, known.id]
