"""Vectors of what was said in a study, kept with the texts: each text is read by the encoder once.

A row says with the study's key which words it is of. It leaves with its text: when that is deleted, changed or taken
back (coding.erasing.due), and here, when the words are not used any more.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from sqlmodel import Session, col, delete, select, update

from coding.models import TextVector
from coding.suggestions.judging.blocks import Encode
from coding.suggestions.meaning.reading import encoder_here
from coding.suggestions.passages import Passage
from coding.suggestions.text_space import Floats
from foundation.secrets.sealing import KeyDoesNotFit, keyed_digest
from studies.keys.keeping import opened_key

_PURPOSE = b"text vectors"
STORED = np.dtype("<f2")
_AT_A_TIME = 500

Said = Collection[tuple[int, str]]
"""(source id, text)"""
Place = tuple[int | None, int | None]
"""[start, end) in the source; nothing for what is no passage: a question, or a coded segment."""
Places = Mapping[tuple[int, str], Passage]
"""By (source id, text)."""


class KeptVectors:
    """What is known of a study, and what was encoded since. Without the study's key nothing is kept.

    All of it by the encoder of this process: what another made is as if it were not there, and goes at storing.
    """

    def __init__(self, session: Session, study_id: int, encode: Encode) -> None:
        self._study_id = study_id
        self._encode = encode
        self._encoder = encoder_here()
        self._key = _key(session, study_id)
        rows = select(TextVector).where(TextVector.study_id == study_id, TextVector.encoder == self._encoder.name)
        found = session.exec(rows.order_by(col(TextVector.id))).all() if self._key else []
        self._stored = {(one.source_id, one.digest): (one.id, one.start, one.end) for one in found}
        self._vectors = {one.digest: np.frombuffer(one.vector, dtype=STORED) for one in found}

    def __call__(self, texts: Sequence[str]) -> Floats:
        """[text, dimension]: the same, to the last bit, whether it was kept or is made now."""
        digests = [self._digest(text) for text in texts]
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in self._vectors}
        if new:
            made = self._encode(list(new.values())).astype(STORED)
            self._vectors.update(zip(new, made, strict=True))
        known = [self._vectors[digest] for digest in digests]
        return np.array(known, dtype=np.float32).reshape(len(texts), self._encoder.dimensions)

    def store(self, session: Session, said: Said, places: Places | None = None) -> None:
        """Keep the vectors of what is said where; all others of the study go. `session` may write."""
        if self._key is None:
            return
        wanted = self._known(said, places)
        self._drop_of_others(session)
        self._drop(session, self._stored.keys() - wanted.keys())
        self._stored = {one: row for one, row in self._stored.items() if one in wanted}
        self._move(session, wanted)
        self._add(session, wanted)

    def keep_too(self, session: Session, said: Said) -> None:
        """Keep the vectors of what is said where, beside those that are kept. `session` may write."""
        if self._key is not None:
            self._drop_of_others(session)
            self._add(session, self._known(said))

    def _known(self, said: Said, places: Places | None = None) -> dict[tuple[int, str], Place]:
        """What there is a vector of, by source and digest: where it stands."""
        found = {(source_id, self._digest(text)): _place(places, (source_id, text)) for source_id, text in said}
        return {one: place for one, place in found.items() if one[1] in self._vectors}

    def _add(self, session: Session, wanted: dict[tuple[int, str], Place]) -> None:
        new = {one: self._row(*one, *wanted[one]) for one in sorted(wanted.keys() - self._stored.keys())}
        session.add_all(new.values())
        session.flush()
        self._stored |= {one: (row.id, row.start, row.end) for one, row in new.items()}

    def _move(self, session: Session, wanted: dict[tuple[int, str], Place]) -> None:
        """Say of what was kept already where it stands now."""
        moved = [
            {"id": number, "start": wanted[one][0], "end": wanted[one][1]}
            for one, (number, start, end) in self._stored.items()
            if one in wanted and wanted[one] != (start, end)
        ]
        if moved:
            session.execute(update(TextVector), moved)

    def _row(self, source_id: int, digest: str, start: int | None, end: int | None) -> TextVector:
        return TextVector(
            study_id=self._study_id,
            source_id=source_id,
            digest=digest,
            start=start,
            end=end,
            encoder=self._encoder.name,
            vector=self._vectors[digest].astype(STORED).tobytes(),
        )

    def _drop_of_others(self, session: Session) -> None:
        """What another encoder made: it can be compared with nothing here."""
        of_study = col(TextVector.study_id) == self._study_id
        session.exec(delete(TextVector).where(of_study, col(TextVector.encoder) != self._encoder.name))

    def _drop(self, session: Session, gone: set[tuple[int, str]]) -> None:
        of_study = col(TextVector.study_id) == self._study_id
        digests: dict[int, list[str]] = {}
        for source_id, digest in sorted(gone):
            digests.setdefault(source_id, []).append(digest)
        for source_id, found in digests.items():
            for start in range(0, len(found), _AT_A_TIME):
                part = col(TextVector.digest).in_(found[start : start + _AT_A_TIME])
                session.exec(delete(TextVector).where(of_study, col(TextVector.source_id) == source_id, part))

    def _digest(self, text: str) -> str:
        return keyed_digest(self._key or b"", text)


def digest_of(session: Session, study_id: int, text: str) -> str | None:
    """By which a text is found among what is kept of a study; None when its key does not open."""
    key = _key(session, study_id)
    return keyed_digest(key, text) if key else None


def _place(places: Places | None, said: tuple[int, str]) -> Place:
    passage = (places or {}).get(said)
    return (passage.start, passage.end) if passage else (None, None)


def _key(session: Session, study_id: int) -> bytes | None:
    try:
        return opened_key(session, study_id).of(_PURPOSE)
    except KeyDoesNotFit:
        return None
