"""A copy is written whole or not at all, and what a killed process left is taken away."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foundation.backup.places import (
    FileIsThere,
    PlaceNotUsable,
    TooLittleRoom,
    see_room,
    work_folder,
    written_whole,
)

_KILLED = """
import os, pathlib, sys
from foundation.backup.places import work_folder, written_whole
folder = pathlib.Path(sys.argv[1])
with written_whole(folder / "kopie") as file, work_folder(folder) as within:
    file.write(b"half"), file.flush()
    (within / "verhaallijn.db").write_bytes(b"namen")
    print("busy", flush=True)
    sys.stdin.read()
"""
_OUTGROWN = """
import pathlib, resource, signal, sys
from foundation.backup.places import written_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with written_whole(pathlib.Path(sys.argv[1]) / "kopie") as file:
        file.write(b"x" * 5000)
except Exception as error:
    print(type(error).__name__, error)
"""


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_it_gets_its_name_when_it_is_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with written_whole(tmp_path / "kopie") as file:
        file.write(b"alles")
        assert not (tmp_path / "kopie").exists()

    assert (tmp_path / "kopie").read_bytes() == b"alles"
    assert (tmp_path / "kopie").stat().st_mode & 0o777 == 0o600
    assert _names(tmp_path) == ["kopie"]


def test_of_what_goes_wrong_half_way_nothing_stays(tmp_path: Path) -> None:
    def begin() -> None:
        with written_whole(tmp_path / "kopie") as file, work_folder(tmp_path) as folder:
            file.write(b"half")
            (folder / "namen").write_text("Wilma")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        begin()

    assert _names(tmp_path) == []


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kopie").write_text("oud")
    with pytest.raises(FileIsThere, match="wordt niet overschreven"), written_whole(tmp_path / "kopie"):
        pass

    (tmp_path / "kopie").unlink()
    with pytest.raises(FileIsThere), written_whole(tmp_path / "kopie"):
        (tmp_path / "kopie").write_text("van een ander")

    assert (tmp_path / "kopie").read_text() == "van een ander"
    assert _names(tmp_path) == ["kopie"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = pytest.raises(PlaceNotUsable, match=r"weg is niet te gebruiken: het is er niet\.")
    with missing, written_whole(tmp_path / "weg" / "kopie"):
        pass


def test_a_file_that_grows_beyond_what_the_disk_takes_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _OUTGROWN, str(tmp_path)], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("PlaceNotUsable ")
    assert "het bestand wordt te groot voor deze schijf" in done.stdout
    assert _names(tmp_path) == []


def test_a_disk_is_not_filled_to_the_end(tmp_path: Path) -> None:
    free = os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize
    see_room((tmp_path, free // 3))

    with pytest.raises(TooLittleRoom, match=r"te weinig plaats\. Nodig is [\d.,]+ GB, vrij"):
        see_room((tmp_path, free // 3), (tmp_path / "..", free))


def test_what_a_killed_process_left_goes_with_the_next_copy(tmp_path: Path) -> None:
    killed = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"busy\n"
    long_ago = time.time() - 3600
    for left in tmp_path.iterdir():
        os.utime(left, (long_ago, long_ago))
    assert len(_names(tmp_path)) == 2

    with written_whole(tmp_path / "een"), work_folder(tmp_path):
        pass
    assert len(_names(tmp_path)) == 3, "it is still at work"

    killed.kill()
    killed.communicate()
    with written_whole(tmp_path / "twee"), work_folder(tmp_path):
        pass
    assert _names(tmp_path) == ["een", "twee"]
