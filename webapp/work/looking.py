"""Looking around, again and again: what fails is done again, soon."""

import logging
import threading
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

SWEEP_SECONDS = 3.0
SWEEPS_AFTER_FAILURE = 20

Look = tuple[int, Callable[[], Any]]
"""Every how many sweeps, and what is done then; at the first too."""

log = logging.getLogger(__name__)


def keep_looking(looks: Sequence[Look], stop: threading.Event) -> None:
    """Sweep every few seconds until `stop`. A look that failed is not put off for as long as one that went well."""
    due = [0] * len(looks)
    for sweep in count():
        for number, (every, look) in enumerate(looks):
            if sweep >= due[number]:
                due[number] = sweep + (every if goes_well(look) else min(every, SWEEPS_AFTER_FAILURE))
        if stop.wait(SWEEP_SECONDS):
            return


def goes_well(look: Callable[[], Any]) -> bool:
    """Do it. A database that is away for a moment may not end a thread: nobody would see that it is gone."""
    try:
        look()
    except Exception:
        log.exception("looking around failed")
        return False
    return True
