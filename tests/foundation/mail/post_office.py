"""A real mail server on this computer, which does what a test wants of it."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OPENED_BY = b"een heel geheim wachtwoord"


@dataclass
class PostOffice:
    """What came in, and what it says to whom."""

    arrived: list[bytes] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    at_address: dict[str, list[str]] = field(default_factory=dict)
    """Answers to an address, the first one first; after those it is taken."""
    at_sender: list[str] = field(default_factory=list)
    at_content: list[str] = field(default_factory=list)
    at_goodbye: str = ""
    takes_in: Event = field(default_factory=Event)
    """Until it is set, what arrives is written down and not answered."""

    def __post_init__(self) -> None:
        self.takes_in.set()

    @property
    def messages(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(one, policy=policy.default)) for one in self.arrived]

    async def handle_MAIL(  # noqa: N802  so is it called
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.at_sender.pop(0) if self.at_sender else "250 ok"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answers := self.at_address.get(address):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.at_content:
            return self.at_content.pop(0)
        self.arrived.append(cast(bytes, envelope.original_content))
        self.readers += envelope.rcpt_tos
        await server.loop.run_in_executor(None, self.takes_in.wait, 60)
        return "250 ok"

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return self.at_goodbye or "221 dag"


def only_with_password(_server: Any, _session: Any, _envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
    is_right = mechanism in ("PLAIN", "LOGIN") and given.password == OPENED_BY
    return AuthResult(success=is_right, handled=is_right)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def opened(office: PostOffice, **options: Any) -> Iterator[int]:
    """The port at which it listens."""
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), ready_timeout=30, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        office.takes_in.set()
        controller.stop()


def make_certificate(folder: Path, name: str = "localhost", *, days: int = 2) -> tuple[Path, ssl.SSLContext]:
    """(the certificate of who vouches for it, what a server called `name` needs)."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _signed("Eigen uitgever", authority.public_key(), "Eigen uitgever", authority, 2, is_authority=True)
    own = _signed(name, server.public_key(), "Eigen uitgever", authority, days, is_authority=False)
    known_by, chain = folder / "uitgever.pem", folder / f"{name}.pem"
    known_by.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    key = server.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain.write_bytes(key + own.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return known_by, context


def _signed(name: str, public_key: Any, by: str, key: Any, days: int, *, is_authority: bool) -> x509.Certificate:
    ends = datetime.now(UTC) + timedelta(days=days)
    names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=10))
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names if name == "localhost" else names[:1]), critical=False)
        .sign(key, hashes.SHA256())
    )
