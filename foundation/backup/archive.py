"""What a backup file holds, in one row (tar), sealed with a passphrase: what it is, the files, and at the end their
digests, so that each is read once."""

import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.age import SealedFileDamaged, SealedReader, SealedWriter
from foundation.secrets.tokens import DigestedReader

FORMAT = 1
LIST, READ_ME, DIGESTS = "inhoud.json", "LEESMIJ.txt", "controle.json"
_BLOCK = 1024 * 1024


class NoBackup(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit bestand is wel versleuteld, maar het is geen reservekopie van Verhaallijn."))


class BackupTooNew(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze reservekopie is gemaakt met een nieuwere versie van Verhaallijn. Er is niets veranderd. "
                "Zet eerst die versie op deze computer."
            )
        )


@dataclass(frozen=True)
class BackupContents:
    """What a backup is: when it was made, in which shape the database was, and of how many rows."""

    made_at: datetime
    revision: str
    """The last migration that the database had."""
    keys: dict[str, str] = field(default_factory=dict)
    """Fingerprints of the keys that belong to it."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many rows each table had."""
    files: frozenset[str] = frozenset()
    """The names of what is in it."""


def pack(into: BinaryIO, passphrase: str, contents: BackupContents, read_me: str, files: Mapping[str, Path]) -> None:
    """Write a backup of these files."""
    sealed: Any = SealedWriter(into, passphrase)
    with tarfile.TarFile(fileobj=sealed, mode="w", copybufsize=_BLOCK, format=tarfile.PAX_FORMAT) as tar:
        _add(tar, LIST, _as_json(contents))
        _add(tar, READ_ME, read_me.encode())
        digests = {name: _add_file(tar, name, file) for name, file in files.items()}
        _add(tar, DIGESTS, json.dumps(digests, indent=1).encode())
    sealed.finish()


def unpack(file: BinaryIO, passphrase: str, folder: Path) -> BackupContents:
    """Put what is in a backup into an empty folder. Raises what SealedReader raises, NoBackup, BackupTooNew."""
    members = _members(SealedReader(file, passphrase))
    contents = _from_json(next(members, None))
    found: dict[str, str] = {}
    for name, content in members:
        if name == DIGESTS:
            if json.loads(content.read()) != found:
                raise SealedFileDamaged
            return replace(contents, files=frozenset(found))
        if name != READ_ME:
            found[name] = _write(folder, name, content)
    raise SealedFileDamaged


def _members(row: Any) -> Iterator[tuple[str, Any]]:
    try:
        with tarfile.open(fileobj=row, mode="r|", bufsize=_BLOCK) as tar:
            for member in tar:
                if member.isfile():
                    yield member.name, tar.extractfile(member)
    except tarfile.TarError:
        raise NoBackup from None


def _write(folder: Path, name: str, content: Any) -> str:
    """The digest of what was written."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise NoBackup
    file, reading = folder / name, DigestedReader(content)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("xb") as writing:
        file.chmod(0o600)
        while block := reading.read(_BLOCK):
            writing.write(block)
    return reading.digest


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_member(name, len(content)), BytesIO(content))


def _add_file(tar: tarfile.TarFile, name: str, file: Path) -> str:
    """The digest of what was added."""
    with file.open("rb") as content:
        reading: Any = DigestedReader(content)
        tar.addfile(_member(name, file.stat().st_size), reading)
    return str(reading.digest)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Who ran it on which computer is nobody's business."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _as_json(contents: BackupContents) -> bytes:
    told = {"verhaallijn": FORMAT, **asdict(contents), "made_at": contents.made_at.isoformat()}
    del told["files"]
    return json.dumps(told, indent=1).encode()


def _from_json(first: tuple[str, Any] | None) -> BackupContents:
    if first is None or first[0] != LIST:
        raise NoBackup
    told = json.loads(first[1].read())
    if told.pop("verhaallijn") > FORMAT:
        raise BackupTooNew
    return BackupContents(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
