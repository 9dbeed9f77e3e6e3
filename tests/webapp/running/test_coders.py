"""A small team that codes at once, as browsers do it; `python -m bench.coders` measures a large one."""

from bench.coders import STORED, measured
from bench.web_servers import GUNICORN

CODERS = 6


def test_everybody_who_codes_at_once_in_two_processes_gets_it_stored(new_database: str) -> None:
    found = measured(GUNICORN, new_database, CODERS, 3.0)

    assert found.answers[STORED] >= CODERS
    assert found.errors == 0, found.answers
