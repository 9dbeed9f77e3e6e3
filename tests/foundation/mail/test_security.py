"""Nobody on the way reads along: what a mail server must be able to do, and what is said when it can't."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from foundation.mail.models import MailState
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import send_waiting
from foundation.mail.server import Tls
from tests.foundation.mail.conftest import Post, Seen, door_to
from tests.foundation.mail.post_office import OPENED_BY, PostOffice, make_certificate, only_with_password, opened

PASSWORD = {"user": "verhalen", "password": OPENED_BY.decode()}


@pytest.mark.parametrize("tls", [Tls.TLS, Tls.STARTTLS])
def test_a_server_of_an_own_authority_is_trusted_when_that_is_said(
    engine: Engine, office: PostOffice, posted: Post, tmp_path: Path, tls: Tls
) -> None:
    known_by, context = make_certificate(tmp_path)
    options = {"ssl_context": context} if tls is Tls.TLS else {"tls_context": context, "require_starttls": True}
    with opened(office, **options) as port:
        door = door_to(port, tls, known_by=known_by)
        posted(door)
        assert send_waiting(engine, door) is False
    assert office.readers == ["piet@voorbeeld.nl"]


@pytest.mark.parametrize("tls", [Tls.TLS, Tls.STARTTLS])
@pytest.mark.parametrize(
    ("server", "days", "is_named", "why"),
    [
        ("localhost", 2, False, "komt van iemand die we niet kennen"),
        ("elders.example", 2, True, "is van een andere server"),
        ("localhost", -2, True, "is verlopen"),
    ],
)
def test_a_server_that_may_be_another_gets_nothing(
    engine: Engine,
    office: PostOffice,
    posted: Post,
    now_stored: Seen,
    tmp_path: Path,
    server: str,
    days: int,
    is_named: bool,
    why: str,
    tls: Tls,
) -> None:
    known_by, context = make_certificate(tmp_path, server, days=days)
    with opened(office, **{"ssl_context" if tls is Tls.TLS else "tls_context": context}) as port:
        door = door_to(port, tls, known_by=known_by if is_named else None)
        mail = posted(door)
        assert send_waiting(engine, door) is True
        assert _told(now_stored(mail).last_error, door) == f"Het certificaat van de mailserver X {why}."
    assert office.arrived == []


def test_without_the_security_that_is_demanded_nothing_is_sent(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    secure = door_to(door.server.port, Tls.STARTTLS, **PASSWORD)
    mail = posted(secure)
    send_waiting(engine, secure)
    waits = now_stored(mail)
    assert _told(waits.last_error, door) == (
        "De mailserver X biedt geen beveiligde verbinding aan (STARTTLS). "
        "Er is niets verstuurd: anderen konden het dan lezen."
    )
    assert waits.state == MailState.WAITING
    assert office.arrived == []


def test_a_port_that_speaks_otherwise_is_told(engine: Engine, door: MailDoor, posted: Post, now_stored: Seen) -> None:
    other = door_to(door.server.port, Tls.TLS)
    mail = posted(other)
    send_waiting(engine, other)
    assert _told(now_stored(mail).last_error, door) == (
        "Met de mailserver X lukt geen beveiligde verbinding. Kijk naar de poort."
    )


def test_who_has_the_password_may_send(
    engine: Engine, office: PostOffice, posted: Post, now_stored: Seen, tmp_path: Path
) -> None:
    known_by, context = make_certificate(tmp_path)
    options = {"authenticator": only_with_password, "auth_required": True, "tls_context": context}
    with opened(office, require_starttls=True, **options) as port:
        wrong = door_to(port, Tls.STARTTLS, known_by=known_by, user="verhalen", password="geraden")
        mail = posted(wrong)
        send_waiting(engine, wrong)
        assert _told(now_stored(mail).last_error, wrong) == (
            "De mailserver X neemt de gebruikersnaam of het wachtwoord niet aan (535 5.7.8)."
        )
        right = door_to(port, Tls.STARTTLS, known_by=known_by, **PASSWORD)
        posted(right, "annie@voorbeeld.nl")
        send_waiting(engine, right)
    assert office.readers == ["annie@voorbeeld.nl"]
    assert PASSWORD["password"] not in repr(right)


def test_a_server_that_takes_no_password_is_told(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    eager = door_to(door.server.port, **PASSWORD)
    mail = posted(eager)
    send_waiting(engine, eager)
    assert _told(now_stored(mail).last_error, door) == (
        "De mailserver X neemt hier geen wachtwoord aan. Kijk naar poort en beveiliging."
    )


def test_a_file_without_certificates_is_told(
    engine: Engine, office: PostOffice, posted: Post, now_stored: Seen, tmp_path: Path
) -> None:
    _known_by, context = make_certificate(tmp_path)
    empty = tmp_path / "leeg.pem"
    empty.write_text("niets")
    with opened(office, tls_context=context) as port:
        door = door_to(port, Tls.STARTTLS, known_by=empty)
        mail = posted(door)
        send_waiting(engine, door)
    assert now_stored(mail).last_error.startswith(f"In {empty} staat geen certificaat")


def test_a_sender_that_is_refused_is_told(
    engine: Engine, office: PostOffice, door: MailDoor, posted: Post, now_stored: Seen
) -> None:
    office.at_sender = ["550 5.7.1 not you"]
    mail = posted(door)
    send_waiting(engine, door)
    assert now_stored(mail).last_error == "De mailserver weigert de afzender verhalen@lindermeer.example (550 5.7.1)."
    assert now_stored(mail).state == MailState.WAITING, "whoever mends the setting need do no more"


def _told(sentence: str, door: MailDoor) -> str:
    return sentence.replace(f"localhost:{door.server.port}", "X")
