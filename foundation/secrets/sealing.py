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
    """Seals and opens for one purpose in one study, or in none. Holds a key; keeps nothing that it seals."""

    def __init__(self, master_key: bytes, study_id: int | None, purpose: bytes) -> None:
        """`master_key`: kept apart from the database. `study_id` None: for the installation as a whole."""
        self._cipher = AESGCM(study_key(master_key, study_id, purpose))

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


def new_key() -> bytes:
    """A master key that nobody has yet."""
    return os.urandom(KEY_BYTES)


def study_key(master_key: bytes, study_id: int | None, purpose: bytes) -> bytes:
    """32 bytes for one purpose in one study; from one of them nothing follows about another (RFC 5869)."""
    whose = b"installation" if study_id is None else b"study %d" % study_id
    info = b"verhaallijn|" + whose + b"|" + purpose
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master_key)


def keyed_digest(key: bytes, words: str) -> str:
    """64 hexadecimal digits (HMAC-SHA-256): the same for the same words; without the key nobody can try words on it."""
    return hmac.new(key, words.encode(), sha256).hexdigest()
