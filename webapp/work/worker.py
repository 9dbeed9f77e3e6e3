"""The worker: has jobs done, one at a time, and looks for those whose worker died."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Engine

import coding.suggestions.jobs
import coding.suggestions.topics.jobs  # noqa: F401  declares the jobs
import feedback.intake.jobs  # noqa: F401  declares the jobs, for who works them off here
from coding.suggestions.relearning import learn_where_due
from foundation.database.engine import unit_of_work
from foundation.database.leaving_files import empty_log
from foundation.jobs.claiming import free_jobs
from foundation.jobs.doing import run_job
from foundation.jobs.health import say_goodbye, tell_alive
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import keep_sending
from interviews.transcripts.drafts import erase_thrown_away
from webapp.work import looking
from webapp.work.apart import Apart
from webapp.work.looking import goes_well, keep_looking
from webapp.work.queue import Bell
from webapp.work.tidying import keep_promises, tell_of_failed_sign_ins

_SWEEPS_PER_SIGN, _SWEEPS_PER_TIDYING, _SWEEPS_PER_LEARNING, _SWEEPS_PER_HOUR = 5, 20, 60, 1200
_SWEEPS_PER_ROUND = 100
_BELL_SECONDS = 0.5
LONGEST_GOODBYE = 8
"""Seconds between hearing that it must stop and the end, whatever is in the way then."""

log = logging.getLogger(__name__)

Do = Callable[[int], Any]


def work(
    engine: Engine,
    bell: Bell,
    apart: Sequence[str],
    beside: int = 0,
    mail: MailDoor | None = None,
    nightly: Callable[[], Any] | None = None,
    hourly: Callable[[], Any] | None = None,
    inviting: Callable[[], Any] | None = None,
) -> None:
    """Hear the bell until told to stop, or until the process `beside` that started it is gone.

    `apart` is the command of the process that does the jobs. With `mail` it sends what waits, in a thread of its own: a
    mail server may take its time. `nightly` is asked every hour, in another: it knows itself whether it is time. So is
    `hourly`, which takes but a moment. `inviting` is asked every few minutes who is to be invited by mail.
    """
    stop = threading.Event()
    _heed_signals(stop)
    name = f"{socket.gethostname()}:{os.getpid()}"
    hands = Apart(apart, stop)

    def do(job_id: int) -> None:
        run_job(engine, job_id, name, hands.carry_out)

    _start(stop, (1, lambda: _follow(beside, stop)))
    _start(stop, (_SWEEPS_PER_SIGN, lambda: tell_alive(engine, name)))
    _start(stop, (_SWEEPS_PER_TIDYING, lambda: _tidy(engine)), (_SWEEPS_PER_HOUR, lambda: keep_promises(engine)))
    _start(stop, (_SWEEPS_PER_TIDYING, lambda: tell_of_failed_sign_ins(engine)))
    _start(stop, (_SWEEPS_PER_LEARNING, lambda: learn_where_due(engine)))
    if mail is not None:
        threading.Thread(target=keep_sending, args=(engine, mail, stop), daemon=True).start()
    for look in (nightly, hourly):
        if look is not None:
            _start(stop, (_SWEEPS_PER_HOUR, look))
    if inviting is not None:
        _start(stop, (_SWEEPS_PER_ROUND, inviting))
    log.info("worker ready")
    try:
        do_jobs(engine, bell, do, stop)
    finally:
        hands.end()
        goes_well(lambda: say_goodbye(engine, name))


def work_off(engine: Engine) -> int:
    """Do every free job now, in this process; how many were done. For commands and tests."""
    return sum(run_job(engine, job_id) for job_id in free_jobs(engine))


def do_jobs(engine: Engine, bell: Bell, do: Do, stop: threading.Event) -> None:
    """Do what the bell rings for, and every few seconds whatever else is free: a ring may get lost."""
    next_look = time.monotonic()
    while not stop.is_set():
        if time.monotonic() >= next_look:
            goes_well(lambda: _do_free_jobs(engine, do, stop))
            next_look = time.monotonic() + looking.SWEEP_SECONDS
        if not goes_well(lambda: _do_rung_jobs(bell, do, stop)):
            next_look = time.monotonic()
            time.sleep(looking.SWEEP_SECONDS)


def _do_free_jobs(engine: Engine, do: Do, stop: threading.Event) -> None:
    for job_id in free_jobs(engine):
        if not stop.is_set():
            do(job_id)


def _do_rung_jobs(bell: Bell, do: Do, stop: threading.Event) -> None:
    """Until the bell is silent for a moment. One that goes wrong keeps no other waiting."""
    while not stop.is_set() and (job_id := bell.heard(_BELL_SECONDS)) is not None:
        goes_well(partial(do, job_id))


def _start(stop: threading.Event, *looks: looking.Look) -> None:
    threading.Thread(target=keep_looking, args=(looks, stop), daemon=True).start()


def _heed_signals(stop: threading.Event) -> None:
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda _signal, _frame: _stop_soon(stop))


def _follow(beside: int, stop: threading.Event) -> None:
    if beside and os.getppid() != beside:
        _stop_soon(stop)


def _stop_soon(stop: threading.Event) -> None:
    stop.set()
    # Nobody handles this signal: it ends the process, whatever that waits for.
    signal.alarm(LONGEST_GOODBYE)


def _tidy(engine: Engine) -> None:
    with unit_of_work(engine, across=True) as session:
        erase_thrown_away(session)
    # A web process that stopped while somebody read left this undone.
    empty_log(engine)
