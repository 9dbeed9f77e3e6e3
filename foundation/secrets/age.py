"""Files that a passphrase opens, in the format of age (c2sp.org/age, version 1): `age --decrypt` opens them as well.

A key of the file's own is sealed under the passphrase (scrypt); with it the content is sealed in chunks, each tied to
its place and the last one marked, so that nothing can be left out, added or exchanged (ChaCha20-Poly1305).
"""

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from io import RawIOBase
from itertools import count
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from foundation.dutch import _
from foundation.errors import ResearcherError

WORK = 17
"""Of scrypt, as a power of two: 128 MiB and half a second for each passphrase that somebody tries (OWASP)."""
CHUNK = 64 * 1024

_MOST_WORK, _SALT, _TAG, _FILE_KEY = 20, 16, 16, 16
_VERSION = b"age-encryption.org/v1"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 256


class NoSealedFile(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Dit is geen bestand dat met een wachtzin is versleuteld, of het begin ervan is beschadigd.")
        )


class PassphraseWrong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("De wachtzin past niet bij dit bestand. Er is niets veranderd. Probeer het opnieuw."))


class SealedFileDamaged(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Het bestand is niet heel: er ontbreekt een stuk, of er is iets in veranderd. Neem een andere kopie.")
        )


class SealedWriter(RawIOBase):
    """Seals what is written into `file`; only once it is closed the file is whole."""

    def __init__(self, file: BinaryIO, passphrase: str, work: int = WORK) -> None:
        salt, file_key = os.urandom(_SALT), os.urandom(_FILE_KEY)
        sealed_key = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
        stanza = b"-> scrypt %s %d\n%s\n" % (_base64(salt), work, _base64(sealed_key))
        header = b"%s\n%s---" % (_VERSION, stanza)
        mac = _mac(file_key, header)
        nonce = os.urandom(16)
        file.write(b"%s %s\n%s" % (header, _base64(mac.finalize()), nonce))
        self._file, self._cipher = file, _content_cipher(file_key, nonce)
        self._waiting, self._nonces, self._taken = bytearray(), _places(), 0

    def tell(self) -> int:
        """How much came in."""
        return self._taken

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        view = memoryview(content).cast("B")
        self._waiting += view
        self._taken += len(view)
        # What may be the last chunk waits until it is known whether it is.
        whole = max(len(self._waiting) - 1, 0) // CHUNK * CHUNK
        with memoryview(self._waiting) as waiting:
            for at in range(0, whole, CHUNK):
                self._seal(waiting[at : at + CHUNK], is_last=False)
        del self._waiting[:whole]
        return len(view)

    def finish(self) -> None:
        """Nothing comes after this."""
        self._seal(self._waiting, is_last=True)

    def _seal(self, chunk: memoryview | bytearray, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(next(self._nonces) + bytes([is_last]), chunk, None))


class SealedReader(RawIOBase):
    """What a passphrase opens in `file`. Raises NoSealedFile, PassphraseWrong; reading raises SealedFileDamaged."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        found = _HEADER.match(file.read(_LONGEST_HEADER))
        if found is None or int(found[2]) > _MOST_WORK:
            raise NoSealedFile
        salt, sealed_key, mac = (b64decode(part + b"=" * (-len(part) % 4)) for part in (found[1], found[3], found[4]))
        try:
            wrapping_key = _wrapping_key(passphrase, salt, int(found[2]))
            file_key = ChaCha20Poly1305(wrapping_key).decrypt(bytes(12), sealed_key, None)
        except InvalidTag:
            raise PassphraseWrong from None
        try:
            _mac(file_key, found[0][: found[0].rindex(b"---") + 3]).verify(mac)
        except InvalidSignature:
            raise SealedFileDamaged from None
        file.seek(found.end())
        self._file, self._cipher = file, _content_cipher(file_key, _exactly(file, 16))
        self._chunks, self._left = self._opened(), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(self._chunks, b""))
        part = self._left[: len(buffer)]
        buffer[: len(part)] = part
        self._left = self._left[len(part) :]
        return len(part)

    def _opened(self) -> Iterator[bytes]:
        """Reads one chunk ahead: which is the last one is in how it was sealed."""
        nonces, sealed = _places(), self._file.read(CHUNK + _TAG)
        while True:
            following = self._file.read(CHUNK + _TAG)
            try:
                yield self._cipher.decrypt(next(nonces) + bytes([not following]), sealed, None)
            except (InvalidTag, ValueError):
                raise SealedFileDamaged from None
            if not following:
                return
            sealed = following


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    made = Scrypt(salt=_VERSION + b"/scrypt" + salt, length=32, n=2**work, r=8, p=1)
    return made.derive(passphrase.encode())


def _mac(file_key: bytes, header: bytes) -> HMAC:
    mac = HMAC(_derived(file_key, b"", b"header"), SHA256())
    mac.update(header)
    return mac


def _content_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(file_key)


def _places() -> Iterator[bytes]:
    return (number.to_bytes(11) for number in count())


def _base64(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _exactly(file: BinaryIO, size: int) -> bytes:
    content = file.read(size)
    if len(content) != size:
        raise SealedFileDamaged
    return content
