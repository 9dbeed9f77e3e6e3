"""Mail against a real mail server: it arrives, is tried again, or is given up with a reason; and nothing is lost."""

import logging
import re
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.mail import claiming, sending
from foundation.mail.claiming import LEASE, MOST_ATTEMPTS, claim_mail
from foundation.mail.forgetting import KEPT, forget_old_mail
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import MailDoor, try_again
from foundation.mail.sending import PAUSES, send_one, send_waiting
from foundation.mail.server import PATIENCE
from tests.files import files_with
from tests.foundation.mail.conftest import Post, Seen, door_to
from tests.foundation.mail.post_office import PostOffice, free_port, opened
from webapp.settings import Settings


def test_a_message_arrives_as_text_and_as_a_page(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post
) -> None:
    posted(door, name="José van 't Hof", sender_name="Gemeente Súdwest", answers_to="info@lindermeer.example")
    assert send_waiting(engine, door) is False

    (arrived,) = office.messages
    assert office.readers == ["piet@voorbeeld.nl"]
    assert arrived["To"].addresses[0].display_name == "José van 't Hof"
    assert str(arrived["From"]) == "Gemeente Súdwest <verhalen@lindermeer.example>"
    assert arrived["Reply-To"] == "info@lindermeer.example"
    assert arrived["Subject"] == "Leest u mee? Café ‘De Brink’"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content_type() == "multipart/alternative"
    text, page = (part.get_content() for part in arrived.iter_parts())  # type: ignore[attr-defined]
    for said in ("Dag Piet Jansen,", "https://verhalen.lindermeer.example/lezen/geheim-kenmerk", "omdat Lotte u vroeg"):
        assert said in text
        assert said in page
    assert "<p" in page


def test_the_same_message_is_the_same_to_the_byte_at_every_try(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post
) -> None:
    mail = posted(door)
    claimed = claim_mail(engine)
    assert claimed is not None
    sending._tried(door, claimed)
    sending._tried(door, claimed)
    assert office.arrived[0] == office.arrived[1]
    assert office.messages[0]["Message-ID"] == mail.message_id


def test_once_it_was_sent_nothing_of_it_is_left(
    engine: Engine, door: MailDoor, posted: Post, now_stored: Seen, settings: Settings
) -> None:
    mail = posted(door)
    assert mail.sealed
    sealed = mail.sealed
    send_waiting(engine, door)

    sent = now_stored(mail)
    assert (sent.state, sent.sealed, sent.last_error) == (MailState.SENT, None, "")
    assert sent.ended_at is not None
    for words in ("piet@voorbeeld.nl", "Piet Jansen", "geheim-kenmerk", "Leest u mee"):
        assert files_with(words, settings.data_dir) == []
    files = [file.read_bytes() for file in settings.data_dir.rglob("*") if file.is_file()]
    assert not any(sealed[12:40] in content for content in files), "not even what only the key opens"


