"""A Redis of the tests' own, on a socket file in a folder of its own; it keeps nothing."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

_PATIENCE = 20.0


class OwnRedis:
    """Started when made. `stop` and `start` are for who looks at what happens while it is away."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="redis-of-tests-"))
        self._socket = self._folder / "socket"
        self.start()

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def start(self) -> None:
        given = ["--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([self._program, *given], stdout=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while not self._socket.exists():
            assert time.monotonic() < until, "redis-server did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE)
        self._socket.unlink(missing_ok=True)

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)


def redis_program() -> str:
    """Without one these tests are skipped, in one line; in continuous integration that is a failure."""
    if found := shutil.which("redis-server"):
        return found
    reason = "redis-server is missing: `sudo apt-get install redis-server`."
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
