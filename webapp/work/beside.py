"""A worker beside `verhaallijn serve`, for one machine: it is there as long as the server is."""

import logging
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

BEFORE_THE_NEXT = 3.0
"""Seconds between the end of a worker that nobody told to stop and the start of another."""

log = logging.getLogger(__name__)


@contextmanager
def worker_beside(command: Sequence[str]) -> Iterator[None]:
    """Keep a worker during the block: another when it ended by itself."""
    stop = threading.Event()
    worker = [_started(command)]

    def keep() -> None:
        while not stop.is_set():
            code = worker[0].wait()
            if not stop.wait(BEFORE_THE_NEXT):
                log.error("the worker ended with %s; another one is started", code)
                worker[0] = _started(command)

    threading.Thread(target=keep, daemon=True).start()
    try:
        yield
    finally:
        stop.set()
        worker[0].terminate()


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command)  # noqa: S603  # nosec B603 # our own command
