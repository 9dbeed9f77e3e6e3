"""Adding a segment through the real view, in a short text and in a long one: `python -m bench.add_segment`."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient
from sqlmodel import Session, select

from bench.screen_server import add_transcript, open_bench
from coding.models import Code
from interviews.texts.models import Source
from interviews.texts.sources import slice_of
from studies.models import Study

SMALL, LARGE = 100_000, 1_000_000
TIMES = 200
LETTERS_PER_WORD = 5.1
RATIO_LIMIT, P95_LIMIT = 1.3, 25.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder))
        bench.app.config["WTF_CSRF_ENABLED"] = False
        with bench.session() as session:
            study = session.exec(select(Study)).one()
            texts = {
                number: _transcript(session, study, number, letters)
                for number, letters in ((1, SMALL), (2, LARGE), (3, SMALL))
            }
            code = session.exec(select(Code.id)).first() or 0
            session.commit()
        client = bench.app.test_client()
        client.post(bench.link())
        _times(client, 3, texts[3], code, 50)  # warms up caches and connections
        # Taking turns, so that what else the machine does weighs equally.
        milliseconds: dict[int, list[float]] = {1: [], 2: []}
        for part in range(10):
            for number in milliseconds:
                share = TIMES // 10
                stretches = texts[number][part * share : (part + 1) * share]
                milliseconds[number] += _times(client, number, stretches, code, share)
    return _print(milliseconds)


def _transcript(session: Session, study: Study, number: int, letters: int) -> list[tuple[int, int, str]]:
    """A text of about so many letters; gives stretches spread over it."""
    source: Source = add_transcript(session, study, number, words=int(letters / LETTERS_PER_WORD))
    step = (source.length - 200) // TIMES
    places = [(start, start + 60 + start % 90) for start in range(0, step * TIMES, step)]
    return [(start, end, slice_of(session, source.id, start, end)) for start, end in places]


def _times(
    client: FlaskClient, number: int, stretches: list[tuple[int, int, str]], code: int, count: int
) -> list[float]:
    found = []
    for start, end, quote in stretches[:count]:
        body = {"start": start, "end": end, "quote": quote, "code": code}
        began = time.perf_counter()
        answer = client.post(f"/onderzoeken/bench/coderen/{number}/fragmenten", json=body)
        found.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 201, answer.text
    return found


def _print(milliseconds: dict[int, list[float]]) -> int:
    small, large = (statistics.median(milliseconds[number]) for number in (1, 2))
    p95 = max(statistics.quantiles(found, n=20)[-1] for found in milliseconds.values())
    print(f"median {small:.1f} ms in {SMALL // 1000} kB, {large:.1f} ms in {LARGE // 1000} kB")
    print(f"ratio {large / small:.2f} (limit {RATIO_LIMIT})")
    print(f"p95 {p95:.1f} ms (limit {P95_LIMIT:.0f} ms)")
    return int(large / small > RATIO_LIMIT or p95 > P95_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
