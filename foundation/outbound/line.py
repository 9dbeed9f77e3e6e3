"""A line to one origin: https with the certificate checked, no sending on, an end to how long and how much.

The name is looked up once, the addresses are judged, and one of those is connected to. Plain http goes to this computer
itself alone, and only where that is a network that was named.
"""

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Event, Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from foundation.outbound.hosts import Network, addresses_of, is_named
from foundation.outbound.trouble import (
    AddressUnfit,
    AnswerUnfit,
    CertificateWrong,
    NotReached,
    OtherHost,
    TooSlow,
)

STEP_LASTS, WHOLE_LASTS = 5.0, 10.0
"""Seconds: for connecting and each part of an answer, and for all of it."""
LARGEST = 512_000
"""Bytes of an answer; metadata and keys of a provider are some thousands."""
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Reached:
    """Whom a line may ask beyond what is public: networks that were named, and who vouches for hosts there."""

    networks: tuple[Network, ...] = ()
    known_by: Path | None = None


@dataclass(frozen=True)
class Answer:
    """What came back."""

    host: str
    status: int
    body: bytes

    def content(self) -> dict[str, Any]:
        """Of a JSON object. Raises AnswerUnfit."""
        try:
            read = json.loads(self.body)
        except (ValueError, RecursionError):
            raise AnswerUnfit(self.host) from None
        if not isinstance(read, dict):
            raise AnswerUnfit(self.host)
        return read


class Line:
    """To the origin of `address` and to no other."""

    def __init__(self, address: str, reached: Reached) -> None:
        """Raises AddressUnfit."""
        self._origin = _origin(_parts(address, ""))
        self.host = self._origin[1]
        self._reached = reached

    def check(self, address: str) -> None:
        """That it is of this origin. Raises AddressUnfit, OtherHost."""
        parts = _parts(address, self.host)
        if _origin(parts) != self._origin:
            raise OtherHost(self.host, parts.hostname or "")

    def get(self, address: str) -> Answer:
        """Raises LineTrouble."""
        return self._ask("GET", address, None, {})

    def post(self, address: str, body: str, headers: Mapping[str, str]) -> Answer:
        """`body`: form fields, encoded. Raises LineTrouble."""
        return self._ask("POST", address, body.encode(), headers)

    def _ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self.check(address)
        parts = urlsplit(address)
        path = parts.path or "/"
        connection = self._connected()
        late = Event()
        end = Timer(WHOLE_LASTS, _cut, (connection.sock, late))
        end.daemon = True
        end.start()
        try:
            wanted = {"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close", **headers}
            connection.request(method, f"{path}?{parts.query}" if parts.query else path, body, wanted)
            response = connection.getresponse()
            read = response.read(LARGEST + 1)
        except (OSError, HTTPException, ValueError) as error:
            is_late = isinstance(error, TimeoutError) or late.is_set()
            raise (TooSlow if is_late else NotReached)(self.host) from error
        finally:
            end.cancel()
            connection.close()
        if late.is_set():
            raise TooSlow(self.host)
        if len(read) > LARGEST or 300 <= response.status < 400:
            raise AnswerUnfit(self.host)
        return Answer(self.host, response.status, read)

    def _connected(self) -> HTTPConnection:
        scheme, host, port = self._origin
        addresses = addresses_of(host, port, self._reached.networks)
        is_own = all(one.is_loopback and is_named(one, self._reached.networks) for one in addresses)
        if scheme != "https" and not is_own:
            raise AddressUnfit(host)
        kind = HTTPSConnection if scheme == "https" else HTTPConnection
        connection = kind(host, port, timeout=STEP_LASTS)
        line = self._opened([str(one) for one in addresses], port)
        connection.sock = self._secured(line) if scheme == "https" else line
        return connection

    def _opened(self, addresses: list[str], port: int) -> socket.socket:
        for address in addresses[:-1]:
            try:
                return socket.create_connection((address, port), STEP_LASTS)
            except OSError:
                continue
        try:
            return socket.create_connection((addresses[-1], port), STEP_LASTS)
        except TimeoutError as error:
            raise TooSlow(self.host) from error
        except OSError as error:
            raise NotReached(self.host) from error

    def _secured(self, line: socket.socket) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=self._reached.known_by)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            return context.wrap_socket(line, server_hostname=self.host)
        except ssl.SSLCertVerificationError as error:
            line.close()
            raise CertificateWrong(self.host) from error
        except (OSError, ValueError) as error:
            line.close()
            raise NotReached(self.host) from error


def _cut(line: socket.socket, late: Event) -> None:
    """An answer that comes a byte at a time ends too."""
    late.set()
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _parts(address: str, host: str) -> SplitResult:
    """Raises AddressUnfit."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise AddressUnfit(host) from None
    is_plain = address.isascii() and address.isprintable() and " " not in address and "\\" not in address
    if not fits or not is_plain or "@" in parts.netloc or parts.fragment:
        raise AddressUnfit(parts.hostname or host)
    return parts


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]
