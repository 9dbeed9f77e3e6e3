"""A PostgreSQL server of the tests' own, in a folder that goes with it. It listens to no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

_OWNER = "postgres"
"""Who runs it where the tests are run by root, as whom no server starts."""
_NAMED = "verhaallijn"
PLAIN = "verhaallijn"
"""The user of the application, as in an installation: owner of its database and nothing more."""
_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}
# Another order of letters than SQLite's, so that a list which leaves its order to the database shows.
_SORTED_AS_DUTCH = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=nl-NL")


class Cluster:
    """Started when made; `url(database)` leads to one of its databases.

    `is_durable`: on a disk and as an installation has it, for who measures.
    """

    def __init__(self, *, is_durable: bool = False) -> None:
        memory = Path("/dev/shm")  # noqa: S108  quicker, where it is there
        is_quick = not is_durable and os.access(memory, os.W_OK)
        within = memory if is_quick else Path(tempfile.gettempdir())
        for folder in within.glob(f"{_NAMED}-*-*"):
            if not _is_alive(int(folder.name.split("-")[1])):
                _stop(folder)  # its tests were killed
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_NAMED}-{os.getpid()}-", dir=within))
        if os.geteuid() == 0:
            shutil.chown(self.folder, _OWNER, pwd.getpwnam(_OWNER).pw_gid)
        _run(self.folder, "initdb", "-D", self._data, "-U", _OWNER, "--auth=trust", "--no-sync", *_SORTED_AS_DUTCH)
        chosen = {} if is_durable else _QUICK
        settings = {**chosen, "listen_addresses": "", "unix_socket_directories": str(self.folder)}
        given = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        _run(self.folder, "pg_ctl", "-D", self._data, "-w", "-l", str(self.folder / "log"), "-o", given, "start")
        with psycopg.connect(self.for_owner("postgres")) as connection:
            connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(PLAIN)))

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{PLAIN}@/{database}?host={self.folder}"

    def for_owner(self, database: str) -> str:
        """As who runs the server, whom nothing is refused."""
        return f"postgresql://{_OWNER}@/{database}?host={self.folder}"

    def stop(self) -> None:
        _stop(self.folder)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stop(folder: Path) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder)


def _run(folder: Path, program: str, *arguments: str) -> None:
    as_owner = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_owner, str(_program(program)), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def _program(name: str) -> Path:
    for folder in _folders():
        if (folder / name).exists():
            return folder / name
    pytest.exit("PostgreSQL is not here; on Debian: apt install postgresql", 1)


def _folders() -> Iterator[Path]:
    """Debian keeps them out of the way, by version; the newest first."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda one: int(one.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
