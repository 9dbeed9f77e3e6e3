"""Printing letters: who they go to counts as asked when the file is made, and the file can be made once more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from exports.letters import views
from exports.pdf.letters.letters import Letters
from feedback.invitations.letters import take_letters
from feedback.invitations.mailing import MailRoom
from feedback.invitations.stopping import stop_inviting
from feedback.measurements.agreement import close_measurement
from feedback.measurements.models import Measurement
from feedback.people.models import InvitationState, WhyLeftOut
from studies.models import Person
from tests.conftest import SignInAs
from tests.feedback.invitations.conftest import BY_LETTER, MONDAY, URL, Await, at, rounds, stored
from tests.feedback.making import answer

PLACE = "/metingen/hulp-in-huis/brieven"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Letters]:
    """What was sent to the printer."""
    letters: list[Letters] = []
    monkeypatch.setattr(views, "letters_pdf", lambda one: letters.append(one) or b"%PDF-")
    return letters


def test_letters_that_wait_are_made_once_and_can_be_made_again(
    sign_in_as: SignInAs,
    researcher: Person,
    session: Session,
    printed: list[Letters],
    awaits: Await,
) -> None:
    awaits(BY_LETTER)
    awaits(BY_LETTER, MONDAY + timedelta(days=1))
    with at(MONDAY):
        client = sign_in_as(researcher)
        assert "Maak 1 brief<" in client.get(PLACE).text
        file = client.post(PLACE)
        assert (file.status_code, file.mimetype) == (200, "application/pdf")
        assert "Er wachten nu geen brieven" in client.post(PLACE).text
        assert client.post(f"{PLACE}/opnieuw").mimetype == "application/pdf"
        first, again = printed

        (letter,) = first.letters
        assert (letter.contact.street, letter.words.heading) == ("Lindelaan 1", "Wat vindt u van de hulp in huis?")
        assert again.letters == first.letters
        assert first.door == f"{URL}/mening"
        assert answer(session, letter.contact.code, 7)
        session.commit()

    assert [row.state for row in stored(session)] == [InvitationState.ASKED, InvitationState.WAITING]


def test_a_file_that_could_not_be_made_leaves_nobody_asked(
    sign_in_as: SignInAs,
    researcher: Person,
    session: Session,
    awaits: Await,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_letters: Letters) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(views, "letters_pdf", fails)
    awaits(BY_LETTER)
    with at(MONDAY):
        assert sign_in_as(researcher).post(PLACE).status_code == 500

    assert [(row.state, row.code_id) for row in stored(session)] == [(InvitationState.WAITING, None)]


def test_reminders_go_on_paper_too_and_not_to_who_answered_or_said_no(
    session: Session,
    inviting: Measurement,
    awaits: Await,
) -> None:
    waiting = [awaits(replace(BY_LETTER, name=name)) for name in ("A. Wacht", "B. Antwoordt", "C. Wil niet")]
    with at(MONDAY):
        codes = [letter.contact.code for letter in take_letters(session, inviting, URL)]
        answer(session, codes[1], 8)
        stop_inviting(session, waiting[2])
    with at(MONDAY + timedelta(days=6)):
        assert take_letters(session, inviting, URL) == []
    for day, number in ((7, 1), (21, 2)):
        with at(MONDAY + timedelta(days=day)):
            (reminder,) = take_letters(session, inviting, URL)
        assert (reminder.contact.code, reminder.words.number) == (codes[0], number)
        assert reminder.words.opening[0].startswith("We vroegen u dit eerder ook.")
    with at(MONDAY + timedelta(days=40)):
        assert take_letters(session, inviting, URL) == []


def test_the_same_person_gets_one_letter(session: Session, inviting: Measurement, awaits: Await) -> None:
    awaits(BY_LETTER)
    awaits(BY_LETTER)
    with at(MONDAY):
        assert len(take_letters(session, inviting, URL)) == 1
    session.commit()

    assert [row.why_left_out for row in stored(session)] == [None, WhyLeftOut.ASKED_RECENTLY]


def test_for_a_closed_measurement_no_letter_is_made(
    sign_in_as: SignInAs,
    researcher: Person,
    session: Session,
    inviting: Measurement,
    awaits: Await,
) -> None:
    awaits(BY_LETTER)
    close_measurement(session, inviting)
    session.commit()
    with at(MONDAY):
        client = sign_in_as(researcher)
        assert "Maak 1 brief" not in client.get(PLACE).text
        assert client.post(PLACE).status_code == 422


def test_the_worker_mails_nobody_who_gets_a_letter(engine: Engine, room: MailRoom, awaits: Await) -> None:
    awaits(BY_LETTER)

    assert rounds(engine, room, MONDAY) == 0
