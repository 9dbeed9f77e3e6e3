"""A worker as the product runs it, in a process of its own, with kinds of jobs that last until they are let go."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine

from foundation.database.engine import open_session, read_only, unit_of_work
from foundation.jobs.models import Job, JobState
from studies.models import Study
from webapp.settings import ROOT, Settings

PATIENCE = 60.0

_SCRIPT = """
import pathlib, re, subprocess, sys, time
from datetime import timedelta
from os import getpid

from foundation.database.engine import open_engine
from foundation.jobs import lease
from foundation.jobs.kinds import job
from webapp.settings import Settings

gate, seconds, role, *rest = sys.argv[1:]
lease.LEASE, lease.HEARTBEAT_SECONDS = timedelta(seconds=float(seconds)), float(seconds) / 4
settings = Settings()


def this(*role):
    return [sys.executable, __file__, gate, seconds, *map(str, role)]


@job("patient")
def be_patient(running):
    running.tell(0, 0, "wachten")
    while not pathlib.Path(gate).exists():
        time.sleep(0.05)
    running.finish("Klaar.", lambda session: None)


@job("deep")
def go_deep(running):
    running.tell(0, 0, "diep")
    if not pathlib.Path(gate).exists():
        re.fullmatch("(a+)+b", "a" * 99)  # for years, and nothing else of Python runs meanwhile
    running.finish("Klaar.", lambda session: None)


if role == "apart":
    from webapp.work.carrying_out import carry_out_what_comes

    carry_out_what_comes(open_engine(settings.url))
elif role == "server":
    subprocess.Popen(this("worker", getpid())).wait()
else:
    from webapp.commands.starting import prepared_engine
    from webapp.work.queue import BellInFile
    from webapp.work.worker import work

    work(prepared_engine(settings), BellInFile(settings.queue_file), this("apart"), *map(int, rest))
"""


@dataclass
class RealWorkers:
    """Starts workers on one data folder, and ends them with the test."""

    settings: Settings
    engine: Engine
    study: Study
    gate: Path
    lease_seconds: float = 12
    started: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self, role: str = "worker") -> "subprocess.Popen[bytes]":
        script = self.gate.with_name("worker.py")
        script.write_text(_SCRIPT)
        environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(self.settings.data_dir), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(script), str(self.gate), str(self.lease_seconds), role]
        self.started.append(subprocess.Popen(command, env=environment))
        return self.started[-1]

    def ask(self, kind: str) -> int:
        """A job that waits; no bell rings."""
        with unit_of_work(self.engine, self.study.organisation_id) as session:
            job = Job(kind=kind, study_id=self.study.id)
            session.add(job)
            session.flush()
            return job.id

    def seen(self, job_id: int) -> Job:
        with open_session(read_only(self.engine), self.study.organisation_id) as session:
            return session.get_one(Job, job_id)

    def until(self, job_id: int, state: JobState, stage: str = "") -> Job:
        until(lambda: (self.seen(job_id).state, self.seen(job_id).stage) == (state, stage))
        return self.seen(job_id)

    def let_go(self) -> None:
        """From now on jobs end."""
        self.gate.touch()

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Waits for it; how many seconds that took."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            pytest.fail(f"waited {seconds} seconds for nothing")
        time.sleep(0.05)
    return time.monotonic() - began


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def runs(pid: int) -> bool:
    """Whether it is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
