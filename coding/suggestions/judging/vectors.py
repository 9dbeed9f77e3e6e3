"""Vectors of what was said in a study, kept with the texts: each text is read by the encoder once.

A row says with the study's key which words it is of. It leaves with its text: when that is deleted, changed or taken
back (coding.erasing.due), and here, when the words are not used any more.
"""

from collections.abc import Collection, Sequence

import numpy as np
from sqlmodel import Session, col, delete, select

from coding.models import TextVector
from coding.suggestions.judging.blocks import Encode
from coding.suggestions.meaning import DIMENSIONS, ENCODER
from coding.suggestions.text_space import Floats
from foundation.secrets.sealing import KeyDoesNotFit, keyed_digest
from studies.keys.keeping import opened_key

_PURPOSE = b"text vectors"
_STORED = np.dtype("<f2")
_AT_A_TIME = 500

Said = Collection[tuple[int, str]]
"""(source id, text)"""


class KeptVectors:
    """What is known of a study, and what was encoded since. Without the study's key nothing is kept."""

    def __init__(self, session: Session, study_id: int, encode: Encode) -> None:
        self._study_id = study_id
        self._encode = encode
        self._key = _key(session, study_id)
        rows = select(TextVector).where(TextVector.study_id == study_id, TextVector.encoder == ENCODER)
        found = session.exec(rows.order_by(col(TextVector.id))).all() if self._key else []
        self._stored = {(one.source_id, one.digest) for one in found}
        self._vectors = {one.digest: np.frombuffer(one.vector, dtype=_STORED) for one in found}

    def __call__(self, texts: Sequence[str]) -> Floats:
        """[text, DIMENSIONS]: the same, to the last bit, whether it was kept or is made now."""
        digests = [self._digest(text) for text in texts]
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in self._vectors}
        if new:
            made = self._encode(list(new.values())).astype(_STORED)
            self._vectors.update(zip(new, made, strict=True))
        known = [self._vectors[digest] for digest in digests]
        return np.array(known, dtype=np.float32).reshape(len(texts), DIMENSIONS)

    def store(self, session: Session, said: Said) -> None:
        """Keep the vectors of what is said where; all others of the study go. `session` may write."""
        if self._key is None:
            return
        wanted = self._known(said)
        self._drop(session, self._stored - wanted)
        self._stored &= wanted
        self.keep_too(session, said)

    def keep_too(self, session: Session, said: Said) -> None:
        """Keep the vectors of what is said where, beside those that are kept. `session` may write."""
        if self._key is None:
            return
        for source_id, digest in sorted(self._known(said) - self._stored):
            session.add(self._row(source_id, digest))
            self._stored.add((source_id, digest))
        session.flush()

    def _known(self, said: Said) -> set[tuple[int, str]]:
        found = {(source_id, self._digest(text)) for source_id, text in said}
        return {one for one in found if one[1] in self._vectors}

    def _row(self, source_id: int, digest: str) -> TextVector:
        return TextVector(
            study_id=self._study_id,
            source_id=source_id,
            digest=digest,
            encoder=ENCODER,
            vector=self._vectors[digest].astype(_STORED).tobytes(),
        )

    def _drop(self, session: Session, gone: set[tuple[int, str]]) -> None:
        of_study = col(TextVector.study_id) == self._study_id
        session.exec(delete(TextVector).where(of_study, col(TextVector.encoder) != ENCODER))
        digests: dict[int, list[str]] = {}
        for source_id, digest in sorted(gone):
            digests.setdefault(source_id, []).append(digest)
        for source_id, found in digests.items():
            for start in range(0, len(found), _AT_A_TIME):
                part = col(TextVector.digest).in_(found[start : start + _AT_A_TIME])
                session.exec(delete(TextVector).where(of_study, col(TextVector.source_id) == source_id, part))

    def _digest(self, text: str) -> str:
        return keyed_digest(self._key or b"", text)


def _key(session: Session, study_id: int) -> bytes | None:
    try:
        return opened_key(session, study_id).of(_PURPOSE)
    except KeyDoesNotFit:
        return None
