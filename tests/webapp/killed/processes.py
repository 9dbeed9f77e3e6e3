"""The web process and the worker as people start them: `verhaallijn serve` and `verhaallijn worker`."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from http import HTTPStatus

from webapp.settings import ROOT, Settings

WEB, WORKER = "web", "worker"
PATIENCE = 60.0


class Processes:
    """One of each, on one data folder; what they say goes to a file in it."""

    def __init__(self, settings: Settings) -> None:
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.said = settings.data_dir / "said.txt"
        self._environment = {
            # As people have it: a start need not compile everything again.
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "VERHAALLIJN_DATA_DIR": str(settings.data_dir),
            "VERHAALLIJN_DATABASE_URL": settings.database_url,
            "VERHAALLIJN_PUBLIC_URL": settings.public_url,
            "VERHAALLIJN_SECURE_COOKIES": "false",  # the browsers of this test come over http
            "PYTHONPATH": str(ROOT),
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        """Returns when the web process answers; a worker may need a moment more."""
        for name in names:
            arguments = ["serve", "--port", str(self._port)] if name == WEB else ["worker"]
            with self.said.open("ab") as said:
                command = [sys.executable, "-m", "webapp.commands", *arguments]
                self._running[name] = subprocess.Popen(command, env=self._environment, stdout=said, stderr=said)
        if WEB in names:
            self._wait()

    def kill(self, *names: str) -> None:
        """At once, as the system does: nothing is finished and nobody is told."""
        for name in names:
            self._running[name].send_signal(signal.SIGKILL)
        for name in names:
            self._running.pop(name).wait()

    def end(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until or self._running[WEB].poll() is not None:
                raise AssertionError(f"the web process did not start:\n{self.said.read_text()[-4000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        asking = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            asking.request("GET", "/health")
            return asking.getresponse().status == HTTPStatus.OK
        except OSError:
            return False
        finally:
            asking.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
