"""Sealing: what may be read only with a key that is kept apart from the database. AES-GCM under keys made by HKDF.

A sealed value is tied to a label (a row, a person): moved to another row it does not open.
"""

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from foundation.dutch import _
from foundation.errors import ResearcherError

KEY_BYTES = 32
_NONCE_BYTES = 12


class KeyDoesNotFit(ResearcherError):
    """It was sealed with another key, for another study or label, or was changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "De sleutel past niet bij dit onderzoek. De namen blijven verborgen en er is niets veranderd. "
                "Vraag de beheerder om de sleutel waarmee dit onderzoek is gemaakt."
            )
        )


class Seal:
    """Seals and opens under one key. Keeps nothing that it seals."""

    def __init__(self, key: bytes) -> None:
        """`key`: 32 bytes, for one purpose."""
        self._cipher = AESGCM(key)

    def sealed(self, content: bytes, label: bytes) -> bytes:
        """The nonce, and `content` readable only with the key and the label (NIST SP 800-38D)."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, label)

    def opened(self, sealed: bytes, label: bytes) -> bytes:
        """Raises KeyDoesNotFit."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], label)
        except (InvalidTag, ValueError) as error:
            raise KeyDoesNotFit from error

    def moved_to(self, other: "Seal", sealed: bytes, label: bytes) -> bytes:
        """The same, sealed under the key of `other`. Raises KeyDoesNotFit."""
        return other.sealed(self.opened(sealed, label), label)


def new_key() -> bytes:
    """32 bytes that nobody has yet."""
    return os.urandom(KEY_BYTES)


def installation_key(master_key: bytes, purpose: bytes) -> bytes:
    """32 bytes for one purpose of the installation as a whole, which belongs to no study."""
    return _derived(master_key, b"installation", purpose)


def key_of_study(key: bytes, study_id: int, purpose: bytes) -> bytes:
    """32 bytes for one purpose in one study; from one of them nothing follows about another (RFC 5869).

    `key`: the study's own; of a study from before those, the master key.
    """
    return _derived(key, b"study %d" % study_id, purpose)


def _derived(key: bytes, whose: bytes, purpose: bytes) -> bytes:
    info = b"verhaallijn|" + whose + b"|" + purpose
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)


def keyed_digest(key: bytes, words: str) -> str:
    """64 hexadecimal digits (HMAC-SHA-256): the same for the same words; without the key nobody can try words on it."""
    return hmac.new(key, words.encode(), sha256).hexdigest()


def is_same(one: str, other: str) -> bool:
    """In a time that says nothing of how much of it is the same."""
    return hmac.compare_digest(one.encode(), other.encode())
