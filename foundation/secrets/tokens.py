"""Words that nobody can guess, and digests: what is kept of a thing from which the thing does not follow."""

import secrets
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO

_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def new_token() -> str:
    """For a link or a cookie: whoever carries it comes in. 32 random bytes."""
    return secrets.token_urlsafe(32)


def new_name() -> str:
    """For a page that somebody opened: no other page has it. 12 random bytes."""
    return secrets.token_urlsafe(12)


def new_secret() -> bytes:
    """For programs to hand to each other. 32 random bytes."""
    return secrets.token_bytes(32)


def new_code() -> str:
    """For paper: somebody types it over. 8 signs, 40 random bits, without l, o, 0 and 1, which look alike."""
    return random_signs(_SIGNS, 8)


def random_signs(signs: str, number: int) -> str:
    """So many of these signs, each as likely as any other."""
    return "".join(secrets.choice(signs) for _sign in range(number))


def random_number(bits: int) -> int:
    """0 to 2 ** bits, with each as likely as any other."""
    return secrets.randbits(bits)


def digest_of(words: str) -> str:
    """64 hexadecimal digits (SHA-256). Of words that somebody could guess, take a `sealing.keyed_digest`."""
    return sha256(words.encode()).hexdigest()


def fingerprint(parts: Iterable[bytes]) -> str:
    """16 hexadecimal digits that tell one version of something from another; nothing is kept secret by it."""
    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:16]


class DigestedReader:
    """What is read from a file, and the digest of all that was read so far: 64 hexadecimal digits (SHA-256)."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._so_far = file, sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._so_far.update(content)
        return content

    @property
    def digest(self) -> str:
        return self._so_far.hexdigest()


def digest_of_file(file: Path) -> str:
    """64 hexadecimal digits (SHA-256)."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
