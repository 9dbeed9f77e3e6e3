"""Changing a key for another, so that at any moment the file and the database fit, or fit again at the next start.

The new key is laid beside the old one; then the database takes it, in one transaction; then the files change places.
Which of the two the database knows says how far it came.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from foundation.secrets.keys import KeyDamaged, KeyLost, fingerprint_of, read_key
from foundation.secrets.sealing import new_key

_MARK_DIGITS = 8


def lay_ready(file: Path) -> bytes:
    """A new key, in a file beside the one in use, that its owner alone reads."""
    key, ready = new_key(), _ready(file)
    ready.unlink(missing_ok=True)
    with os.fdopen(os.open(ready, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as writing:
        writing.write(key)
        writing.flush()
        os.fsync(writing.fileno())
    _sync(file.parent)
    return key


def _change_places(file: Path) -> None:
    """The key that was laid ready is the one in use; the old one is kept."""
    old = old_file(file, fingerprint_of(read_key(file)))
    with suppress(FileExistsError):  # broken off between the two
        os.link(file, old)
    _sync(file.parent)
    _ready(file).replace(file)
    _sync(file.parent)


def settle(file: Path, known: str) -> None:
    """Finish a change, or forget one that was broken off, by the fingerprint of the key that the database knows.

    Two at once would take the new key for the old one: call it within a session that may write, across organisations.
    """
    ready = _ready(file)
    if not ready.exists():
        return
    if _is(ready, known):
        _change_places(file)
    elif _is(file, known):
        ready.unlink()


def is_half_changed(file: Path, known: str) -> bool:
    """Whether the database knows the key that lies ready already: the next start finishes it."""
    return _is(_ready(file), known)


def old_keys(file: Path) -> Iterator[Path]:
    """Those that were changed for another and are still kept, by name."""
    yield from sorted(file.parent.glob(old_file(file, "*").name))


def old_file(file: Path, fingerprint: str) -> Path:
    """Where a key is kept after it was changed for another."""
    return file.with_name(f"{file.stem}-oud-{fingerprint[:_MARK_DIGITS]}{file.suffix}")


def forget_key(file: Path) -> None:
    """Written over before it goes, as far as the disk does that."""
    with file.open("r+b") as writing:
        writing.write(bytes(file.stat().st_size))
        writing.flush()
        os.fsync(writing.fileno())
    file.unlink()
    _sync(file.parent)


def _ready(file: Path) -> Path:
    return file.with_name(f"{file.name}.nieuw")


def _is(file: Path, known: str) -> bool:
    try:
        return fingerprint_of(read_key(file)) == known
    except (KeyLost, KeyDamaged):  # broken off while it was written
        return False


def _sync(folder: Path) -> None:
    """What has a name now has it after a power cut too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
