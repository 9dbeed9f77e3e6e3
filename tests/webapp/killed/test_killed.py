"""Killed at random moments while people work, what was acknowledged stays: `python -m bench.killed` in short."""

from pathlib import Path

import pytest

from foundation.jobs.models import JobState
from tests.webapp.killed.acts import Wrong
from tests.webapp.killed.processes import WEB, WORKER
from tests.webapp.killed.rounds import killed_so_often
from webapp.settings import Settings

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="the worker's own process ends with it on Linux"
)
ROUNDS, SEED = 5, 282


def test_nothing_is_lost_or_there_by_halves_whatever_is_killed(new_database: str, tmp_path: Path) -> None:
    killing, ended = killed_so_often(Settings(data_dir=tmp_path, database_url=new_database), ROUNDS, SEED)
    assert killing.ledger.wrong == {kind: [] for kind in Wrong}
    assert killing.kills[WEB]
    assert killing.kills[WORKER]
    assert killing.ledger.acknowledged
    assert set(ended) <= {JobState.DONE, JobState.FAILED}
