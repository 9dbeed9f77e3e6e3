"""Whatever is sent, to whichever route, by whomever: no fault of the program. `python -m bench.fuzz` sends more."""

from pathlib import Path
from typing import Any

import pytest

from tests.demonstration import Demonstration
from tests.webapp.fuzzing.fuzzed import first_known, fuzz
from tests.webapp.fuzzing.fuzzer import Fuzzer

pytestmark = pytest.mark.xdist_group("demonstration")
SHORT = 600


def test_nothing_that_is_sent_ends_in_a_fault(demonstration: Demonstration, databases: Any, tmp_path: Path) -> None:
    fuzzer = Fuzzer(1, first_known(demonstration))

    fuzz(fuzzer, demonstration, databases, tmp_path / "instance", SHORT)

    print(f"{fuzzer.run.sent} requests, {len(fuzzer.run.routes)} routes: {dict(fuzzer.run.statuses)}")
    assert fuzzer.run.broken == []
    assert fuzzer.run.statuses[200] > SHORT / 8, "they come further than the door"
    databases.clear_away()
