"""Where copies are written: whole or not at all, readable by their owner only, and never over what is there."""

import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from foundation.dutch import _, decimal
from foundation.errors import ResearcherError

_UNDER_WAY = ".reservekopie-"
_HALF = ".reservekopie-half"
_GRACE = 60
"""Seconds in which a folder that nobody holds may be one that is just being made."""
_SPARE = 20_000_000


class FileIsThere(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _("%(file)s is er al, en wordt niet overschreven. Kies een andere naam, of haal het weg.", file=file)
        )


class PlaceNotUsable(ResearcherError):
    def __init__(self, place: Path, why: OSError) -> None:
        super().__init__(
            _(
                "%(place)s is niet te gebruiken: %(reason)s. Er is niets bewaard en niets veranderd.",
                place=place,
                reason=reason_of(why),
            )
        )


class TooLittleRoom(ResearcherError):
    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            _(
                "Op de schijf van %(folder)s is te weinig plaats. Nodig is %(needed)s GB, vrij is %(free)s GB. "
                "Maak plaats of kies een andere schijf. Er is niets veranderd.",
                folder=folder,
                needed=decimal(max(needed / 1e9, 0.1)),
                free=decimal(free / 1e9),
            )
        )


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """A new file that gets its name once all of it is on the disk. Raises FileIsThere, PlaceNotUsable."""
    if file.exists():
        raise FileIsThere(file)
    with usable(file.parent):
        _sweep(file.parent, f".*{_HALF}")
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=_HALF, dir=file.parent)
    half = Path(name)
    try:
        with usable(file), os.fdopen(descriptor, "wb") as writing:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield writing
            writing.flush()
            os.fsync(descriptor)
            if file.exists():
                raise FileIsThere(file)
            half.rename(file)
            sync_folder(file.parent)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


@contextmanager
def work_folder(within: Path) -> Iterator[Path]:
    """A folder for what is under way, gone afterwards; those of processes that were killed go too."""
    with usable(within):
        _sweep(within, f"{_UNDER_WAY}*")
        made = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=within))
    held = os.open(made, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(held)


@contextmanager
def usable(place: Path) -> Iterator[None]:
    """What the system says of a place, in a sentence. Raises PlaceNotUsable."""
    try:
        yield
    except OSError as error:
        raise PlaceNotUsable(place, error) from error


def see_room(*needs: tuple[Path, int]) -> None:
    """That folders have room for so many bytes more: filling a disk to the end would stop all who work there.

    Folders on one disk share its room. Raises TooLittleRoom, PlaceNotUsable.
    """
    together: dict[int, int] = {}
    for folder, needed in needs:
        with usable(folder):
            disk, free = folder.stat().st_dev, shutil.disk_usage(folder).free
        together[disk] = together.get(disk, _SPARE) + needed
        if free < together[disk]:
            raise TooLittleRoom(folder, together[disk], free)


def sync_folder(folder: Path) -> None:
    """A name is as lasting as the folder it stands in."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(within: Path, pattern: str) -> None:
    """Take away what processes left that were killed."""
    for left in within.glob(pattern):
        if time.time() - left.stat().st_mtime > _GRACE and not _is_held(left):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _is_held(place: Path) -> bool:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def reason_of(error: OSError) -> str:
    """What the system says, in Dutch where that is known: 'de schijf is vol'."""
    known = {
        errno.ENOSPC: _("de schijf is vol"),
        errno.EDQUOT: _("de schijf is vol"),
        errno.EFBIG: _("het bestand wordt te groot voor deze schijf"),
        errno.EACCES: _("je mag er niet bij"),
        errno.EPERM: _("je mag er niet bij"),
        errno.EROFS: _("de schijf is alleen te lezen"),
        errno.ENOENT: _("het is er niet"),
        errno.EISDIR: _("het is een map"),
        errno.EEXIST: _("daar staat al een bestand"),
        errno.ENOTDIR: _("het is geen map"),
    }
    return known.get(error.errno or 0, error.strerror or type(error).__name__)
