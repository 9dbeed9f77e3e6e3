"""What a study, an interview and a fragment cost, and what the country would: `python -m bench.unit_costs`.

Bytes: what a SQLite file, or with `VERHAALLIJN_DATABASE_URL` an empty database on PostgreSQL, grows by, indexes
included. Milliseconds: of the processor, in one process without a network, median; what PostgreSQL's own server spends
is not in it. What the country does is assumed below, not measured; it is printed with the figures so that who knows
better can say so.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bench.screen_server import Bench, add_transcript, open_bench
from bench.web_servers import this_machine
from coding.models import Code
from foundation.backup.on_postgresql import size_of
from foundation.database.engine import read_only
from interviews.models import Interview, InterviewState
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Source
from interviews.texts.sources import text_of, turns_of
from studies.models import Study
from studies.planning import add_study

STUDIES, INTERVIEWS, WORDS, FRAGMENTS, STRETCH = 40, 20, 6_000, 600, 200
TIMES, LOOK_EVERY = 20, 20.0
"""So often a screen that stands open asks, in seconds: static/js/coding/colleagues.js."""
_SCREEN = "/onderzoeken/bench/coderen/1"
_STANDING = f"{_SCREEN}/stand"

MUNICIPALITIES, YEARS = 342, 5
STUDIES_A_YEAR, INTERVIEWS_A_STUDY, FRAGMENTS_AN_INTERVIEW = 1, 40, 60
CODERS_AT_ONCE, PAUSE, BUSY = 4, 20.0, 0.25
"""In a municipality that codes; seconds between fragments; the part of all that codes in the busiest hour."""


@dataclass(frozen=True)
class Cost:
    """Bytes that stay, milliseconds of the processor."""

    bytes: float
    milliseconds: float


def main() -> int:
    print(this_machine())
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder))
        bench.app.config["WTF_CSRF_ENABLED"] = False
        print(f"{bench.engine.dialect.name}, empty: {_bytes(bench.engine) / 1e6:.1f} MB")
        study = _cost(bench, _studies(bench))
        interview = _cost(bench, _interviews(bench))
        client = bench.app.test_client()
        client.post(bench.link())
        fragment = _cost(bench, _fragments(bench, client))
        version = (client.get(_STANDING).json or {})["screen"]["version"]
        screen = _reading(client, _SCREEN, {}, 200)
        look = _reading(client, _STANDING, {"If-None-Match": f'"{version}"'}, 304)
        bench.engine.dispose()
    for name, one in (("study", study), (f"interview of {WORDS} words", interview), ("fragment", fragment)):
        print(f"{name}: {one.bytes / 1000:,.1f} kB, {one.milliseconds:.1f} ms")
    print(
        f"opening the coding screen {screen:.1f} ms; asking every {LOOK_EVERY:.0f} s what colleagues did {look:.1f} ms"
    )
    _country(study, interview, fragment, look)
    return 0


def _country(study: Cost, interview: Cost, fragment: Cost, look: float) -> None:
    """All municipalities on paper, of the costs that were measured and what is assumed."""
    interviews = STUDIES_A_YEAR * INTERVIEWS_A_STUDY
    each_year = study.bytes * STUDIES_A_YEAR + interviews * (interview.bytes + FRAGMENTS_AN_INTERVIEW * fragment.bytes)
    coders = MUNICIPALITIES * BUSY * CODERS_AT_ONCE
    a_second = coders / PAUSE
    processors = (a_second * fragment.milliseconds + coders / LOOK_EVERY * look) / 1000
    print(
        f"assumed: {MUNICIPALITIES} municipalities, {STUDIES_A_YEAR} study a year each with {INTERVIEWS_A_STUDY} "
        f"interviews of {FRAGMENTS_AN_INTERVIEW} fragments, kept {YEARS} years;"
    )
    print(
        f"  in the busiest hour {BUSY:.0%} of them code, {CODERS_AT_ONCE} people each, a fragment every {PAUSE:.0f} s"
    )
    print(f"a municipality: {each_year / 1e6:,.1f} MB a year")
    print(f"the country: {each_year * YEARS * MUNICIPALITIES / 1e9:,.1f} GB after {YEARS} years")
    print(f"the country in the busiest hour: {coders:.0f} coders, {a_second:.1f} fragments a second")
    print(f"  {processors:.2f} processors at work for fragments and open screens, as this machine's are")


def _cost(bench: Bench, acts: Iterable[Callable[[], object]]) -> Cost:
    """Per act: the median of its time; what the database grew by, shared by all."""
    took, before, doing = list[float](), _bytes(bench.engine), list(acts)
    for act in doing:
        begun = time.process_time()
        act()
        took.append((time.process_time() - begun) * 1000)
    return Cost((_bytes(bench.engine) - before) / len(doing), statistics.median(took))


def _studies(bench: Bench) -> list[Callable[[], object]]:
    def add(number: int) -> None:
        with bench.session() as session:
            add_study(session, f"Onderzoek {number}")
            session.commit()

    return [lambda number=number: add(number) for number in range(STUDIES)]


def _interviews(bench: Bench) -> list[Callable[[], object]]:
    """As they come in once somebody has looked at them; finding names in them comes on top."""
    with bench.session() as session:
        spoken = [_spoken(session, number) for number in range(1, INTERVIEWS + 1)]
        session.rollback()

    def add(turns: list[SpokenTurn]) -> None:
        with bench.session() as session:
            interview = add_interview(session, session.exec(_the_study()).one(), turns, role="ouder")
            interview.state = InterviewState.CODING
            session.commit()

    return [lambda turns=turns: add(turns) for turns in spoken]


def _spoken(session: Session, number: int) -> list[SpokenTurn]:
    source = add_transcript(session, session.exec(_the_study()).one(), number, words=WORDS)
    return [SpokenTurn(one.text, one.speaker, one.is_interviewer, one.seconds) for one in turns_of(session, source.id)]


def _fragments(bench: Bench, client: FlaskClient) -> list[Callable[[], object]]:
    """In turn in each interview, through the real view: with its words for searching, and what undo remembers."""
    with bench.session() as session:
        code = session.exec(select(Code.id).order_by(col(Code.id))).first()
        sources = session.exec(select(Interview.number, Source.id).join(Source).order_by(col(Interview.number))).all()
        texts = {number: text_of(session, source_id) for number, source_id in sources}

    def add(place: int) -> None:
        number, start = place % INTERVIEWS + 1, place // INTERVIEWS * (STRETCH + 20)
        quote = texts[number][start : start + STRETCH]
        body = {"start": start, "end": start + STRETCH, "quote": quote, "code": code}
        answer = client.post(f"/onderzoeken/bench/coderen/{number}/fragmenten", json=body)
        assert answer.status_code == 201, answer.text

    return [lambda place=place: add(place) for place in range(FRAGMENTS)]


def _reading(client: FlaskClient, page: str, headers: dict[str, str], status: int) -> float:
    took = []
    for _time in range(TIMES):
        begun = time.process_time()
        assert client.get(page, headers=headers).status_code == status
        took.append((time.process_time() - begun) * 1000)
    return statistics.median(took)


def _the_study() -> SelectOfScalar[Study]:
    return select(Study).where(Study.slug == "bench")


def _bytes(engine: Engine) -> int:
    if engine.dialect.name == "postgresql":
        with read_only(engine).connect() as connection:
            return size_of(connection)
    with read_only(engine).connect() as connection:
        pages, size = (connection.exec_driver_sql(f"PRAGMA {one}").scalar_one() for one in ("page_count", "page_size"))
    return int(pages * size)


if __name__ == "__main__":
    sys.exit(main())
