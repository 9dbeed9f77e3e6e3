"""Jobs are done in a process of their own: what hangs, crashes or fills the memory there takes no worker along.

A library may hold Python's lock for minutes. The worker itself does nothing of that kind, so it keeps its lease, hears
at once that it must stop, and goes on with the next job whatever became of this one.
"""

import logging
import select
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from foundation.jobs.claiming import hand_back, set_free
from foundation.jobs.running import RunningJob

_LOOK_UP_SECONDS = 0.2

log = logging.getLogger(__name__)


class Apart:
    """The process in which a worker has its jobs done, one at a time: started at the first, and again when it ended."""

    def __init__(self, command: Sequence[str], stop: threading.Event) -> None:
        self._command, self._stop = command, stop
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The process's number, when there is one."""
        return self._process.pid if self._process is not None else None

    def carry_out(self, running: RunningJob) -> None:
        """Have a job done that was claimed. It is handed back when the worker must stop meanwhile."""
        process = self._living()
        if not _ask(process, running) or not self._ends_by_itself(process, running):
            self._take_back(running)

    def end(self) -> None:
        """Nothing is done any more; what was not stored is lost."""
        if self._process is not None:
            # Of what it was asked something may be left that nobody reads.
            with suppress(OSError), self._process:
                self._process.kill()
        self._process = None

    def _living(self) -> "subprocess.Popen[str]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603  # nosec B603 # our own command
            self._command, stdin=pipe, stdout=pipe, text=True
        )
        return self._process

    def _ends_by_itself(self, process: "subprocess.Popen[str]", running: RunningJob) -> bool:
        """Whether it answers that the job has ended, well or badly, before anything is in the way."""
        answers: Any = process.stdout
        while not self._stop.is_set() and not running.lost.is_set():
            if select.select([answers], [], [], _LOOK_UP_SECONDS)[0]:
                return bool(answers.readline())
        return False

    def _take_back(self, running: RunningJob) -> None:
        self.end()
        if self._stop.is_set():
            log.info("job %s is handed back: this worker stops", running.job_id)
            hand_back(running)
        elif not running.lost.is_set():
            log.error("job %s broke off: the process that did it is gone", running.job_id)
            set_free(running)


def _ask(process: "subprocess.Popen[str]", running: RunningJob) -> bool:
    """False when nobody listens any more."""
    try:
        print(running.job_id, running.attempt, file=process.stdin, flush=True)
    except OSError:
        return False
    return True
