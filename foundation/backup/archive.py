"""What a backup file holds: a list of what is in it, and the files, in one row (tar), sealed with a passphrase."""

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
from foundation.secrets.tokens import digest_of_file

FORMAT = 1
LIST, READ_ME = "inhoud.json", "LEESMIJ.txt"
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
    """What is in a backup: when it was made, in which shape the database was, and the digest of every file."""

    made_at: datetime
    revision: str
    """The last migration that the database had."""
    keys: dict[str, str] = field(default_factory=dict)
    """Fingerprints of the keys that belong to it."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many rows each table had."""
    files: dict[str, str] = field(default_factory=dict)


def pack(
    into: BinaryIO, passphrase: str, contents: BackupContents, read_me: str, files: Mapping[str, Path], **options: Any
) -> BackupContents:
    """Write a backup of these files, and give the contents with their digests. `options`: those of SealedWriter."""
    contents = replace(contents, files={name: digest_of_file(file) for name, file in files.items()})
    sealed = SealedWriter(into, passphrase, **options)
    with tarfile.open(fileobj=sealed, mode="w|", bufsize=_BLOCK, format=tarfile.PAX_FORMAT) as tar:
        _add(tar, LIST, _as_json(contents))
        _add(tar, READ_ME, read_me.encode())
        for name, file in files.items():
            tar.add(file, name, recursive=False, filter=_of_nobody)
    sealed.finish()
    return contents


def unpack(file: BinaryIO, passphrase: str, folder: Path) -> BackupContents:
    """Put what is in a backup into an empty folder. Raises what SealedReader raises, NoBackup, BackupTooNew."""
    members = _members(SealedReader(file, passphrase))
    contents = _from_json(next(members, None))
    for name, content in members:
        if name in contents.files:
            _write(folder, name, content)
    for name, digest in contents.files.items():
        if not (folder / name).is_file() or digest_of_file(folder / name) != digest:
            raise SealedFileDamaged
    return contents


def _members(row: Any) -> Iterator[tuple[str, Any]]:
    try:
        with tarfile.open(fileobj=row, mode="r|", bufsize=_BLOCK) as tar:
            for member in tar:
                if member.isfile():
                    yield member.name, tar.extractfile(member)
    except tarfile.TarError:
        raise NoBackup from None


def _write(folder: Path, name: str, content: Any) -> None:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise NoBackup
    file = folder / name
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("xb") as writing:
        file.chmod(0o600)
        while block := content.read(_BLOCK):
            writing.write(block)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, BytesIO(content))


def _of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who ran it on which computer is nobody's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _as_json(contents: BackupContents) -> bytes:
    told = {"verhaallijn": FORMAT, **asdict(contents), "made_at": contents.made_at.isoformat()}
    return json.dumps(told, indent=1).encode()


def _from_json(first: tuple[str, Any] | None) -> BackupContents:
    if first is None or first[0] != LIST:
        raise NoBackup
    told = json.loads(first[1].read())
    if told.pop("verhaallijn") > FORMAT:
        raise BackupTooNew
    return BackupContents(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
