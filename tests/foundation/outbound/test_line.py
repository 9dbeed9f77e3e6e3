"""Another machine is asked at public addresses, over a line that shows who it is, and not for ever."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foundation.clock import now
from foundation.outbound import line as lines
from foundation.outbound.hosts import addresses_of
from foundation.outbound.line import LARGEST, Line, Reached
from foundation.outbound.trouble import (
    AddressPrivate,
    AddressUnfit,
    AnswerUnfit,
    CertificateWrong,
    HostUnknown,
    LineTrouble,
    NotReached,
    OtherHost,
    TooSlow,
)

HERE = (ip_network("127.0.0.0/8"),)
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"a": 1}'
Speak = Callable[[socket.socket], None]


@contextmanager
def speaking(speak: Speak, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a machine that says this to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _peer = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        said = context.wrap_socket(connection, server_side=True) if context else connection
                        said.recv(65_536)
                        speak(said)
                        said.close()
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def saying(words: bytes) -> Speak:
    return lambda connection: connection.sendall(words)


def asked(port: int, path: str = "/wie", reached: Reached | None = None) -> dict[str, object]:
    base = f"http://127.0.0.1:{port}"
    return Line(base, reached or Reached(HERE)).get(f"{base}{path}").content()


def test_an_answer_is_read() -> None:
    with speaking(saying(OK)) as port:
        assert asked(port) == {"a": 1}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 2\r\n\r\n{}", AnswerUnfit),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b" " * (LARGEST + 1), AnswerUnfit),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<p/>", AnswerUnfit),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", AnswerUnfit),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000, AnswerUnfit),
        (b"SSH-2.0-OpenSSH\r\n", NotReached),
        (b"", NotReached),
    ],
)
def test_what_is_no_answer_is_not_read(words: bytes, why: type[LineTrouble]) -> None:
    with speaking(saying(words)) as port, pytest.raises(why, match=r"127\.0\.0\.1"):
        asked(port)


def test_an_answer_by_drops_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drop comes in time; all of it together does not."""
    monkeypatch.setattr(lines, "WHOLE_LASTS", 0.5)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _drop in range(100):
            connection.sendall(b" ")
            time.sleep(0.05)

    with speaking(drip) as port, pytest.raises(TooSlow):
        asked(port)


def test_a_machine_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "STEP_LASTS", 0.2)
    with speaking(lambda _connection: time.sleep(1)) as port, pytest.raises(TooSlow):
        asked(port)


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotReached):
        asked(port)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "0x7f.1"),
        *("2130706433", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]"),
        *("[fd00::1]", "[::]"),
    ],
)
def test_what_is_not_public_is_not_asked(host: str) -> None:
    with pytest.raises((AddressPrivate, HostUnknown)):
        Line(f"https://{host}", Reached()).get(f"https://{host}/")


def test_one_address_that_is_not_public_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for a public address and for one of ours: it may be either when it is looked up again."""
    found = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_how: found)
    with pytest.raises(AddressPrivate):
        addresses_of("login.voorbeeld.nl", 443, ())
    assert addresses_of("login.voorbeeld.nl", 443, HERE) == [ip_address("93.184.215.14"), ip_address("127.0.0.1")]


def test_without_security_only_this_computer_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere = Reached((ip_network("0.0.0.0/0"),))
    with pytest.raises(AddressUnfit):
        Line("http://192.0.2.1", everywhere).get("http://192.0.2.1/")


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1:1/", "https://127.0.0.1/", "http://elders.example/", "//127.0.0.1/", "file:///etc/passwd"),
        *("http://wie@127.0.0.1/", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/ x", "http://127.0.0.1:99999/"),
        *("http://127.0.0.1\\@elders.example/", "http://127.0.0.1/#x", ""),
    ],
)
def test_a_line_leads_to_one_origin(address: str) -> None:
    with pytest.raises(AddressUnfit):
        Line("http://127.0.0.1", Reached(HERE)).get(address)
    assert issubclass(OtherHost, AddressUnfit)


def certificate_for(address: str, folder: Path, *, days: int = 1) -> Path:
    """A key and a certificate that vouches for itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proef")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=3))
        .not_valid_after(now() + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{address}-{days}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.mark.parametrize(
    ("address", "days", "is_known", "is_believed"),
    [
        ("127.0.0.1", 1, True, True),
        ("127.0.0.1", 1, False, False),
        ("192.0.2.1", 1, True, False),
        ("127.0.0.1", -1, True, False),
    ],
)
def test_a_machine_shows_that_it_is_who_it_says(
    tmp_path: Path, address: str, days: int, is_known: bool, is_believed: bool
) -> None:
    file = certificate_for(address, tmp_path, days=days)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with speaking(saying(OK), context) as port:
        base = f"https://127.0.0.1:{port}"
        line = Line(base, Reached(HERE, file if is_known else None))
        if is_believed:
            assert line.get(f"{base}/").content() == {"a": 1}
        else:
            with pytest.raises(CertificateWrong):
                line.get(f"{base}/")
