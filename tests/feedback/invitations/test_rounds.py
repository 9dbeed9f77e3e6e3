"""Who is due gets a mail, once, through a real mail server; and nobody who may not be asked any more."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.codes.models import CodeBatch
from feedback.invitations import rounds as going
from feedback.invitations.links import DOOR, FIGURES
from feedback.invitations.mailing import MailRoom
from feedback.invitations.models import InvitationPlan
from feedback.measurements.agreement import close_measurement, resume_measurement
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measurement, Way
from feedback.people.models import InvitationState, InvitedBy, Invitee, WhyLeftOut
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.sending import send_waiting
from tests.feedback.invitations.conftest import (
    BY_LETTER,
    BY_MAIL,
    MONDAY,
    URL,
    Await,
    at,
    code_in,
    room_to,
    rounds,
    stored,
)
from tests.feedback.making import answer
from tests.foundation.mail.post_office import PostOffice, free_port
from webapp.settings import Settings


def test_a_mail_says_what_it_is_and_has_a_code_that_works(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()

    assert rounds(engine, room, MONDAY) == 1
    assert rounds(engine, room, MONDAY) == 0

    (mail,) = office.messages
    assert office.readers == ["a.voorbeeld@mail.example"]
    assert mail["Subject"] == "Wat vindt u van de hulp in huis?"
    text, page = (part.get_content() for part in mail.iter_parts())  # type: ignore[attr-defined]
    for said in (
        "Beste mevrouw A. Voorbeeld,",
        "Alleen de onderzoekers kunnen zien van wie een antwoord is.",
        "Is iemand in gevaar? Dan mag één vaste medewerker opzoeken wie het schreef.",
        "Uw antwoord heeft geen gevolgen voor uw hulp.",
        "Bel 085-0001234 of kies op de website: ‘Geen uitnodigingen meer’.",
        f"{URL}{DOOR}#",
        f"verhalen.lindermeer.example{FIGURES}/hulp-in-huis",
    ):
        assert said in text
        assert said in page
    (row,) = stored(session)
    assert (row.state, row.asked_on) == (InvitationState.ASKED, MONDAY)
    with at(MONDAY + timedelta(days=60)):
        assert answer(session, code_in(office), 8)


def test_saying_no_takes_one_press_in_a_mail_program(
    engine: Engine, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()
    rounds(engine, room, MONDAY)

    (mail,) = office.messages
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith(f"<{URL}/mening/geen-uitnodigingen/")
    assert code_in(office) not in mail["List-Unsubscribe"]


def test_of_what_was_asked_the_database_holds_no_code_and_no_address(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()
    rounds(engine, room, MONDAY)
    (row,) = stored(session)

    assert code_in(office).encode() not in (row.sealed or b"")
    assert session.exec(select(OutgoingMail.sealed)).all() == [None]
    assert session.exec(select(CodeBatch.cards)).all() == [1]


@pytest.mark.parametrize(
    ("day", "hour", "asked"),
    [
        (MONDAY, 9, 0),
        (MONDAY, 10, 1),
        (MONDAY, 20, 0),
        (MONDAY - timedelta(days=1), 11, 0),
        (MONDAY + timedelta(days=5), 11, 0),  # Saturday
        (date(2026, 12, 25), 11, 0),
        (date(2026, 12, 28), 11, 1),
    ],
)
def test_mail_goes_on_working_days_from_its_hour_on(
    engine: Engine, room: MailRoom, awaits: Await, day: date, hour: int, asked: int
) -> None:
    awaits()

    assert rounds(engine, room, day, hour) == asked


def test_the_hour_is_that_of_the_measurement(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement, awaits: Await
) -> None:
    awaits()
    session.add(InvitationPlan(measurement_id=inviting.id, hour=14))
    session.commit()

    assert [rounds(engine, room, MONDAY, hour) for hour in (11, 13, 14)] == [0, 0, 1]


def test_a_measurement_with_cards_invites_nobody(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement, awaits: Await
) -> None:
    awaits()
    session.get_one(Measurement, inviting.id).way = Way.CARDS
    session.commit()

    assert rounds(engine, room, MONDAY) == 0


def test_while_a_measurement_is_closed_nobody_is_asked(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement, awaits: Await
) -> None:
    awaits()
    close_measurement(session, inviting)
    session.commit()
    assert rounds(engine, room, MONDAY) == 0
    resume_measurement(session, inviting)
    session.commit()

    assert rounds(engine, room, MONDAY + timedelta(days=1)) == 1


def test_about_a_provider_that_left_nobody_is_asked(
    engine: Engine, session: Session, room: MailRoom, inviting: Measurement, awaits: Await
) -> None:
    awaits()
    measured_in(session, inviting.id)[0][0].left_on = MONDAY
    session.commit()

    assert rounds(engine, room, MONDAY) == 0
    (row,) = stored(session)
    assert (row.why_left_out, row.sealed) == (WhyLeftOut.PROVIDER_LEFT, None)
    assert session.exec(select(Invitee.next_on)).all() == [None]


def test_the_same_person_in_two_lists_is_asked_once(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    awaits()
    awaits(replace(BY_MAIL, name="Mw. Voorbeeld"))

    assert rounds(engine, room, MONDAY) == 1
    assert [row.why_left_out for row in stored(session)] == [None, WhyLeftOut.ASKED_RECENTLY]
    assert stored(session)[1].sealed is None


def test_four_workers_ask_everybody_once(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    for number in range(12):
        for _twice in range(2):
            awaits(replace(BY_MAIL, email=f"iemand{number}@mail.example"))

    with ThreadPoolExecutor(4) as workers:
        written = list(workers.map(lambda _worker: rounds(engine, room, MONDAY), range(4)))

    assert sum(written) == 12
    with at(MONDAY):
        send_waiting(engine, room.door)
    assert sorted(office.readers) == sorted({*office.readers})
    assert len(office.readers) == 12
    states = [row.state for row in stored(session)]
    assert (states.count(InvitationState.ASKED), states.count(InvitationState.LEFT_OUT)) == (12, 12)


@pytest.mark.parametrize("wrong", ["geen adres", "josé@mail.example", "a@b@c"])
def test_who_has_no_address_that_takes_mail_gets_a_letter(
    engine: Engine, session: Session, room: MailRoom, awaits: Await, wrong: str
) -> None:
    awaits(replace(BY_LETTER, email=wrong))
    awaits(replace(BY_MAIL, email=wrong + "x"))

    assert rounds(engine, room, MONDAY) == 0
    with_letter, nowhere = stored(session)
    assert (with_letter.invited_by, with_letter.state) == (InvitedBy.LETTER, InvitationState.WAITING)
    assert nowhere.why_left_out is WhyLeftOut.NO_ADDRESS


def test_a_server_that_is_away_for_a_day_loses_nothing(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await, settings: Settings
) -> None:
    awaits()
    nowhere = room_to(free_port(), settings)
    for hour in (10, 11, 12, 15, 19):
        rounds(engine, nowhere, MONDAY, hour)
    message_id = session.exec(select(OutgoingMail.message_id)).one()
    session.rollback()

    rounds(engine, room, MONDAY + timedelta(days=1))
    rounds(engine, room, MONDAY + timedelta(days=2))

    assert [mail["Message-ID"] for mail in office.messages] == [message_id]


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The worker dies after writing a mail down, before that is committed."""
    posted: list[str] = []
    post = going.post_invitation

    def dies(*given: object) -> OutgoingMail:
        posted.append(post(*given).message_id)  # type: ignore[arg-type]
        raise SystemExit

    monkeypatch.setattr(going, "post_invitation", dies)
    yield posted
    monkeypatch.undo()


