"""A worker beside a server is there as long as the server is."""

import sys
from pathlib import Path

import pytest

from tests.webapp.work.real_worker import runs, until
from webapp.work import beside
from webapp.work.beside import worker_beside


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where workers write their numbers."""
    monkeypatch.setattr(beside, "BEFORE_THE_NEXT", 0.05)
    return tmp_path / "started"


def _that(ends: str, started: Path) -> list[str]:
    """The command of a worker that writes its number and then does this."""
    return [sys.executable, "-c", f"import os, time\nprint(os.getpid(), file=open({str(started)!r}, 'a'))\n{ends}"]


def _numbers(started: Path) -> list[int]:
    return [int(line) for line in started.read_text().split()] if started.exists() else []


def test_another_worker_is_started_when_one_ends_by_itself(started: Path) -> None:
    with worker_beside(_that("os._exit(1)", started)):
        until(lambda: len(_numbers(started)) >= 2)


def test_no_worker_is_left_behind(started: Path) -> None:
    with worker_beside(_that("time.sleep(600)", started)):
        until(lambda: len(_numbers(started)) == 1)
    until(lambda: not runs(_numbers(started)[0]))
    assert len(_numbers(started)) == 1
