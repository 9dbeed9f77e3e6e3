"""Keys are kept beside the database, which knows each by its fingerprint: a lost or exchanged one is seen at once.

What was sealed opens with its own key alone. A new key in its place would let everything go on, and the names stay
closed for good.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.models import KeyFingerprint
from foundation.secrets.sealing import KEY_BYTES, keyed_digest, new_key

_MASTER = "verhaallijn_master_key"


class KeyLost(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "De sleutel %(file)s is er niet. Zonder die sleutel gaan namen en telefoonnummers niet open. "
                "Zet hem terug uit je reservekopie en start opnieuw. Maak geen nieuwe: die past niet.",
                file=file,
            )
        )


class KeyDamaged(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "%(file)s is geen sleutel: er staan geen %(n)s bytes in, of alleen nullen. "
                "Zet de goede terug uit je reservekopie en start opnieuw.",
                file=file,
                n=KEY_BYTES,
            )
        )


class KeyExchanged(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "%(file)s is een andere sleutel dan die waarmee deze gegevens zijn gemaakt. "
                "Zet de goede terug uit je reservekopie en start opnieuw.",
                file=file,
            )
        )


class KeyOpenToAll(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "Anderen op deze computer kunnen de sleutel %(file)s lezen. Maak hem alleen leesbaar voor wie het "
                "programma draait, met: chmod 600 %(file)s",
                file=file,
            )
        )


def read_key(file: Path) -> bytes:
    """32 secret bytes. Raises KeyLost, KeyDamaged, KeyOpenToAll."""
    try:
        key, mode = file.read_bytes(), file.stat().st_mode
    except FileNotFoundError:
        raise KeyLost(file) from None
    if len(key) != KEY_BYTES or not any(key):
        raise KeyDamaged(file)
    if stat.S_IMODE(mode) & 0o077:
        raise KeyOpenToAll(file)
    return key


def make_key(file: Path) -> None:
    """A new key, whole and readable by its owner only; one that is there stays."""
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(new_key())
    try:
        with suppress(FileExistsError):  # another process may make it at the same moment
            os.link(draft, file)
    finally:
        draft.unlink()


def seal_with(engine: Engine, file: Path) -> None:
    """From now on the key in this file is the master key of what sessions of this engine seal and open."""
    engine.update_execution_options(**{_MASTER: file})


def master_key(session: Session) -> bytes:
    """The key from which others follow. Raises what read_key raises."""
    file: Path = session.get_bind().get_execution_options()[_MASTER]
    return read_key(file)


def is_known(session: Session, name: str) -> bool:
    """Whether the database knows a key of this name."""
    return _known(session, name) is not None


def known_keys(session: Session) -> dict[str, str]:
    """The fingerprint of each key that the database knows, by its name."""
    return {one.name: one.fingerprint for one in session.exec(select(KeyFingerprint).order_by(KeyFingerprint.name))}


def know_key(session: Session, name: str, file: Path) -> None:
    """Remember the key in `file`, or see that it is the known one. Raises KeyExchanged, and as read_key does."""
    key, known = read_key(file), _known(session, name)
    if known is None:
        session.add(KeyFingerprint(name=name, fingerprint=fingerprint_of(key)))
        session.flush()
    elif known.fingerprint != fingerprint_of(key):
        raise KeyExchanged(file)


def change_key(session: Session, name: str, key: bytes) -> None:
    """From now on this is the known one, in the place of another."""
    known = session.exec(select(KeyFingerprint).where(KeyFingerprint.name == name)).one()
    known.fingerprint = fingerprint_of(key)
    session.flush()


def check_key(session: Session, name: str, file: Path) -> None:
    """See that the key in `file` is the known one, and remember nothing. Raises KeyExchanged, and as read_key does."""
    known = _known(session, name)
    if known is not None and known.fingerprint != fingerprint_of(read_key(file)):
        raise KeyExchanged(file)


def _known(session: Session, name: str) -> KeyFingerprint | None:
    return session.exec(select(KeyFingerprint).where(KeyFingerprint.name == name)).first()


def fingerprint_of(key: bytes) -> str:
    """By which a key is known; the key does not follow from it."""
    return keyed_digest(key, "verhaallijn|fingerprint")