def test_a_worker_that_dies_half_way_leaves_nothing_by_halves(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await, crashing: list[str]
) -> None:
    awaits()
    with pytest.raises(SystemExit):
        rounds(engine, room, MONDAY)
    assert len(crashing) == 1

    (row,) = stored(session)
    assert (row.state, row.code_id, session.exec(select(Invitee.next_on)).one()) == (
        InvitationState.WAITING,
        None,
        None,
    )
    assert session.exec(select(OutgoingMail)).all() == []
    assert session.exec(select(CodeBatch)).all() == []


def test_one_that_goes_wrong_keeps_no_other_waiting(
    engine: Engine, session: Session, office: PostOffice, room: MailRoom, awaits: Await
) -> None:
    broken = awaits(replace(BY_MAIL, email="kapot@mail.example"))
    awaits()
    broken.sealed = b"\0" * 40
    session.add(broken)
    session.commit()

    assert rounds(engine, room, MONDAY) == 1
    assert office.readers == ["a.voorbeeld@mail.example"]


def test_a_mail_that_waits_is_known_to_be_of_its_invitation(
    engine: Engine, session: Session, awaits: Await, settings: Settings
) -> None:
    row = awaits()
    rounds(engine, room_to(free_port(), settings), MONDAY)

    mail = session.exec(select(OutgoingMail)).one()
    assert (mail.state, mail.about) == (MailState.WAITING, f"opinion_invitation-{row.id}-0")
