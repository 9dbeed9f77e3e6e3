"""The mail server, and handing it one message: smtplib has its only door here."""

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from foundation.mail import not_sent

PATIENCE = 30.0
"""Seconds that a server may take for an answer."""


class Tls(StrEnum):
    """How nobody on the way reads along."""

    STARTTLS = "starttls"
    """Demanded: without it nothing is said."""
    TLS = "tls"
    """From the first byte."""
    NONE = "none"

    @property
    def usual_port(self) -> int:
        return {Tls.STARTTLS: 587, Tls.TLS: 465, Tls.NONE: 25}[self]


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and in whose name."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    known_by: Path | None = None
    """The file with the certificates of who vouches for it; None: whom this computer trusts."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def deliver(server: MailServer, message: EmailMessage, to: str) -> None:
    """It is the server's now. Raises NotSent: then it was not accepted, or nobody knows."""
    connection = _opened(server)
    try:
        _hand_over(server, connection, message, to)
        with suppress(OSError):  # it was accepted: how the server says goodbye changes nothing
            connection.quit()
    finally:
        connection.close()


def greet(server: MailServer) -> None:
    """It answers, is who it should be, and lets us in; nothing is handed over. Raises NotSent."""
    connection = _opened(server)
    with suppress(OSError):
        connection.quit()
    connection.close()


def _opened(server: MailServer) -> SMTP:
    try:
        connection = _connected(server)
        try:
            _secure(server, connection)
            _sign_in(server, connection)
        except BaseException:
            connection.close()
            raise
    except OSError as error:
        raise not_sent.of_connection(error, str(server)) from None
    return connection


def _connected(server: MailServer) -> SMTP:
    if server.tls is Tls.TLS:
        return SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=_certificates(server))
    return SMTP(server.host, server.port, timeout=PATIENCE)


def _secure(server: MailServer, connection: SMTP) -> None:
    connection.ehlo_or_helo_if_needed()
    if server.tls is Tls.STARTTLS:
        if not connection.has_extn("starttls"):
            raise not_sent.no_starttls(str(server))
        connection.starttls(context=_certificates(server))
        connection.ehlo_or_helo_if_needed()


def _certificates(server: MailServer) -> ssl.SSLContext:
    """By which the server must be known, under the name that we call it by."""
    try:
        return ssl.create_default_context(cafile=server.known_by)
    except OSError:
        raise not_sent.no_certificates(str(server.known_by)) from None


def _sign_in(server: MailServer, connection: SMTP) -> None:
    if not server.user:
        return
    try:
        connection.login(server.user, server.password)
    except SMTPAuthenticationError as error:
        raise not_sent.of_password((error.smtp_code, error.smtp_error), str(server)) from None
    except (SMTPResponseException, SMTPServerDisconnected):
        raise
    except SMTPException:
        raise not_sent.takes_no_password(str(server)) from None


def _hand_over(server: MailServer, connection: SMTP, message: EmailMessage, to: str) -> None:
    # Errors of smtplib hold the address that they are about: none goes along with ours.
    try:
        connection.send_message(message, server.sender, [to])
    except SMTPRecipientsRefused as error:
        raise not_sent.of_recipient(error.recipients[to]) from None
    except SMTPSenderRefused as error:
        raise not_sent.of_sender((error.smtp_code, error.smtp_error), server.sender) from None
    except SMTPDataError as error:
        raise not_sent.of_content((error.smtp_code, error.smtp_error)) from None
    except OSError as error:
        raise not_sent.of_connection(error, str(server)) from None