def test_nothing_of_a_message_is_in_the_log(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.at_address = {
        "weg@voorbeeld.nl": ["550 5.1.1 <weg@voorbeeld.nl> does not live here"],
        "later@voorbeeld.nl": ["451 4.7.1 <later@voorbeeld.nl> come back later"],
    }
    mails = [posted(door, to) for to in ("piet@voorbeeld.nl", "weg@voorbeeld.nl", "later@voorbeeld.nl")]
    send_waiting(engine, door)

    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")  # of the server
    assert [f"mail {mail.id}" in logged for mail in mails] == [True] * 3
    for words in ("voorbeeld.nl", "Piet", "Leest", "kenmerk", "does not live here"):
        assert words not in logged
    assert "voorbeeld.nl" not in repr([*mails, door, claim_mail(engine)])


def test_an_error_of_our_own_says_where_and_not_what(
    engine: Engine,
    door: MailDoor,
    posted: Post,
    now_stored: Seen,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_server: object, message: object, to: str) -> None:
        raise KeyError(f"{to} {message}")

    monkeypatch.setattr(sending, "deliver", fail)
    mail = posted(door)
    send_waiting(engine, door)

    assert "KeyError" in caplog.text
    assert "sending.py" in caplog.text
    assert "voorbeeld.nl" not in caplog.text
    assert now_stored(mail).last_error == "Bij het versturen ging iets mis in Verhaallijn zelf."
    assert now_stored(mail).state == MailState.WAITING


def test_an_address_that_is_refused_bounced(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    office.at_address = {"weg@voorbeeld.nl": ["550 5.1.1 onbekend"]}
    mail = posted(door, "weg@voorbeeld.nl")
    send_waiting(engine, door)

    refused = now_stored(mail)
    assert (refused.state, refused.attempts, refused.sealed) == (MailState.FAILED, 1, None)
    assert refused.bounced_at is not None
    assert refused.last_error == "De mailserver weigert dit e-mailadres (550 5.1.1)."
    assert office.arrived == []


def test_a_message_that_is_refused_bounced(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    office.at_content = ["554 5.6.0 spam"]
    mail = posted(door)
    send_waiting(engine, door)
    assert now_stored(mail).bounced_at is not None
    assert now_stored(mail).last_error == "De mailserver weigert dit bericht (554 5.6.0)."


def test_a_server_that_does_not_send_for_us_says_nothing_of_the_address(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    """It is kept for who mends the settings."""
    office.at_address = {"piet@voorbeeld.nl": ["554 5.7.1 relay access denied"]}
    mail = posted(door)
    send_waiting(engine, door)
    refused = now_stored(mail)
    assert (refused.state, refused.bounced_at) == (MailState.FAILED, None)
    assert "niet van ons doorsturen (554 5.7.1)" in refused.last_error

    assert try_again(session) == 1
    session.commit()
    send_waiting(engine, door)
    assert now_stored(mail).state == MailState.SENT
    assert [one["Message-ID"] for one in office.messages] == [mail.message_id]


def test_what_is_not_taken_now_is_tried_again_after_a_pause(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    office.at_address = {"piet@voorbeeld.nl": ["451 4.7.1 greylisted", "452 4.2.2 full"]}
    mail = posted(door)
    send_waiting(engine, door)
    waits = now_stored(mail)
    assert (waits.state, waits.last_error) == (
        MailState.WAITING,
        "De mailserver neemt dit bericht nu niet aan (451 4.7.1).",
    )
    assert timedelta(0) < waits.next_try_at - now() <= PAUSES[0]
    send_waiting(engine, door)
    assert now_stored(mail).attempts == 1, "not before its pause is over"

    with pretend_it_is(now() + PAUSES[0]):
        send_waiting(engine, door)
        assert now_stored(mail).next_try_at - now() > PAUSES[0]
    with pretend_it_is(now() + PAUSES[0] + PAUSES[1] * 2):
        send_waiting(engine, door)
    assert (now_stored(mail).state, now_stored(mail).attempts) == (MailState.SENT, 3)


def test_while_the_server_is_away_everything_waits(
    engine: Engine, office: PostOffice, posted: Post, now_stored: Seen
) -> None:
    door = door_to(free_port())
    mails = [posted(door, f"lid{number}@voorbeeld.nl") for number in range(3)]
    assert send_waiting(engine, door) is True, "in trouble: one is tried, and not all"
    assert [now_stored(mail).attempts for mail in mails] == [1, 0, 0]
    assert now_stored(mails[0]).last_error == f"De mailserver localhost:{door.server.port} is niet te bereiken."

    with opened(office) as port, pretend_it_is(now() + timedelta(hours=1)):
        send_waiting(engine, door_to(port))
    assert [now_stored(mail).state for mail in mails] == [MailState.SENT] * 3
    assert sorted(office.readers) == [f"lid{number}@voorbeeld.nl" for number in range(3)]


def test_after_three_days_it_is_given_up_and_kept_for_a_week(engine: Engine, posted: Post, now_stored: Seen) -> None:
    assert len(PAUSES) == MOST_ATTEMPTS - 1
    assert timedelta(days=3) < sum(PAUSES, timedelta()) < KEPT
    door, moment = door_to(free_port()), now()
    mail = posted(door)
    for _attempt in range(MOST_ATTEMPTS):
        assert now_stored(mail).state == MailState.WAITING
        moment += timedelta(days=1)
        with pretend_it_is(moment):
            send_waiting(engine, door)
    given_up = now_stored(mail)
    assert (given_up.state, given_up.bounced_at) == (MailState.FAILED, None)
    assert "niet te bereiken" in given_up.last_error

    with pretend_it_is(moment + KEPT - timedelta(minutes=1)):
        forget_old_mail(engine)
    assert now_stored(mail).sealed
    with pretend_it_is(moment + KEPT + timedelta(minutes=1)):
        forget_old_mail(engine)
    assert now_stored(mail).sealed is None
    assert now_stored(mail).last_error == given_up.last_error


def test_what_nobody_sends_is_wiped_too(engine: Engine, door: MailDoor, posted: Post, now_stored: Seen) -> None:
    mail = posted(door)
    with pretend_it_is(now() + KEPT + timedelta(minutes=1)):
        forget_old_mail(engine)
    assert (now_stored(mail).state, now_stored(mail).sealed) == (MailState.FAILED, None)
    assert "niets dat e-mail verstuurt" in now_stored(mail).last_error


def test_what_comes_too_late_is_not_sent(
    engine: Engine, session: Session, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    mail = posted(door, until=now() + timedelta(hours=1))
    with pretend_it_is(now() + timedelta(hours=2)):
        send_waiting(engine, door)
    assert (now_stored(mail).state, now_stored(mail).sealed) == (MailState.FAILED, None)
    assert now_stored(mail).last_error == "Dit bericht kwam niet meer op tijd."
    assert try_again(session) == 0
    assert office.arrived == []


def test_a_pause_beyond_its_last_moment_ends_it(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    office.at_address = {"piet@voorbeeld.nl": ["451 4.7.1 greylisted"]}
    mail = posted(door, until=now() + timedelta(seconds=30))
    send_waiting(engine, door)
    assert now_stored(mail).state == MailState.FAILED
    assert "(451 4.7.1)" in now_stored(mail).last_error


@pytest.mark.parametrize("goodbye", ["500 wat?", "421 weg"])
def test_how_a_server_says_goodbye_changes_nothing(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen, goodbye: str
) -> None:
    office.at_goodbye = goodbye
    mail = posted(door)
    send_waiting(engine, door)
    assert now_stored(mail).state == MailState.SENT


def test_only_one_worker_sends_a_message(engine: Engine, office: PostOffice, door: MailDoor, posted: Post) -> None:
    posted(door)
    assert claim_mail(engine) is not None
    send_waiting(engine, door)
    assert office.arrived == []


def test_who_was_too_slow_does_not_tell_what_became_of_it(
    engine: Engine, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    mail = posted(door)
    slow = claim_mail(engine)
    assert slow is not None
    with pretend_it_is(now() + LEASE + timedelta(seconds=1)):
        next_one = claim_mail(engine)
        assert next_one is not None
    assert not claiming.record_mail(engine, slow, state=MailState.FAILED, last_error="te laat")
    assert claiming.record_mail(engine, next_one, state=MailState.SENT, sealed=None)
    assert (now_stored(mail).state, now_stored(mail).last_error) == (MailState.SENT, "")


def test_a_message_that_ends_every_worker_is_given_up(
    engine: Engine, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    mail, moment = posted(door), now()
    for _attempt in range(MOST_ATTEMPTS):
        with pretend_it_is(moment):
            assert claim_mail(engine) is not None
        moment += LEASE + timedelta(seconds=1)
    with pretend_it_is(moment):
        assert claim_mail(engine) is None
    assert now_stored(mail).state == MailState.FAILED
    assert now_stored(mail).last_error == "Het versturen brak elke keer af."


def test_what_is_meant_alone_is_sent_alone(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    other, meant = posted(door, "annie@voorbeeld.nl"), posted(door)
    assert send_one(engine, door, meant.id) is None
    assert office.readers == ["piet@voorbeeld.nl"]
    assert now_stored(other).state == MailState.WAITING


def test_a_look_that_fails_is_not_the_last(
    engine: Engine, door: MailDoor, posted: Post, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, stop = list[int](), Event()

    def look(*arguments: object) -> bool:
        looks.append(1)
        if len(looks) == 1:
            raise OSError
        stop.set()
        return False

    monkeypatch.setattr(sending, "send_waiting", look)
    monkeypatch.setattr(sending, "AFTER_TROUBLE", 0.01)
    sending.keep_sending(engine, door, stop)
    assert len(looks) == 2


def test_nobody_who_writes_waits_for_a_look_at_an_empty_outbox(
    engine: Engine, door: MailDoor, asked: list[str]
) -> None:
    send_waiting(engine, door)
    assert not [statement for statement in asked if "IMMEDIATE" in statement]


def test_a_lease_outlives_a_server_that_is_slow_once() -> None:
    assert LEASE.total_seconds() >= 5 * PATIENCE


def test_every_table_row_is_one_message(session: Session, door: MailDoor, posted: Post) -> None:
    posted(door)
    posted(door)
    ids = session.exec(select(OutgoingMail.message_id)).all()
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"<[\w-]{16}@lindermeer\.example>", one) for one in ids)
