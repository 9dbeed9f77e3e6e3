"""Files that wait for a person: sealed, seven days at most, and gone once they are read in or thrown away."""

import json
import zlib
from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import Session, col, select

from feedback.intake.headings import Becomes, proposed
from feedback.intake.models import Brought, IntakeFile, IntakeSource
from feedback.intake.table import FileWrong, Refused, Table
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.secrets.digest_key import digest_key
from foundation.secrets.keys import master_key
from foundation.secrets.sealing import Seal, installation_key, keyed_digest

LASTS = timedelta(days=7)
_PURPOSE = b"intake"


class FileUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit bestand bestaat niet, of hoort bij een andere organisatie."))


class FileGone(FileWrong):
    """It was read in, thrown away, or lay here for seven days."""

    def __init__(self) -> None:
        super().__init__(_("De inhoud van dit bestand is gewist. Lees het bestand opnieuw in."))


class IntakeVault:
    """Seals files, and makes the digest of what a source calls a line. Holds keys; keeps nothing that it seals."""

    def __init__(self, master: bytes) -> None:
        """`master`: kept apart from the database."""
        self._master = master
        self._digests: bytes | None = None
        self._seal = Seal(installation_key(master, _PURPOSE))

    @classmethod
    def of(cls, session: Session) -> "IntakeVault":
        """Raises KeyDoesNotFit, and what read_key raises."""
        return cls(master_key(session))

    def reference(self, session: Session, source_id: int, words: str) -> str:
        """By which a line of a source is known again, also after the master key was changed."""
        if self._digests is None:
            self._digests = digest_key(session, self._master)
        return keyed_digest(self._digests, f"intake|{source_id}|{words}")

    def keep(self, file: IntakeFile, table: Table) -> None:
        """`file` has its number already."""
        parts = {
            "headings": table.headings,
            "rows": table.rows,
            "refused": list(table.refused.items()),
            "stained": sorted(table.stained),
            "numbered": sorted(table.numbered),
        }
        file.sealed = self._seal.sealed(zlib.compress(json.dumps(parts).encode()), _label(file))

    def table(self, file: IntakeFile) -> Table:
        """Raises FileGone, KeyDoesNotFit."""
        if file.sealed is None:
            raise FileGone
        kept = json.loads(zlib.decompress(self._seal.opened(file.sealed, _label(file))))
        return Table(
            tuple(kept["headings"]),
            tuple((number, tuple(cells)) for number, cells in kept["rows"]),
            {place: Refused(why) for place, why in kept["refused"]},
            frozenset(kept["stained"]),
            frozenset(kept["numbered"]),
        )

    def move_to(self, session: Session, other: "IntakeVault") -> None:
        """Seal what waits under another master key. Raises KeyDoesNotFit."""
        query = select(IntakeFile).where(col(IntakeFile.sealed).is_not(None)).order_by(col(IntakeFile.id))
        for file in session.exec(query).all():
            file.sealed = self._seal.moved_to(other._seal, file.sealed or b"", _label(file))
        session.flush()


def keep_file(
    session: Session, vault: IntakeVault, source: IntakeSource, table: Table, brought: Brought = Brought.UPLOAD
) -> IntakeFile:
    """A file that waits, with what its columns become as it was last time or as their headings say."""
    file = IntakeFile(
        source_id=source.id,
        brought=brought,
        came_by=session.info.get("person_id"),
        lines=len(table.rows),
        columns=proposed(table.headings, source.kind, source.columns) | _refused(table),
        names=dict(source.names),
    )
    session.add(file)
    session.flush()
    vault.keep(file, table)
    session.flush()
    return file


def is_as_last_time(file: IntakeFile, source: IntakeSource) -> bool:
    """Whether its columns are exactly those that a person looked at before."""
    return bool(source.columns) and list(file.columns.items()) == list(source.columns.items())


def choose(session: Session, file: IntakeFile, columns: Mapping[str, str], names: Mapping[str, int]) -> None:
    """What a person chose. What was wiped stays so, and what was not offered changes nothing."""
    offered = set(Becomes)
    chosen = {name: columns[name] if columns.get(name) in offered else old for name, old in file.columns.items()}
    file.columns = {name: old if old in set(Refused) else chosen[name] for name, old in file.columns.items()}
    file.names = {**file.names, **names}
    session.add(file)
    session.flush()


def throw_away(session: Session, file: IntakeFile) -> None:
    """A file of which nothing was read in; of another only what it held goes."""
    file.sealed = None
    session.add(file)
    if file.begun_at is None:
        session.delete(file)
    session.flush()


def forget_old_files(session: Session) -> int:
    """What lay here for seven days goes, with what was wiped of it or not; how many."""
    waits = col(IntakeFile.sealed).is_not(None) | col(IntakeFile.begun_at).is_(None)
    found = session.exec(select(IntakeFile).where(waits, col(IntakeFile.came_at) < now() - LASTS)).all()
    for file in found:
        throw_away(session, file)
    return len(found)


def file_by_number(session: Session, source_ids: list[int], number: int) -> IntakeFile:
    """Raises FileUnknown, also for a file of another source."""
    wanted = (IntakeFile.id == number, col(IntakeFile.source_id).in_(source_ids))
    found = session.exec(select(IntakeFile).where(*wanted)).first()
    if found is None:
        raise FileUnknown
    return found


def _refused(table: Table) -> dict[str, str]:
    return {table.headings[place]: why.value for place, why in table.refused.items()}


def _label(file: IntakeFile) -> bytes:
    return b"intake file|%d" % file.id
