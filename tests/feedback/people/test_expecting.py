"""Somebody is to be asked: by which way, or why not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from feedback.measurements.lookup import measured_in
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.expecting import Expected, expect
from feedback.people.models import InvitationState, InvitedBy, Invitee, OpinionInvitation, WhyLeftOut
from foundation.secrets.sealing import KeyDoesNotFit, new_key
from tests.feedback.making import measurement

SOON = date(2026, 12, 14)
BY_MAIL = Contact(name="A. Voorbeeld", email="a@voorbeeld.nl", born_on=date(1944, 5, 2))
BY_LETTER = Contact(name="A. Voorbeeld", street="Lindelaan 1", postcode="6231 AB", town="Lindermeer")


@pytest.fixture
def vault(session: Session) -> InviteeVault:
    return InviteeVault.of(session)


@pytest.fixture
def expected(session: Session) -> Expected:
    return Expected(measured_in(session, measurement(session).id)[0][0].id, BY_MAIL, SOON)


def test_who_has_an_address_for_mail_gets_mail_and_who_has_none_a_letter(
    session: Session, vault: InviteeVault, expected: Expected
) -> None:
    mailed = expect(session, vault, expected)
    posted = expect(session, vault, replace(expected, contact=BY_LETTER))

    assert (mailed.state, mailed.invited_by, posted.invited_by) == (
        InvitationState.WAITING,
        InvitedBy.MAIL,
        InvitedBy.LETTER,
    )
    assert vault.contact(mailed) == BY_MAIL
    assert b"voorbeeld" not in (mailed.sealed or b"").lower()


def test_the_same_address_is_the_same_person_however_it_is_written(
    session: Session, vault: InviteeVault, expected: Expected
) -> None:
    expect(session, vault, expected)
    expect(session, vault, replace(expected, contact=Contact(name="Anders", email="A@Voorbeeld.nl ")))

    assert len(session.exec(select(Invitee)).all()) == 1


@pytest.mark.parametrize(
    ("next_on", "stopped_on", "why"),
    [
        (SOON + timedelta(days=1), None, WhyLeftOut.ASKED_RECENTLY),
        (SOON, None, None),
        (None, date(2026, 1, 1), WhyLeftOut.STOPPED),
    ],
)
def test_nobody_is_asked_within_90_days_or_after_saying_no(
    session: Session,
    vault: InviteeVault,
    expected: Expected,
    next_on: date | None,
    stopped_on: date | None,
    why: WhyLeftOut | None,
) -> None:
    expect(session, vault, expected)
    known = session.exec(select(Invitee)).one()
    known.next_on, known.stopped_on = next_on, stopped_on
    session.flush()

    again = expect(session, vault, expected)

    assert again.why_left_out == why
    assert (again.sealed is None) == (why is not None)


def test_without_any_address_nobody_can_be_asked(session: Session, vault: InviteeVault, expected: Expected) -> None:
    nowhere = expect(session, vault, replace(expected, contact=Contact(name="A. Voorbeeld", postcode="6231 AB")))

    assert (nowhere.why_left_out, nowhere.sealed) == (WhyLeftOut.NO_ADDRESS, None)


def test_contact_data_open_with_their_key_and_at_their_row_alone(
    session: Session, vault: InviteeVault, expected: Expected
) -> None:
    one, other = expect(session, vault, expected), expect(session, vault, replace(expected, contact=BY_LETTER))

    with pytest.raises(KeyDoesNotFit):
        InviteeVault(new_key()).contact(one)
    with pytest.raises(KeyDoesNotFit):
        vault.contact(OpinionInvitation(id=other.id, sealed=one.sealed))


def test_they_go_over_with_the_master_key(session: Session, vault: InviteeVault, expected: Expected) -> None:
    one, fresh = expect(session, vault, expected), InviteeVault(new_key())

    vault.move_to(session, fresh)

    assert fresh.contact(one) == BY_MAIL
