"""Large requests go a few at a time, so that everybody else goes on: reading a file keeps a processor busy for seconds.

Some wait for their turn, and each holds a thread meanwhile; who comes beyond those is told at once. What stands here
is of one process: see webapp.serving for how many threads that has.
"""

import threading

from flask import Flask, g, request

from foundation.dutch import _
from foundation.errors import ResearcherError

LARGE = 1_000_000
"""Bytes. An hour of speech as text is 60,000."""
AT_ONCE, WAITING = 2, 14
LONGEST_WAIT = 300.0
"""Seconds; by then all who may wait have had their turn many times over."""


class TooManyLarge(ResearcherError):
    """So many send large files that this one can't wait its turn. Nothing of it was read."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "Er worden nu veel grote bestanden tegelijk ingelezen. Er is niets bewaard. "
                "Probeer het over een minuut nog een keer."
            )
        )


class Turns:
    """Who may go on now, and how many may wait for it."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)

    def take(self) -> None:
        """Raises TooManyLarge."""
        if not self._places.acquire(blocking=False):
            raise TooManyLarge
        if not self._turns.acquire(timeout=LONGEST_WAIT):
            self._places.release()
            raise TooManyLarge

    def give(self) -> None:
        self._turns.release()
        self._places.release()


def init_app(app: Flask) -> None:
    """Before anything of a request is read or asked of the database."""
    turns = Turns(AT_ONCE, WAITING)

    def wait_if_large() -> None:
        # Without a length nobody knows how much comes.
        if (request.content_length or 0) > LARGE or request.headers.get("Transfer-Encoding"):
            turns.take()
            g.large_turns = turns

    app.before_request(wait_if_large)
    app.teardown_request(_give_back)


def _give_back(_error: BaseException | None) -> None:
    if taken := g.pop("large_turns", None):
        taken.give()
