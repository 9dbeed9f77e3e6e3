"""What is within a wrapped key: 32 random bytes, and of a study from before those the keys that it had by then.

A digest can't be made anew: the words are gone. So a study from before keeps the keys it was digested and sealed with;
they stop following from a master key once that is changed for another.
"""

from functools import cache, partial

from foundation.secrets.sealing import KEY_BYTES, KeyDoesNotFit, Seal, installation_key, key_of_study, new_key
from studies.keys.models import WrappedKey
from studies.keys.study_key import StudyKey

_WRAPPING = b"study keys"
_KEPT = (b"digest", b"words", b"seal", b"waiver", b"contact", b"respondent draft", b"call list")
"""The purposes of before, in the order in which their keys are kept. Never changes."""


def new_secret() -> bytes:
    """Of a new study."""
    return new_key()


def secret_from_before(master_key: bytes, study_id: int) -> bytes:
    """Of a study whose keys follow from the master key: from now on they no longer do."""
    kept = [key_of_study(master_key, study_id, purpose) for purpose in _KEPT]
    return b"".join((new_key(), *kept))


def wrap(master_key: bytes, study_id: int, secret: bytes) -> bytes:
    """For this study alone: in the row of another it does not open."""
    return _wrapping(master_key).sealed(secret, _label(study_id))


def unwrap(master_key: bytes, row: WrappedKey) -> StudyKey:
    """Raises KeyDoesNotFit, at once."""
    if row.wrapped is None:
        return key_from_before(master_key, row.study_id)
    return _opened(row.study_id, unwrapped(master_key, row.study_id, row.wrapped))


def unwrapped(master_key: bytes, study_id: int, wrapped: bytes) -> bytes:
    """Raises KeyDoesNotFit."""
    return _wrapping(master_key).opened(wrapped, _label(study_id))


def key_from_before(master_key: bytes, study_id: int) -> StudyKey:
    """Of a study that has no key of its own yet."""
    return StudyKey(lambda: cache(partial(key_of_study, master_key, study_id)))


def _opened(study_id: int, secret: bytes) -> StudyKey:
    parts = [secret[at : at + KEY_BYTES] for at in range(0, len(secret), KEY_BYTES)]
    if len(parts) not in (1, 1 + len(_KEPT)):
        raise KeyDoesNotFit
    kept = dict(zip(_KEPT, parts[1:], strict=False))

    @cache
    def of(purpose: bytes) -> bytes:
        return kept.get(purpose) or key_of_study(parts[0], study_id, purpose)

    return StudyKey(lambda: of)


def _wrapping(master_key: bytes) -> Seal:
    return Seal(installation_key(master_key, _WRAPPING))


def _label(study_id: int) -> bytes:
    return b"study %d" % study_id
